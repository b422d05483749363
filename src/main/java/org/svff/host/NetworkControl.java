package org.svff.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.svff.pci.PciAddress;
import org.svff.world.NetworkSettings;

/** Sets what the host sets on network VFs. What it promises it has read back. */
final class NetworkControl {
    private static final String TRIED = "give its VFs their network settings";

    private final KernelCalls calls;

    NetworkControl(KernelCalls calls) {
        this.calls = calls;
    }

    void set(
            PciAddress pf,
            Map<Integer, NetworkSettings> wanted,
            Map<Integer, NetworkSettings> before,
            Duration deadline)
            throws HostException {
        try {
            calls.call(LaneUse.exclusive(pf), TRIED, deadline, files -> {
                set(files, pf, wanted, before);
                return pf;
            });
        } catch (SysfsException e) {
            throw KernelAnswers.network(pf.toString(), TRIED, e);
        }
    }

    private static void set(
            Sysfs files, PciAddress pf, Map<Integer, NetworkSettings> wanted, Map<Integer, NetworkSettings> before)
            throws SysfsException, HostException {
        List<String> interfaces = VfReader.interfaces(files, pf);
        if (interfaces.isEmpty()) {
            throw KernelAnswers.notApplied(pf.toString(), TRIED, "no network interface any more");
        }
        String name = interfaces.get(0);
        Map<Integer, NetworkSettings> now = files.vfSettings(name);
        boolean changed = false;
        for (Map.Entry<Integer, NetworkSettings> vf : wanted.entrySet()) {
            NetworkSettings has = now.get(vf.getKey());
            if (has == null) {
                continue; // it is not there
            }
            if (!has.equals(vf.getValue())) {
                files.setVfSettings(name, vf.getKey(), vf.getValue(), has);
                changed = true;
            }
            NetworkSettings hidden =
                    vf.getValue().withMac(before.getOrDefault(vf.getKey(), has).mac());
            if (!hidden.equals(has) && !hidden.equals(vf.getValue())) {
                forget(files, name, vf.getKey(), vf.getValue(), hidden);
                changed = true;
            }
        }
        if (changed) {
            check(pf, wanted, files.vfSettings(name));
        }
    }

    /** A MAC that it had goes by name: igb shows none after a VF's reset, and leaves it in its filters. */
    private static void forget(Sysfs files, String name, int vf, NetworkSettings wanted, NetworkSettings hidden)
            throws SysfsException {
        try {
            files.setVfSettings(name, vf, wanted, hidden);
        } catch (SysfsException e) {
            boolean never = e.errno() == Errno.EPERM || e.errno() == Errno.EACCES || e.errno() == Errno.EOPNOTSUPP;
            if (!never) { // who may not set it, has not set it
                throw e;
            }
        }
    }

    private static void check(PciAddress pf, Map<Integer, NetworkSettings> wanted, Map<Integer, NetworkSettings> shown)
            throws HostException {
        for (Map.Entry<Integer, NetworkSettings> vf : wanted.entrySet()) {
            NetworkSettings is = shown.get(vf.getKey());
            if (is != null && !is.equals(vf.getValue())) {
                throw KernelAnswers.notApplied(pf + "/" + vf.getKey(), "set " + vf.getValue(), is.toString());
            }
        }
    }
}
