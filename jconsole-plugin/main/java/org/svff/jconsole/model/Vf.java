package org.svff.jconsole.model;

import java.util.List;

/**
 * A VF. What is absent is an empty text.
 *
 * @param pf PCI address of its PF
 * @param index within its PF, from 0
 * @param address its present PCI address
 * @param vm the VM that has it or is owed it
 * @param device the guest device there
 * @param holders who holds it open, by command and process id
 * @param hostUse how the host uses it
 */
public record Vf(
        String pf,
        int index,
        String address,
        String driver,
        VfState state,
        String vm,
        String device,
        List<String> holders,
        String hostUse,
        String mac,
        int vlan) {
    public Vf {
        holders = List.copyOf(holders);
    }

    /** As users write it, {@code 0000:03:00.0/2}. */
    public String name() {
        return pf + "/" + index;
    }

    /** Who has it, in a word or two; empty when nobody does. */
    public String holder() {
        if (!vm.isEmpty()) {
            return vm;
        }
        return switch (state) {
            case FOREIGN -> holders.isEmpty() ? "?" : holders.get(0);
            case HOST -> hostUse;
            default -> "";
        };
    }

    /** The name of the binding it stands behind; empty when there is none. */
    public String binding() {
        return vm.isEmpty() ? "" : vm + "/" + device;
    }

    /** All that one would say of it, for whoever cannot see it. */
    public String spoken() {
        String who = holder();
        String whom = who.isEmpty() ? "" : (state == VfState.ATTACHED ? " to " : ", ") + who;
        return "VF " + index + " of " + pf + ", " + state.words() + whom;
    }
}
