package org.svff.vm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.svff.pci.PciAddress;
import org.svff.world.VirtualMachine;

/**
 * The VMs of this host and what can be done to them. Calls that talk to a VM block until done or until their deadline;
 * calls for different VMs may run at the same time, those for one VM are put in order. Thread-safe.
 */
public interface Hypervisor extends AutoCloseable {
    /** Every known VM as last read, by name; touches no socket. */
    List<VirtualMachine> vms();

    /** Asks every VM again, in parallel, each within the deadline; those that do not answer come back unreachable. */
    List<VirtualMachine> refresh(Duration deadline);

    /** Asks only those VMs again that are new, or of which something told that they changed; else as {@link #refresh}. */
    List<VirtualMachine> refreshChanged(Duration deadline);

    /**
     * Plugs the host device into the guest and checks that QEMU lists it. Done already (same id, same host device) is
     * success.
     *
     * @param bus the guest bus to plug into; empty for the first free hot-pluggable port
     */
    void attach(String vm, String device, PciAddress host, Optional<String> bus, Duration deadline) throws VmException;

    /**
     * Unplugs the device and waits until QEMU reports it gone (DEVICE_DELETED). A device that is not there is success.
     *
     * @throws VmException of kind GUEST_REFUSED or GUEST_SILENT when the guest keeps it
     */
    void detach(String vm, String device, Duration deadline) throws VmException;

    /** Makes QEMU let go of the host device and keep the guest's. Done already is success. */
    void pause(String vm, String device, Duration deadline) throws VmException;

    /** Puts this host device underneath the paused guest device. Done already with the same host device is success. */
    void resume(String vm, String device, PciAddress host, Duration deadline) throws VmException;

    /** Calls the listener, on a thread of the hypervisor, whenever there is something to read for {@link #refreshChanged}. */
    void onChange(Runnable listener);

    @Override
    void close();
}
