package org.svff.host;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.svff.host.HostException.Kind;
import org.svff.pci.DeviceId;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Holder;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmeSettings;
import org.svff.world.PhysicalFunction;
import org.svff.world.Trouble;

/**
 * The SR-IOV devices of this host, and what can be done to them. Every call may be made from any thread and ends within
 * its deadline, whatever the kernel does; every write is read back. A call for a PF on which an earlier call hangs is
 * refused at once (STUCK).
 *
 * <p>No method asks whether a VF is in use: that is the planner's part, with {@link #holders}.
 */
public final class SriovHost implements AutoCloseable {
    private static final Duration NAMING_HOLDERS = Duration.ofSeconds(2);

    private final KernelCalls calls;
    private final Holders holders;
    private final Inventory inventory;
    private final PfControl pfs;
    private final DriverControl drivers;
    private final NetworkControl network;
    private final NvmeControl nvme;
    private final DeviceFiles files;

    /** @param clock tells since when a call is stuck */
    public SriovHost(Sysfs sysfs, Clock clock) {
        calls = new KernelCalls(sysfs, clock);
        holders = new Holders(calls);
        inventory = new Inventory(calls, holders);
        pfs = new PfControl(calls);
        drivers = new DriverControl(calls);
        network = new NetworkControl(calls);
        nvme = new NvmeControl(calls);
        files = new DeviceFiles(calls);
    }

    /**
     * Reads every PF and its VFs, by address. A PF that hangs is STUCK, one that cannot be read UNREADABLE, each with its
     * last known values; one that went away meanwhile is left out.
     *
     * @param deadline for each PF; they are read in parallel
     * @throws HostException when PCI devices or processes cannot be listed at all
     */
    public List<PhysicalFunction> read(Duration deadline) throws HostException {
        return inventory.read(deadline);
    }

    /**
     * Sets {@code sriov_numvfs}, from 0 or to 0, reads it back and waits for the VFs. The count that is there already is
     * success.
     *
     * @param count 0 to {@code sriov_totalvfs}; another is refused before anything is written
     * @throws HostException SHORT when fewer VFs than asked came to be (they are left), STUCK when the kernel waits for
     *     a holder, ...
     */
    public void setVfCount(PciAddress pf, int count, Duration deadline) throws HostException {
        try {
            pfs.setVfCount(pf, count, deadline);
        } catch (HostException e) {
            throw e.kind() == Kind.STUCK ? withHolders(pf, e) : e;
        }
    }

    /** The kernel waits for somebody; the operator wants to know for whom. */
    private HostException withHolders(PciAddress pf, HostException e) {
        String holding;
        try {
            holding = inventory.lastHolders(pf, NAMING_HOLDERS);
        } catch (HostException unknown) {
            e.addSuppressed(unknown);
            return e;
        }
        Trouble said = e.trouble();
        return new HostException(
                e.kind(), new Trouble(said.device(), said.tried(), said.answer() + holding, said.remedy()), e);
    }

    /**
     * Sets on network VFs what differs from this, and reads it back. VFs that are not there are left out.
     *
     * @param wanted by VF index
     * @param before what they had, by VF index, where that is to be taken away also when the kernel shows it no more: a
     *     card may go on using it
     */
    public void setNetwork(
            PciAddress pf,
            Map<Integer, NetworkSettings> wanted,
            Map<Integer, NetworkSettings> before,
            Duration deadline)
            throws HostException {
        if (!wanted.isEmpty()) {
            network.set(pf, wanted, before, deadline);
        }
    }

    /**
     * Gives the controllers of NVMe VFs what they have not, by way of offline, and reads it back. VFs that are not there
     * are left out.
     *
     * @param wanted by VF index
     * @throws HostException REFUSED when the card does not do it
     */
    public void setNvme(PciAddress pf, Map<Integer, NvmeSettings> wanted, Duration deadline) throws HostException {
        if (!wanted.isEmpty()) {
            nvme.set(pf, wanted, deadline);
        }
    }

    /** Sets whether new VFs get a host driver at once ({@code sriov_drivers_autoprobe}). */
    public void setAutoprobe(PciAddress pf, boolean on, Duration deadline) throws HostException {
        pfs.setAutoprobe(pf, on, deadline);
    }

    /** Sets how many queues a QDMA PF may use ({@code qdma/qmax}). */
    public void setQueues(PciAddress pf, int most, Duration deadline) throws HostException {
        pfs.setQueues(pf, most, deadline);
    }

    /** Resets the PF, and with it its VFs; its queue pool is empty afterwards. */
    public void resetPf(PciAddress pf, Duration deadline) throws HostException {
        pfs.reset(pf, deadline);
    }

    /** Takes all functions of the PF's card off the PCI bus, until the next {@link #rescan}. Done already is success. */
    public void removeCard(PciAddress pf, Duration deadline) throws HostException {
        pfs.removeCard(pf, deadline);
    }

    /** Where the card is, without having the kernel look for it; as {@link #findCard}. */
    public Optional<PciAddress> lookForCard(PciAddress pf, Set<PciAddress> others, Set<String> ids, Duration deadline)
            throws HostException {
        return pfs.lookForCard(pf, others, ids, deadline);
    }

    /**
     * Has the kernel look for a card until it is there.
     *
     * @param pf where it was
     * @param others addresses of other cards' PFs
     * @param ids what it may show as ({@code 10ee:903f})
     * @return where it is
     * @throws HostException NO_SUCH_DEVICE when it did not come, NOT_APPLIED when it shows as something else
     */
    public PciAddress findCard(PciAddress pf, Set<PciAddress> others, Set<String> ids, Duration deadline)
            throws HostException {
        return pfs.findCard(pf, others, ids, deadline);
    }

    /**
     * Has the kernel's FPGA manager of the card load a file, by the file {@code firmware} that AMD/Xilinx' kernels have.
     *
     * @param firmware the file's path below the kernel's firmware folder
     */
    public void loadFirmware(PciAddress pf, String firmware, Duration deadline) throws HostException {
        pfs.loadFirmware(pf, firmware, deadline);
    }

    /** The vendor and device id of the PF's VFs, also while it has none; empty when the kernel does not tell. */
    public Optional<DeviceId> vfId(PciAddress pf, Duration deadline) throws HostException {
        return pfs.vfId(pf, deadline);
    }

    /** Whether there is a device at this address. */
    public boolean isThere(PciAddress address, Duration deadline) throws HostException {
        return pfs.isThere(address, deadline);
    }

    /** What the kernel calls the present run of the system; empty when it does not tell. */
    public String bootId(Duration deadline) throws HostException {
        return pfs.bootId(deadline);
    }

    /** Takes the PF and its VFs off the PCI bus, until the next {@link #rescan}. */
    public void remove(PciAddress pf, Duration deadline) throws HostException {
        pfs.remove(pf, deadline);
    }

    /** Makes the kernel look for devices that it does not know yet. */
    public void rescan(Duration deadline) throws HostException {
        pfs.rescan(deadline);
    }

    /** The VF's present address. */
    public PciAddress addressOf(VfName vf, Duration deadline) throws HostException {
        return drivers.address(vf, deadline);
    }

    /**
     * Gives the VF this driver, taking it from another. Done already is success.
     *
     * @return the VF's present address
     * @throws HostException NO_DRIVER when the driver is not loaded or does not take the device
     */
    public PciAddress bind(VfName vf, String driver, Duration deadline) throws HostException {
        return drivers.bind(vf, driver, deadline);
    }

    /** Leaves the VF without a driver and without {@code driver_override}. Done already is success. */
    public void unbind(VfName vf, Duration deadline) throws HostException {
        drivers.unbind(vf, deadline);
    }

    /** Function-level reset of the VF. */
    public void resetVf(VfName vf, Duration deadline) throws HostException {
        drivers.reset(vf, deadline);
    }

    /** How many VFs the PF has now, by its links: those take no lock of the device. */
    public int vfCount(PciAddress pf, Duration deadline) throws HostException {
        return pfs.vfCount(pf, deadline);
    }

    /** Who holds the VFs of the PF now; every VF is there, those that nobody holds with an empty list. */
    public Map<VfName, List<Holder>> holders(PciAddress pf, Duration deadline) throws HostException {
        List<VfReading> vfs = drivers.vfs(pf, deadline);
        Map<VfName, List<Holder>> byVf = new LinkedHashMap<>();
        if (vfs.isEmpty()) {
            return byVf; // looking through all processes takes its time
        }
        OpenFiles open = holders.scan(deadline);
        vfs.forEach(vf -> byVf.put(vf.vf().name(), vf.with(open).holders()));
        return byVf;
    }

    /** Opens the files of devices, for QEMUs that may not. */
    public DeviceFiles files() {
        return files;
    }

    /** Whether the process runs. */
    public boolean isAlive(long pid, Duration deadline) throws HostException {
        return holders.isAlive(pid, deadline);
    }

    /**
     * What tells the process from all others that had its number, also in another boot; empty when there is none, or the
     * kernel does not tell.
     */
    public Optional<String> lifeOf(long pid, Duration deadline) throws HostException {
        return holders.life(pid, deadline);
    }

    /** Every device of the VF's IOMMU group, itself included; empty without an IOMMU. VFIO hands out whole groups. */
    public List<PciAddress> iommuGroup(VfName vf, Duration deadline) throws HostException {
        return drivers.iommuGroup(vf, deadline);
    }

    /** Every call that has not come back from the kernel; as many threads hang there. */
    public List<StuckCall> stuckCalls() {
        return calls.stuck();
    }

    /** Calls the listener, on a thread of this object, when the kernel answers again on a lane that was stuck. */
    public void onRecovered(Consumer<Lane> listener) {
        calls.onRecovered(listener);
    }

    @Override
    public void close() {
        calls.close();
    }
}
