package org.svff.state;

import java.util.Optional;
import org.svff.pci.PciAddress;

/**
 * Something that is not as wanted.
 *
 * @param subject the PF's address or the binding's name
 * @param pf the PF that it is about; empty for a binding
 * @param text what is wanted, and what is instead
 */
public record Drift(String subject, Optional<PciAddress> pf, String text) {
    @Override
    public String toString() {
        return subject + ": " + text;
    }
}
