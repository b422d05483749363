package org.svff.sim;

import org.svff.host.SysfsException;
import org.svff.pci.PciAddress;
import org.svff.world.Holder;

/** What a simulated process needs of the mock kernel's VFIO. */
public interface VfioDevices {
    /**
     * Opens the device's VFIO group as the process, as QEMU does for {@code -device vfio-pci}.
     *
     * @param onRequest called when the kernel wants the device back ("Relaying device request to user")
     * @throws SysfsException ENODEV when there is no such device or vfio-pci is not its driver, EBUSY when another
     *     process holds its group
     */
    Handle open(PciAddress device, Holder process, Runnable onRequest) throws SysfsException;

    /**
     * As {@link #open}, by the device's own file that was opened by somebody else: {@code /dev/vfio/devices/vfioN}.
     *
     * @throws SysfsException ENODEV when it is no such file, or that of a device that is gone
     */
    Handle openByFile(String file, Holder process, Runnable onRequest) throws SysfsException;

    /** Makes the process visible under {@code /proc}; needed before it opens a device. */
    void addProcess(Holder process);

    /** The process ends: all it holds is released. */
    void removeProcess(long pid);

    /** An open device; close is idempotent. */
    interface Handle extends AutoCloseable {
        @Override
        void close();
    }
}
