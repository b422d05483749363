package org.svff.access;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.svff.pci.PciAddress;

/**
 * The VMs and PFs that a user is kept to, by pattern: {@code *} stands for any text, {@code ?} for one character. An empty
 * list keeps him to nothing: all are his.
 *
 * @param vms patterns of VM names
 * @param pfs patterns of PF addresses
 */
public record Scope(List<String> vms, List<String> pfs) {
    /** Everything. */
    public static final Scope ALL = new Scope(List.of(), List.of());

    /**
     * Checks the patterns.
     *
     * @throws IllegalArgumentException when one is empty
     */
    public Scope {
        vms = checked(vms);
        pfs = checked(pfs);
    }

    private static List<String> checked(List<String> patterns) {
        if (patterns.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a pattern is empty; leave the list out to allow all");
        }
        return List.copyOf(patterns);
    }

    public boolean hasVm(String vm) {
        return matches(vms, vm);
    }

    public boolean hasPf(PciAddress pf) {
        return matches(pfs, pf.toString());
    }

    /** Whether this is no restriction at all. */
    public boolean isAll() {
        return vms.isEmpty() && pfs.isEmpty();
    }

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
}
