package org.svff.dsl;

import java.nio.charset.StandardCharsets;

/** A policy of any text: rules, or errors with their lines. */
public final class PolicyFuzz {
    private PolicyFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Policy policy = PolicyReader.read("fuzz.policy", new String(data, StandardCharsets.UTF_8));
            policy.quotas().forEach(quota -> {
                if (quota.place().line() < 1) {
                    throw new AssertionError(quota.toString());
                }
            });
        } catch (PolicyException e) {
            if (e.errors().isEmpty() || !e.errors().get(0).toString().contains("fuzz.policy")) {
                throw new AssertionError("does not say where", e);
            }
            // At its beginning, else it may be the text of the policy, which errors quote.
            if (e.errors().get(0).message().startsWith("it cannot be read: ")) {
                throw new AssertionError("not foreseen", e);
            }
        }
    }
}
