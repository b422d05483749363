package org.svff.jconsole.model;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this user may do: as the agent said beforehand, and as it has denied since.
 *
 * @param denied the agent's words, by what it denied
 */
public record Rights(User user, Map<Act, String> denied) {
    public static final Rights ALL = new Rights(User.UNKNOWN, Map.of());

    public Rights {
        denied = Map.copyOf(denied);
    }

    /** The same after the agent denied this. */
    public Rights without(Act act, String why) {
        Map<Act, String> next = new EnumMap<>(Act.class);
        next.putAll(denied);
        next.put(act, why);
        return new Rights(user, next);
    }

    /** The same after the agent was asked again; what it denied to somebody with other rights is forgotten. */
    public Rights of(User told) {
        return told.equals(user) ? this : new Rights(told, Map.of());
    }

    /** Why this may not be done at all; empty when it may, of something. */
    Optional<String> refusal(Act act) {
        if (!user.mayAct()) {
            return Optional.of("You may look only: " + user.name() + " is a " + user.role() + ".");
        }
        return Optional.ofNullable(denied.get(act)).map(why -> "You may not: " + why);
    }

    /** Why these may not be touched; empty when they may. */
    Optional<String> refusal(Collection<String> vms, Collection<String> pfs) {
        return vms.stream()
                .filter(vm -> !user.hasVm(vm))
                .findFirst()
                .map(vm -> "You may not touch " + vm + ", only " + String.join(", ", user.vms()) + ".")
                .or(() -> pfs.stream()
                        .filter(pf -> !user.hasPf(pf))
                        .findFirst()
                        .map(pf -> "You may not touch card " + pf + ", only " + String.join(", ", user.pfs()) + "."));
    }
}
