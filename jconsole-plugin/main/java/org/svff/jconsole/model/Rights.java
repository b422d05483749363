package org.svff.jconsole.model;

import java.util.EnumMap;
import java.util.Map;

/**
 * What the agent does not let this user do, and why: learnt from its answers, since only the agent can say.
 *
 * @param denied its words, by what was denied
 */
public record Rights(Map<Act, String> denied) {
    public static final Rights ALL = new Rights(Map.of());

    public Rights {
        denied = Map.copyOf(denied);
    }

    /** The same after the agent denied this. */
    public Rights without(Act act, String why) {
        Map<Act, String> next = new EnumMap<>(Act.class);
        next.putAll(denied);
        next.put(act, why);
        return new Rights(next);
    }
}
