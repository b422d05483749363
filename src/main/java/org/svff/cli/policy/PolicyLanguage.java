package org.svff.cli.policy;

import java.util.List;
import org.svff.jmx.AgentClient;
import org.svff.jmx.view.WorldView;
import org.svff.world.SvffException;

/** The policy language, as the command line knows it: a module of its own, found as a service. */
public interface PolicyLanguage {
    /**
     * Reads a policy and works out what it would do; touches nothing.
     *
     * @param file what errors name as their place
     */
    Result plan(String file, String text, WorldView world);

    /**
     * Plans a policy for a host that is described in a file, and compares with what is expected there.
     *
     * @param hostFile what errors about the host name as their place
     * @return what is not as expected, a line each; empty when all is
     */
    List<String> test(String file, String text, String hostFile, String hostText);

    /**
     * What became of a text.
     *
     * @param errors of the text, each with file and line; when there are any, the rest is empty
     * @param changes in the order in which they are to be made
     * @param unmet what the policy wants and cannot have, each with file and line
     */
    record Result(List<String> errors, List<Change> changes, List<String> unmet) {
        public Result {
            errors = List.copyOf(errors);
            changes = List.copyOf(changes);
            unmet = List.copyOf(unmet);
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
}
