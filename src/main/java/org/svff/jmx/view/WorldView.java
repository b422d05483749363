package org.svff.jmx.view;

import java.util.List;

/** All PFs, VFs, VMs and bindings at one moment. */
@Description("All PFs, VFs, VMs and bindings at one moment.")
public record WorldView(
        @Description("Counts up with every reading") long generation,
        @Description("When it was read, ISO 8601 in UTC") String takenAt,
        @Description("All PFs") List<PfView> pfs,
        @Description("All VFs") List<VfView> vfs,
        @Description("All VMs") List<VmView> vms,
        @Description("All bindings") List<BindingView> bindings,

        @Description("What is not as it was asked for, and how")
        List<String> drift) {
    /** All as it was asked for. */
    public WorldView(
            long generation,
            String takenAt,
            List<PfView> pfs,
            List<VfView> vfs,
            List<VmView> vms,
            List<BindingView> bindings) {
        this(generation, takenAt, pfs, vfs, vms, bindings, List.of());
    }

    public WorldView {
        pfs = List.copyOf(pfs);
        vfs = List.copyOf(vfs);
        vms = List.copyOf(vms);
        bindings = List.copyOf(bindings);
        drift = List.copyOf(drift);
    }
}
