package org.svff.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.svff.pci.PciAddress;
import org.svff.plan.Plan;
import org.svff.plan.Refused;
import org.svff.plan.Step;
import org.svff.world.Trouble;

/** Keeps operations off each other's PFs, and off each other's VMs when they plug in. Thread-safe. */
final class OperationLocks {
    private final Map<String, String> holders = new HashMap<>();

    /**
     * What a plan needs for itself: its PFs; and the VMs it gives devices to, whose ids and ports must not be taken.
     *
     * @param whereWas where a card was when the operation began that moved it and still runs: that has it under this address
     * @param counting whether somebody counts the VFs that VMs have, for which they have to be given one at a time
     */
    static Set<String> needs(Plan plan, UnaryOperator<PciAddress> whereWas, boolean counting) {
        Set<String> keys =
                plan.pfs().stream().map(pf -> "PF " + whereWas.apply(pf)).collect(Collectors.toSet());
        for (Step step : plan.steps()) {
            if (step instanceof Step.AttachDevice attach) {
                keys.add("VM " + attach.binding().vm());
                if (counting) {
                    keys.add("giving VFs to VMs");
                }
            }
        }
        return keys;
    }

    /**
     * Takes all keys at once, waiting at most so long.
     *
     * @throws Refused naming the operation that has one of them
     */
    synchronized void acquire(Set<String> keys, String operation, Duration wait) throws Refused, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (keys.stream().anyMatch(holders::containsKey)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                String key =
                        keys.stream().filter(holders::containsKey).findFirst().orElseThrow();
                throw new Refused(new Trouble(
                        key,
                        "begin",
                        "operation " + holders.get(key) + " has been at it for the whole " + wait.toSeconds() + " s",
                        "see the history, and ask again when it is over"));
            }
            wait(left);
        }
        keys.forEach(key -> holders.put(key, operation));
    }

    synchronized void release(String operation) {
        holders.values().removeIf(operation::equals);
        notifyAll();
    }
}
