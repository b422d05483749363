package org.svff.dsl;

import java.time.Clock;
import java.util.function.Consumer;
import org.svff.cli.policy.PolicyLanguage.Decided;
import org.svff.cli.policy.PolicyLanguage.Decision;

/** Tells what was decided, with the time. */
record Telling(Consumer<Decision> decisions, Clock clock) {
    /** Tells it; the place is empty when it is about no statement. */
    void tell(Decided kind, String text, String place) {
        decisions.accept(new Decision(clock.instant(), kind, text, place));
    }

    void failed(PolicyException errors) {
        errors.errors()
                .forEach(error ->
                        tell(Decided.FAILED, error.message(), error.place().toString()));
    }
}
