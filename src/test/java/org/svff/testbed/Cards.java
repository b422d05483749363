package org.svff.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.svff.host.KernelSysfs;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.world.NetworkSettings;

/** The rig's two cards without an agent: VFs are made, bound and removed by hand. */
public final class Cards implements AutoCloseable {
    private static final List<String> PFS = List.of("0000:01:00.0", "0000:02:00.0");
    private static final String DEVICES = "/sys/bus/pci/devices/";

    private final Sysfs kernel = new KernelSysfs(Path.of("/"));

    /** Whether VFIO has a file for each device, which iommufd needs (kernel 6.2 or later). */
    public static boolean hasIommufd() {
        return Files.exists(Path.of("/dev/iommu")) && Files.exists(Path.of("/sys/class/vfio-dev"));
    }

    /** Makes so many VFs, with VFIO's driver and MACs of their own; their addresses. */
    public List<String> makeVfs(int card, int count) {
        String pf = PFS.get(card);
        write(DEVICES + pf + "/sriov_drivers_autoprobe", "0");
        if (count == 0 || vfs(pf) > 0) {
            write(DEVICES + pf + "/sriov_numvfs", "0");
        }
        if (count > 0) {
            write(DEVICES + pf + "/sriov_numvfs", Integer.toString(count));
        }
        return IntStream.range(0, count).mapToObj(i -> prepare(card, pf, i)).toList();
    }

    private int vfs(String pf) {
        return Integer.parseInt(read(DEVICES + pf + "/sriov_numvfs"));
    }

    private String prepare(int card, String pf, int index) {
        String mac = String.format("52:54:00:0%d:01:%02x", card + 1, index);
        try {
            kernel.setVfSettings("eth" + card, index, NetworkSettings.NONE.withMac(mac), NetworkSettings.NONE);
            String link = kernel.readLink(DEVICES + pf + "/virtfn" + index);
            String vf = link.substring(link.lastIndexOf('/') + 1);
            bind(vf);
            return vf;
        } catch (SysfsException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void bind(String device) {
        write(DEVICES + device + "/driver_override", "vfio-pci");
        write("/sys/bus/pci/drivers/vfio-pci/bind", device);
    }

    public void unbind(String device) {
        write(DEVICES + device + "/driver/unbind", device);
    }

    /** A PCI device that is no VF, with VFIO's driver; its address. */
    public String deviceOfAnotherKind() {
        String device = "0000:00:1e.0"; // see rig/boot
        if (!kernel.exists(DEVICES + device + "/driver")) {
            bind(device);
        }
        return device;
    }

    /** Lines of /proc/interrupts that are the device's by VFIO. */
    public List<String> interruptsOf(String device) {
        return interrupts().stream().filter(line -> line.contains(device)).toList();
    }

    /** What VFIO has of interrupts: their names. */
    public List<String> interrupts() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/interrupts"))) {
            return lines.filter(line -> line.contains("vfio"))
                    .map(line -> line.replaceAll(".*(vfio\\S*)", "$1"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String path) {
        try {
            return kernel.read(path);
        } catch (SysfsException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String path, String text) {
        try {
            kernel.write(path, text);
        } catch (SysfsException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (int card = 0; card < PFS.size(); card++) {
            makeVfs(card, 0);
            write(DEVICES + PFS.get(card) + "/sriov_drivers_autoprobe", "1");
        }
    }
}
