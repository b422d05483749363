package org.svff.policy;

import java.nio.file.Path;

/** Reads policies from a folder, and answers by them; a module of its own, found as a service. */
public interface PolicyKeeper {
    /**
     * Answers by the policies that are in the folder when it is asked: one that was changed holds from then on. A folder
     * that is not there has none. A policy that cannot be used denies all that policies could deny.
     *
     * @param keepLastGood whether a policy that became unusable goes on as it was when it last could be used
     */
    Admission keep(Path folder, boolean keepLastGood);
}
