package org.svff.access;

import java.util.Optional;

/** Whom the agent knows: its users, or while it has none, whoever is on this host. */
public final class Access {
    private final Optional<Users> users;
    private final Role localRole;

    private Access(Optional<Users> users, Role localRole) {
        this.users = users;
        this.localRole = localRole;
    }

    /** Only these. */
    public static Access of(Users users) {
        return new Access(Optional.of(users), Role.MONITOR);
    }

    /** There are no users: everybody who can reach a loopback port has this role. */
    public static Access local(Role role) {
        return new Access(Optional.empty(), role);
    }

    public boolean hasUsers() {
        return users.isPresent();
    }

    public Optional<Users> users() {
        return users;
    }

    /** The caller of this name with the rights that he has now; empty when nobody is called so any more. */
    public Optional<Caller> caller(String name, String from) {
        if (users.isPresent()) {
            return users.get().find(name).map(u -> Caller.of(u, from));
        }
        return name.equals(Caller.LOCAL_NAME) ? Optional.of(Caller.local(localRole, from)) : Optional.empty();
    }
}
