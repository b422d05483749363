package org.svff.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.svff.config.Config;
import org.svff.config.ConfigKey;
import org.svff.host.Sysfs;

/** All checks of a host, in the order in which one would mend things. Changes nothing. */
public final class Doctor {
    private final Sysfs sysfs;
    private final List<String> path;
    private final Config config;

    /** @param path folders in which programs are looked for */
    public Doctor(Sysfs sysfs, List<String> path, Config config) {
        this.sysfs = sysfs;
        this.path = List.copyOf(path);
        this.config = config;
    }

    public List<Finding> examine() throws InterruptedException {
        List<Finding> findings = new ArrayList<>(new KernelChecks(sysfs).all());
        findings.addAll(new QemuChecks(path, config.globs(ConfigKey.VM_SOCKETS)).all());
        findings.addAll(new LibvirtChecks(config.text(ConfigKey.LIBVIRT_URI)).all());
        findings.addAll(new AgentChecks(config).all());
        return findings;
    }
}
