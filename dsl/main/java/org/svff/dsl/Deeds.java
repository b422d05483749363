package org.svff.dsl;

import groovy.lang.Closure;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.svff.jmx.view.WorldView;

/** The actions of one statement, ready to be run again and again. */
public final class Deeds {
    private final Closure<?> closure;
    private final Rules rules;

    Deeds(Closure<?> closure, Rules rules) {
        this.closure = closure;
        this.rules = rules;
    }

    /** A change that could not be made; ends the actions. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Change change;

        Failed(Change change, String answer) {
            super(answer);
            this.change = change;
        }

        Change change() {
            return change;
        }
    }

    /**
     * Runs them.
     *
     * @param world what they see of the host
     * @param about makes what they are about, for what the statement calls {@code it}
     * @param doer makes each change; may throw {@link Failed}
     * @throws PolicyException when they are in error, or a change failed; with the line
     */
    void run(WorldView world, Function<Actions, Object> about, Consumer<Change> doer) throws PolicyException {
        Actions actions = new Actions(world, rules, doer);
        Closure<?> own = (Closure<?>) closure.clone();
        own.setDelegate(actions);
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        try {
            if (own.getMaximumNumberOfParameters() == 0) {
                own.call();
            } else {
                own.call(about.apply(actions));
            }
        } catch (Failed e) {
            throw new PolicyException(e.change().why(), e.change().text() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw new PolicyException(rules.at(e), Objects.requireNonNullElse(e.getMessage(), e.toString()));
        } catch (StackOverflowError e) {
            throw new PolicyException(rules.at(e), "it is nested too deeply");
        }
    }
}
