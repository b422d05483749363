package org.svff.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.svff.host.KernelSysfs;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.vm.qmp.QmpClient;
import org.svff.vm.qmp.QmpException;

/**
 * What a script would do in the agent's place: the same QMP commands and sysfs writes one after another, nothing
 * checked, nothing read back, nothing put on record. The floor.
 */
final class BareScript implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DEVICES = "/sys/bus/pci/devices/";

    private final Sysfs kernel = new KernelSysfs(Path.of("/"));
    private final List<QmpClient> vms = new ArrayList<>();
    private final String pf;

    /** @param sockets of the VMs, which have the PF's first VFs in this order, each as svff-0 */
    BareScript(String pf, List<Path> sockets) throws QmpException {
        this.pf = pf;
        for (Path socket : sockets) {
            vms.add(QmpClient.connect(socket, PATIENCE, () -> {}));
        }
    }

    /** Changes the count; the first so many VMs have VFs. How long each was without. */
    List<Duration> run(int inUse, int count) throws QmpException, SysfsException {
        long[] paused = new long[inUse];
        List<Duration> outages = new ArrayList<>();
        for (int i = 0; i < inUse; i++) {
            paused[i] = System.nanoTime();
            vms.get(i).execute("x-vfio-pause", Map.of("id", "svff-0"), PATIENCE);
        }
        write(DEVICES + pf + "/sriov_drivers_autoprobe", "0");
        write(DEVICES + pf + "/sriov_numvfs", "0");
        write(DEVICES + pf + "/sriov_numvfs", Integer.toString(count));
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < inUse; i++) {
            String link = kernel.readLink(DEVICES + pf + "/virtfn" + i);
            String vf = link.substring(link.lastIndexOf('/') + 1);
            write(DEVICES + vf + "/driver_override", "vfio-pci");
            write("/sys/bus/pci/drivers/vfio-pci/bind", vf);
            addresses.add(vf);
        }
        for (int i = 0; i < inUse; i++) {
            vms.get(i)
                    .execute(
                            "x-vfio-resume",
                            Map.of("id", "svff-0", "host", addresses.get(i), "report-error", true),
                            PATIENCE);
            outages.add(Duration.ofNanos(System.nanoTime() - paused[i]));
        }
        write(DEVICES + pf + "/sriov_drivers_autoprobe", "1");
        return outages;
    }

    private void write(String path, String text) throws SysfsException {
        kernel.write(path, text);
    }

    @Override
    public void close() {
        vms.forEach(QmpClient::close);
    }
}
