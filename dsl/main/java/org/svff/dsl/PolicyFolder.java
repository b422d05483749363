package org.svff.dsl;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.svff.policy.Admission;
import org.svff.policy.PolicyKeeper;

/** Keeps the policies of an agent's folder. */
public final class PolicyFolder implements PolicyKeeper {
    @Override
    public Admission keep(Path folder, boolean keepLastGood) {
        FolderPolicies policies = new FolderPolicies(folder, keepLastGood, Clock.system(ZoneId.systemDefault()));
        policies.start();
        return policies;
    }
}
