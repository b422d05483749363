package org.svff.jconsole.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hosts for tests, put together by hand. */
public final class Hosts {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    public static final String PF = "0000:03:00.0";

    private final List<Vf> vfs = new ArrayList<>();
    private final List<Vm> vms = new ArrayList<>();
    private final List<Binding> bindings = new ArrayList<>();
    private String state = "READY";

    public Hosts vm(String name, boolean canPause, int ports) {
        List<String> free = new ArrayList<>();
        for (int i = 0; i < ports; i++) {
            free.add("rp" + i);
        }
        vms.add(new Vm(name, "10.0", "running", true, "", canPause, 0, -1, List.of(), free));
        return this;
    }

    /** A VM that has VFs, of so many that its quota allows. */
    public Hosts vmWithQuota(String name, int has, int most) {
        List<String> quotas = List.of("quota for each of " + name + ", max " + most + " (tenants.policy:1)");
        vms.add(new Vm(name, "10.0", "running", true, "", true, has, most, quotas, List.of("rp0")));
        return this;
    }

    public Hosts silentVm(String name) {
        vms.add(new Vm(name, "10.0", "", false, "no answer within 5 s", true, 0, -1, List.of(), List.of("rp0")));
        return this;
    }

    /** A VF that no VM has. */
    public Hosts vf(VfState is) {
        List<String> holders = is == VfState.FOREIGN ? List.of("dpdk-testpmd (9001)") : List.of();
        String use = is == VfState.HOST ? "eth5 is up" : "";
        vfs.add(new Vf(PF, vfs.size(), "0000:03:00.4", "vfio-pci", is, "", "", holders, use, "", 0));
        return this;
    }

    /** A VF that a VM has, or is owed. */
    public Hosts vf(VfState is, String vm) {
        String device = "svff-" + bindings.size();
        Vf vf = new Vf(PF, vfs.size(), "0000:03:00.4", "vfio-pci", is, vm, device, List.of(), "", "", 0);
        vfs.add(vf);
        Optional<Instant> since = is == VfState.ATTACHED ? Optional.empty() : Optional.of(NOW.minusSeconds(90));
        bindings.add(new Binding(vm + "/" + device, vm, device, vf.name(), is, "", since, 0, 0, 0));
        return this;
    }

    public Hosts cardIs(String other) {
        state = other;
        return this;
    }

    public Host made() {
        Card card = new Card(PF, "igb", 64, 0, state, state.equals("READY") ? "" : "why", List.of("eth3"), vfs);
        return new Host(1, NOW, List.of(card), vms, bindings);
    }

    /** What the tab shows of it while the agent answers. */
    public Picture shown() {
        return shown(made());
    }

    public static Picture shown(Host host) {
        return Picture.empty(new LinkState(LinkState.Kind.LIVE, NOW, "")).seen(host, Duration.ZERO);
    }
}
