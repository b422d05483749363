package org.svff.cli.policy;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.ImageView;
import org.svff.jmx.view.RuleView;
import org.svff.jmx.view.WorldView;
import org.svff.world.SvffException;

/** The policy language, as the command line knows it: a module of its own, found as a service. */
public interface PolicyLanguage {
    /**
     * A policy's text.
     *
     * @param file what errors name as their place
     * @param trusted whether it may use all of Groovy, with the rights of this process, and not only the language
     */
    record Source(String file, String text, boolean trusted) {}

    /** Reads a policy and works out what it would do now; touches nothing. */
    Result plan(Source policy, WorldView world);

    /**
     * Reads a policy, and looks for what contradicts itself or cannot be had on this host, at any time of the day.
     *
     * @param images that cards can be programmed with there
     * @return each error with file and line; none when all is well
     */
    List<String> check(Source policy, WorldView world, List<ImageView> images);

    /**
     * Plans a policy for a host that is described in a file, and compares with what is expected there.
     *
     * @param hostFile what errors about the host name as their place
     * @return what is not as expected, a line each; empty when all is
     */
    List<String> test(Source policy, String hostFile, String hostText);

    /**
     * The rules that are about a VM, a VF or a PF, as they are now.
     *
     * @throws IllegalArgumentException when there is nothing of this name, or a policy has errors, in words
     */
    List<RuleView> explain(List<Source> policies, WorldView world, String what);

    /**
     * Runs the scripts of a policy.
     *
     * @param made is told of each change that was made
     * @return what went wrong, with file and line; nothing more is done then
     */
    List<String> runScripts(Source policy, AgentClient agent, Consumer<Change> made);

    /** Prepares to have policies kept until somebody stops it. */
    Enforcer enforcer(Enforcement enforcement);

    /**
     * What became of a text.
     *
     * @param errors of the text, each with file and line; when there are any, the rest is empty
     * @param changes in the order in which they are to be made
     * @param unmet what the policy wants and cannot have, each with file and line
     * @param scripts file and line of each script, which is run after the changes
     */
    record Result(List<String> errors, List<Change> changes, List<String> unmet, List<String> scripts) {
        public Result {
            errors = List.copyOf(errors);
            changes = List.copyOf(changes);
            unmet = List.copyOf(unmet);
            scripts = List.copyOf(scripts);
        }
    }

    /** One change that a policy makes. */
    interface Change {
        /** For people. */
        String text();

        /** File and line of the statement that wants it. */
        String why();

        /**
         * Makes it, by the agent's MBeans.
         *
         * @throws SvffException when what it is about is not there any more
         * @throws IllegalStateException when the agent refuses, with its words
         */
        void make(AgentClient agent) throws SvffException;
    }

    /** Connects to the agent; again, when the connection was lost. */
    @FunctionalInterface
    interface Connector {
        AgentClient connect() throws SvffException;
    }

    /** Reads a policy's file. */
    @FunctionalInterface
    interface Reading {
        Source read() throws SvffException;
    }

    /**
     * What is to be kept, and how.
     *
     * @param policies are read anew when they change
     * @param decisions is told whatever is done, or not done
     */
    record Enforcement(List<Reading> policies, Connector connector, Consumer<Decision> decisions) {
        public Enforcement {
            policies = List.copyOf(policies);
        }
    }

    /** Keeps policies. */
    interface Enforcer {
        /**
         * Keeps them until it is stopped.
         *
         * @return errors of the policies, with file and line, when they cannot be begun with; else none
         */
        List<String> run() throws SvffException, InterruptedException;

        /** Has {@link #run} return after the change that it makes just now. */
        void stop();
    }

    /** What kind of thing was decided. */
    enum Decided {
        DONE,
        FAILED,
        WAITS,
        UNMET,
        NOTIFIED,
        NEWS
    }

    /**
     * Something that was done, or not done.
     *
     * @param place file and line of the statement that it is about; empty when it is about none
     */
    record Decision(Instant at, Decided what, String text, String place) {}
}
