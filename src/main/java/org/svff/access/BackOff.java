package org.svff.access;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows guessing: after some failures a name and address, an address, and a name have to wait before they are listened to
 * again, twice as long with each failure. Keeps a bounded number of them, the most recent. Thread-safe.
 */
public final class BackOff {
    private static final int MOST = 10_000;
    private static final long FIRST_WAIT_MILLIS = 1000;

    /** How many failures cost nothing, and how long a wait gets. */
    private record Limit(int free, Duration longest) {}

    private static final Limit PAIR = new Limit(3, Duration.ofMinutes(5));
    private static final Limit ADDRESS = new Limit(20, Duration.ofMinutes(5));
    /** From many addresses: slow for all, but nobody can lock a user out for long. */
    private static final Limit NAME = new Limit(100, Duration.ofSeconds(5));

    private record Failures(int count, long notBefore) {}

    private final LongSupplier millis;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

    /** @param millis a clock that only goes forward */
    public BackOff(LongSupplier millis) {
        this.millis = millis;
    }

    /** How long these have to wait still; zero when they are listened to. */
    public synchronized Duration wait(String name, String address) {
        long until = Math.max(until(pair(name, address)), Math.max(until(address(address)), until(name(name))));
        return Duration.ofMillis(Math.max(0, until - millis.getAsLong()));
    }

    private long until(String key) {
        Failures known = failures.get(key);
        return known == null ? Long.MIN_VALUE / 2 : known.notBefore();
    }

    public synchronized void failed(String name, String address) {
        count(pair(name, address), PAIR);
        count(address(address), ADDRESS);
        count(name(name), NAME);
        Iterator<String> oldest = failures.keySet().iterator();
        while (failures.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    /** A right password forgives what was mistyped from there; not what was guessed for others. */
    public synchronized void succeeded(String name, String address) {
        failures.remove(pair(name, address));
    }

    private void count(String key, Limit limit) {
        Failures before = failures.get(key);
        int count = before == null ? 1 : Math.min(before.count() + 1, 1000);
        int beyond = count - limit.free();
        long wait = beyond < 0 ? 0 : Math.min(limit.longest().toMillis(), FIRST_WAIT_MILLIS << Math.min(beyond, 20));
        failures.put(key, new Failures(count, millis.getAsLong() + wait));
    }

    synchronized int size() {
        return failures.size();
    }

    private static String pair(String name, String address) {
        return "p " + address + " " + shortened(name);
    }

    private static String address(String address) {
        return "a " + address;
    }

    private static String name(String name) {
        return "n " + shortened(name);
    }

    /** Whoever sends names of a megabyte shall not fill the memory with them. */
    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64);
    }
}
