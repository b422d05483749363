package org.svff.testbed;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.jmx.AgentClient;

/**
 * Where behaviour specifications run: the mock kernel, or the rig's real one. The system property {@code svff.testbed}
 * chooses: {@code simulated} (the default) or {@code rig}. An agent runs on it, and is driven over JMX.
 */
public interface Testbed extends AutoCloseable {
    static Testbed open() {
        return isRig() ? new RigTestbed() : new SimulatedTestbed();
    }

    static boolean isRig() {
        return System.getProperty("svff.testbed", "simulated").equals("rig");
    }

    /** Whether the rig's guests are domains of libvirt's. */
    static boolean isLibvirt() {
        return System.getProperty("svff.rig.guest", "").endsWith("/domain");
    }

    /**
     * The cases of a specification whose story is the same for each: all of them on the mock kernel; in the rig, where each
     * costs a minute, those of the sample, and the others on demand ({@code svff test --full}).
     */
    static <T> List<T> cases(List<T> sample, List<T> others) {
        boolean all = !isRig() || Boolean.getBoolean("svff.rig.full");
        return all ? Stream.concat(sample.stream(), others.stream()).toList() : sample;
    }

    /** Addresses of two PFs with 7 VFs each, none enabled. */
    List<String> pfs();

    /** A client of the running agent; a new one after each start of the agent. */
    AgentClient agent();

    /** Ends the agent as by {@code kill -9}: nothing is finished, nothing is closed. */
    void killAgent();

    /** Starts the agent again, on the state that the last one left. */
    void startAgent();

    /** The kernel itself, past the agent. */
    Sysfs kernel();

    /** Starts a VM on a QEMU that can pause; its guest drives what it is given, and gives it up when asked. */
    Guest startGuest(String name);

    /** The same on stock QEMU, which cannot pause. */
    Guest startStockGuest(String name);

    /** Starts a VM on stock QEMU whose guest never gives a device up. */
    Guest startMuteGuest(String name);

    /** A process that is none of the agent's VMs takes the VF with VFIO, and keeps it until it is closed. */
    Stranger hold(String vfAddress);

    /** What the kernel has been told by agents of this testbed; empty where nobody could listen. */
    List<String> writes();

    @Override
    void close();

    /** The kernel's own word: the value of sriov_numvfs. Waits while the kernel does. */
    default int vfCount(String pf) {
        return Integer.parseInt(read(() -> kernel().read("/sys/bus/pci/devices/" + pf + "/sriov_numvfs")));
    }

    /** The kernel's own word: addresses of the PF's VFs, by index. */
    default List<String> vfAddresses(String pf) {
        return IntStream.iterate(0, i -> kernel().exists(virtfn(pf, i)), i -> i + 1)
                .mapToObj(i -> read(() -> last(kernel().readLink(virtfn(pf, i)))))
                .toList();
    }

    /** The kernel's own word: the driver of a device; empty when it has none. */
    default String driver(String address) {
        String link = "/sys/bus/pci/devices/" + address + "/driver";
        return kernel().exists(link) ? read(() -> last(kernel().readLink(link))) : "";
    }

    /** Somebody else writes to the PF's sriov_numvfs; returns at once, the write may block. */
    default Thread writeVfCountFromOutside(String pf, int count) {
        Thread thread = new Thread(
                () -> write("/sys/bus/pci/devices/" + pf + "/sriov_numvfs", Integer.toString(count)), "outsider");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Gives a VF to vfio-pci, past the agent. */
    default void bindToVfio(String vfAddress) {
        write("/sys/bus/pci/devices/" + vfAddress + "/driver_override", "vfio-pci");
        if (!driver(vfAddress).isEmpty()) {
            write("/sys/bus/pci/devices/" + vfAddress + "/driver/unbind", vfAddress);
        }
        write("/sys/bus/pci/drivers/vfio-pci/bind", vfAddress);
    }

    private void write(String path, String text) {
        try {
            kernel().write(path, text);
        } catch (SysfsException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String virtfn(String pf, int index) {
        return "/sys/bus/pci/devices/" + pf + "/virtfn" + index;
    }

    private static String last(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    /** A reading of the kernel. */
    interface Reading {
        String read() throws SysfsException;
    }

    private static String read(Reading reading) {
        try {
            return reading.read();
        } catch (SysfsException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A VM of the testbed. */
    interface Guest {
        String name();

        /** As by {@code kill -9} of its QEMU. */
        void kill();

        /**
         * Waits until its guest drives a VF, and its peer has answered through it since this was called. On a simulated
         * guest there is nothing to wait for.
         */
        void awaitTraffic();

        /**
         * What its devices are to it, in its own words: where it has Linux, interface name, index and MAC. The same before
         * and after when it was not disturbed.
         */
        List<String> interfaces();

        /** What it has noticed of devices that went away, and of its kernel's troubles, since it was started. */
        List<String> complaints();

        /** Its QEMU stands still, as by SIGSTOP. */
        void freeze();

        /** Its QEMU goes on. */
        void thaw();
    }

    /** A process that holds a VF. */
    interface Stranger extends AutoCloseable {
        long pid();

        @Override
        void close();
    }
}
