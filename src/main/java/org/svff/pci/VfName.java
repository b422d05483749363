package org.svff.pci;

/**
 * The name of a VF: its PF and its index, the N of the kernel's {@code virtfnN} link. Written {@code 0000:03:00.0/2}.
 * It outlives the re-creation of VFs, which an address need not.
 *
 * @param pf the PF that the VF belongs to
 * @param index 0 to 65535; VF Number of the PCIe specification less one
 */
public record VfName(PciAddress pf, int index) implements Comparable<VfName> {
    public VfName {
        if (index < 0 || index > 0xffff) {
            throw new IllegalArgumentException("no VF has index " + index);
        }
    }

    /**
     * Reads {@code PF/INDEX}, the PF in any form that {@link PciAddress#parse} takes.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static VfName parse(String text) {
        int slash = text.indexOf('/');
        try {
            if (slash > 0) {
                return new VfName(
                        PciAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
            }
        } catch (NumberFormatException e) {
            throw notAName(text, e);
        }
        throw notAName(text, null);
    }

    private static IllegalArgumentException notAName(
            String text, @org.jspecify.annotations.Nullable NumberFormatException cause) {
        return new IllegalArgumentException(
                "'" + text + "' is not the name of a VF; one looks like 0000:03:00.0/2 (its PF, and its index)", cause);
    }

    @Override
    public int compareTo(VfName other) {
        int byPf = pf.compareTo(other.pf);
        return byPf != 0 ? byPf : Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return pf + "/" + index;
    }
}
