package org.svff.jconsole.model;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whom the agent takes us for, and what it lets him do.
 *
 * @param name empty when the agent does not say: it is older than this tab
 * @param mayAct whether he may change anything
 * @param mayReplug whether he may allow what guests see
 * @param vms patterns of the VMs that he is kept to; empty for all
 * @param pfs patterns of the PFs that he is kept to; empty for all
 */
public record User(String name, String role, boolean mayAct, boolean mayReplug, List<String> vms, List<String> pfs) {
    /** Of whom nothing is known: the agent will say no where he may not. */
    public static final User UNKNOWN = new User("", "", true, true, List.of(), List.of());

    public User {
        vms = List.copyOf(vms);
        pfs = List.copyOf(pfs);
    }

    public boolean hasVm(String vm) {
        return matches(vms, vm);
    }

    public boolean hasPf(String pf) {
        return matches(pfs, pf);
    }

    /** {@code *} stands for any text, {@code ?} for one character, as in the agent's own file of users. */
    private static boolean matches(List<String> patterns, String text) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(p -> regex(p).matcher(text).matches());
    }

    private static Pattern regex(String glob) {
        return Pattern.compile(
                glob.chars()
                        .mapToObj(c -> switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        })
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }

    /** "ann, operator on web-*": who looks at the screen; empty where there is nothing to say. */
    public String words() {
        if (name.isEmpty() || (name.equals("local") && mayReplug)) {
            return "";
        }
        List<String> kept =
                java.util.stream.Stream.concat(vms.stream(), pfs.stream()).toList();
        return name + ", " + role + (kept.isEmpty() ? "" : " on " + Words.some(kept, 3));
    }
}
