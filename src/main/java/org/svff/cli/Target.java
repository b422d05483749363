package org.svff.cli;

import org.svff.jmx.view.PfView;
import org.svff.jmx.view.VfView;
import org.svff.jmx.view.WorldView;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;

/** What a name on the command line stands for. */
sealed interface Target {
    record OfPf(PciAddress pf) implements Target {}

    record OfVf(VfName vf) implements Target {}

    record OfVm(String vm) implements Target {}

    record OfBinding(BindingId binding) implements Target {}

    /**
     * Finds out by its form, and where the form leaves a doubt by what the agent knows. A VF may also be given by the
     * PCI address it has at present.
     */
    static Target of(String text, WorldView world) {
        if (world.vms().stream().anyMatch(vm -> vm.name().equals(text))) {
            return new OfVm(text);
        }
        if (text.matches("[^/]+/\\d+") && isAddress(text.substring(0, text.indexOf('/')))) {
            return new OfVf(VfName.parse(text));
        }
        if (isAddress(text)) {
            return ofAddress(PciAddress.parse(text), world);
        }
        return text.indexOf('/') > 0 && !text.endsWith("/") ? new OfBinding(BindingId.parse(text)) : new OfVm(text);
    }

    private static Target ofAddress(PciAddress address, WorldView world) {
        String name = address.toString();
        if (world.pfs().stream().map(PfView::address).noneMatch(name::equals)) {
            for (VfView vf : world.vfs()) {
                if (vf.address().equals(name)) {
                    return new OfVf(VfName.parse(vf.name()));
                }
            }
        }
        return new OfPf(address);
    }

    private static boolean isAddress(String text) {
        try {
            PciAddress.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
