package org.svff.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.svff.vm.libvirt.LibvirtHypervisor;
import org.svff.world.VirtualMachine;

/** Whether libvirt answers, where it is configured, and which of its domains run. */
final class LibvirtChecks {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final String uri;

    /** @param uri {@code none} for no libvirt */
    LibvirtChecks(String uri) {
        this.uri = uri;
    }

    List<Finding> all() {
        if (uri.equals("none")) {
            return List.of();
        }
        try (LibvirtHypervisor libvirt = new LibvirtHypervisor(uri, DEADLINE, false, false)) {
            List<VirtualMachine> domains = libvirt.refresh(DEADLINE);
            if (!libvirt.trouble().isEmpty()) {
                return List.of(Finding.bad(
                        "libvirt", uri + ": " + libvirt.trouble(), "see that its daemon runs, or set libvirt.uri"));
            }
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.good("libvirt", uri + ", domains that run: " + domains.size()));
            domains.forEach(domain -> findings.add(QemuChecks.vm(domain)));
            return findings;
        }
    }
}
