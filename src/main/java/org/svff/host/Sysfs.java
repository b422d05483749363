package org.svff.host;

import java.util.List;
import java.util.Map;
import org.svff.world.NetworkSettings;

/**
 * The first seam: files of the kernel, and what it tells of network VFs by netlink only. Paths are absolute ({@code
 * /sys/bus/pci/devices/...}, {@code /proc/...}, {@code /dev/vfio/...}); an implementation may put a root in front. Every
 * call may block for as long as the kernel likes: callers go through {@link KernelCalls}. Implementations are
 * thread-safe.
 */
public interface Sysfs {
    /** The file's text without the trailing newline. */
    String read(String path) throws SysfsException;

    /** The file's bytes as they are: for files that are no text, such as a device's {@code config}. */
    byte[] readBytes(String path) throws SysfsException;

    /** One {@code write(2)} of the text to a file that exists; it is neither created nor truncated. */
    void write(String path, String text) throws SysfsException;

    /** The names in a folder, sorted. */
    List<String> list(String path) throws SysfsException;

    /** The text of a symbolic link, unresolved. */
    String readLink(String path) throws SysfsException;

    /** Whether the path leads to something; a dangling link does not. */
    boolean exists(String path);

    /** Opens a device's file for reading and writing, to be handed to a process that may not open it itself. */
    OpenFile open(String path) throws SysfsException;

    /** What is set on the VFs of a PF's network interface, by VF index. */
    Map<Integer, NetworkSettings> vfSettings(String netInterface) throws SysfsException;

    /** Sets on a VF what is wanted and not so now; the error of the first setting that is refused names it. */
    void setVfSettings(String netInterface, int vf, NetworkSettings wanted, NetworkSettings now) throws SysfsException;

    /**
     * Has an NVMe controller do an administration command (NVME_IOCTL_ADMIN_CMD).
     *
     * @param file the controller's, {@code /dev/nvme0}
     * @param data what the controller fills, with 4096 bytes; none for commands without data
     * @return the controller's status: 0 when it was done
     * @throws SysfsException when the kernel did not bring it to the controller
     */
    int nvmeAdmin(String file, NvmeCommand command, byte[] data) throws SysfsException;
}
