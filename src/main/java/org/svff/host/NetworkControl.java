package org.svff.host;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.svff.host.HostException.Kind;
import org.svff.pci.PciAddress;
import org.svff.world.NetworkSettings;
import org.svff.world.Trouble;

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
            throw new HostException(
                    Kind.REFUSED,
                    new Trouble(
                            pf.toString(),
                            TRIED,
                            String.valueOf(e.getMessage()),
                            "see dmesg, and set it with `ip link set` if need be"),
                    e);
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
            // What it had goes by name: igb shows no MAC after a VF's reset, and leaves it in its filters.
            for (NetworkSettings old : new LinkedHashSet<>(List.of(has, before.getOrDefault(vf.getKey(), has)))) {
                if (!old.equals(vf.getValue())) {
                    files.setVfSettings(name, vf.getKey(), vf.getValue(), old);
                    changed = true;
                }
            }
        }
        if (changed) {
            check(pf, wanted, files.vfSettings(name));
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
