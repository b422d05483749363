package org.svff.world;

/**
 * What went wrong, told so that an operator can act on it.
 *
 * @param device what it concerns: a PCI address, a VF's name, a VM's name, a file
 * @param tried what was asked or attempted, e.g. {@code "set the number of VFs to 4"}
 * @param answer what the kernel, QEMU or svff's own check answered, e.g. {@code "EBUSY (device or resource busy)"}
 * @param remedy what to do next; empty when nothing is known to help
 */
public record Trouble(String device, String tried, String answer, String remedy) {
    /** One line: device, attempt, answer, remedy. */
    @Override
    public String toString() {
        return device + ": cannot " + tried + ": " + answer + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
