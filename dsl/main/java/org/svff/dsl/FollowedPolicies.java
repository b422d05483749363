package org.svff.dsl;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.svff.cli.policy.PolicyLanguage.Decided;
import org.svff.cli.policy.PolicyLanguage.Reading;
import org.svff.cli.policy.PolicyLanguage.Source;
import org.svff.world.SvffException;

/** The policies that are kept, as their files were when they last could be used. */
final class FollowedPolicies {
    private final List<Reading> readings;
    private final Telling telling;
    private final Map<String, Source> sources = new HashMap<>();
    private final Map<String, Policy> policies = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();

    FollowedPolicies(List<Reading> readings, Telling telling) {
        this.readings = readings;
        this.telling = telling;
    }

    /** Reads all for the first time; there is nothing yet to go on with instead. */
    void read() throws SvffException, PolicyException {
        for (Reading reading : readings) {
            take(reading.read());
        }
    }

    private void take(Source source) throws PolicyException {
        sources.put(source.file(), source); // also when it is broken: that is told once
        policies.put(source.file(), PolicyReader.read(source));
    }

    /**
     * Reads those whose files have changed. One that is broken, or cannot be read, goes on as it was, which is told.
     *
     * @return whether any is another now
     */
    boolean readAgain() {
        boolean changed = false;
        Set<String> unreadableNow = new HashSet<>();
        for (Reading reading : readings) {
            try {
                Source now = reading.read();
                if (!now.equals(sources.get(now.file()))) {
                    take(now);
                    changed = true;
                    telling.tell(Decided.NEWS, now.file() + " has changed", now.file());
                }
            } catch (PolicyException e) {
                telling.failed(e);
                telling.tell(Decided.NEWS, "the policy is kept as it was", "");
            } catch (SvffException e) {
                String trouble = e.trouble().toString();
                unreadableNow.add(trouble);
                if (unreadable.add(trouble)) {
                    telling.tell(Decided.FAILED, trouble + "; it is kept as it was", "");
                }
            }
        }
        unreadable.retainAll(unreadableNow);
        return changed;
    }

    List<String> files() {
        return policies.keySet().stream().sorted().toList();
    }

    Collection<Policy> all() {
        return policies.values();
    }

    List<Policy.Reaction> reactions() {
        return policies.values().stream().flatMap(p -> p.actions().stream()).toList();
    }
}
