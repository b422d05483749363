package org.svff.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.svff.host.SysPaths;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;

/** What the kernel must offer: an IOMMU, VFIO, SR-IOV devices with drivers, and the right to write to them. */
final class KernelChecks {
    private static final String EFFECTIVE_UID = "/proc/self/status";

    private final Sysfs sysfs;

    KernelChecks(Sysfs sysfs) {
        this.sysfs = sysfs;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>(List.of(permission(), iommu(), vfio()));
        findings.addAll(cards());
        return findings;
    }

    private Finding permission() {
        String what = "permission";
        String uid = "";
        try {
            for (String line : sysfs.read(EFFECTIVE_UID).split("\n", -1)) {
                if (line.startsWith("Uid:")) { // real, effective, saved, file system; proc(5)
                    uid = line.split("\\s+", -1)[2];
                }
            }
        } catch (SysfsException e) {
            return Finding.limited(what, "cannot tell who I am: " + e.getMessage(), "run the agent as root");
        }
        return uid.equals("0")
                ? Finding.good(what, "root")
                : Finding.bad(what, "user " + uid, "run the agent as root: setting up VFs is the superuser's");
    }

    private Finding iommu() {
        String what = "IOMMU";
        List<String> groups = list(SysPaths.IOMMU_GROUPS);
        return groups.isEmpty()
                ? Finding.bad(
                        what,
                        "off: the kernel has no IOMMU groups",
                        "switch it on in the firmware (VT-d, AMD-Vi), and on Intel boot the kernel with intel_iommu=on")
                : Finding.good(what, "on, " + count(groups.size(), "group"));
    }

    private Finding vfio() {
        String what = "vfio-pci";
        if (!sysfs.exists(SysPaths.driver("vfio-pci"))) {
            return Finding.bad(
                    what,
                    "not loaded",
                    "modprobe vfio-pci; for good: echo vfio-pci > /etc/modules-load.d/vfio-pci.conf");
        }
        return Finding.good(what, "loaded");
    }

    private List<Finding> cards() {
        List<Finding> findings = new ArrayList<>();
        for (String device : list(SysPaths.DEVICES)) {
            String folder = SysPaths.DEVICES + "/" + device + "/";
            if (sysfs.exists(folder + SysPaths.SRIOV_TOTALVFS)) {
                findings.add(card(device, folder));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.bad(
                    "SR-IOV devices",
                    "none",
                    "check that the card is seated (lspci), that SR-IOV is on in the firmware and in the card's own"
                            + " setup, and that an FPGA has its image"));
        }
        return findings;
    }

    private Finding card(String device, String folder) {
        String what = "PF " + device;
        try {
            String total = sysfs.read(folder + SysPaths.SRIOV_TOTALVFS);
            String enabled = sysfs.read(folder + SysPaths.SRIOV_NUMVFS);
            if (!sysfs.exists(folder + SysPaths.DRIVER)) {
                return Finding.bad(what, "no driver", "load the card's driver: it is what creates VFs");
            }
            String link = sysfs.readLink(folder + SysPaths.DRIVER);
            String driver = link.substring(link.lastIndexOf('/') + 1);
            String found = driver + ", " + enabled + " of " + total + " VFs";
            if (total.equals("0")) {
                return Finding.bad(
                        what, found, "the driver allows no VFs: look for its own option (max_vfs, devlink, qmax)");
            }
            return sysfs.exists(folder + SysPaths.IOMMU_GROUP)
                    ? Finding.good(what, found)
                    : Finding.limited(what, found + ", in no IOMMU group", "switch the IOMMU on");
        } catch (SysfsException e) {
            return Finding.bad(what, String.valueOf(e.getMessage()), "see the kernel's log (dmesg)");
        }
    }

    private List<String> list(String path) {
        try {
            return sysfs.list(path);
        } catch (SysfsException e) {
            return List.of(); // not there: that is what the checks tell
        }
    }

    static String count(int n, String word) {
        return n + " " + word + (n == 1 ? "" : "s");
    }
}
