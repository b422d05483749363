package org.svff.access;

/**
 * Who calls.
 *
 * @param name a user's name, or {@link #LOCAL_NAME}
 * @param from the address he calls from, e.g. {@code 192.0.2.7}
 */
public record Caller(String name, Role role, Scope scope, String from) {
    /** What callers are called while there are no users: everybody on this host. */
    public static final String LOCAL_NAME = "local";

    public static Caller of(User user, String from) {
        return new Caller(user.name(), user.role(), user.scope(), from);
    }

    /** Anybody on this host, while there are no users. */
    public static Caller local(Role role, String from) {
        return new Caller(LOCAL_NAME, role, Scope.ALL, from);
    }
}
