package org.svff.access;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody who may connect.
 *
 * @param name what he is called in reports and in the audit log
 * @param scope what he may operate on; reading is not restricted
 */
public record User(String name, Role role, Scope scope, PasswordHash password) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** What the agent itself is called where operations name who asked. */
    private static final Set<String> RESERVED = Set.of("local", "agent", "policy", "jmx", "none");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it cannot be one
     */
    public User {
        checkName(name);
    }

    /**
     * Refuses what cannot be a user's name.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static void checkName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' cannot be a user's name; one is of letters, digits, '.',"
                    + " '_' and '-', at most 64, begins with a letter or digit, and is none of "
                    + String.join(", ", RESERVED.stream().sorted().toList()));
        }
    }

    /** Whether a user could be called so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !RESERVED.contains(name);
    }
}
