package org.svff.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.svff.pci.DeviceId;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.AerCounters;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmePool;
import org.svff.world.PfState;
import org.svff.world.PhysicalFunction;
import org.svff.world.Queues;

/** Finds PFs and reads them. */
final class PfReader {
    private PfReader() {}

    /**
     * A PF that was found.
     *
     * @param id vendor and device
     * @param totalVfs above 0
     */
    record Found(PciAddress address, DeviceId id, int totalVfs) {}

    /**
     * Every function that can have VFs. Takes no device lock.
     *
     * @throws SysfsException when the devices cannot be listed at all
     */
    static List<Found> find(Sysfs sysfs) throws SysfsException {
        List<Found> found = new ArrayList<>();
        for (String name : sysfs.list(SysPaths.DEVICES)) {
            Optional<PciAddress> address = SysText.address(name);
            if (address.isPresent()) {
                find(sysfs, address.get()).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Found> find(Sysfs sysfs, PciAddress address) {
        String totalPath = SysPaths.of(address, SysPaths.SRIOV_TOTALVFS);
        return Reading.ifReadable(() -> {
                    int total = SysText.number(sysfs.read(totalPath), totalPath);
                    return new Found(address, id(sysfs, address), total);
                })
                .filter(pf -> pf.totalVfs() > 0);
    }

    private static DeviceId id(Sysfs sysfs, PciAddress address) throws SysfsException {
        return SysText.id(
                sysfs.read(SysPaths.of(address, SysPaths.VENDOR)),
                sysfs.read(SysPaths.of(address, SysPaths.DEVICE)),
                SysPaths.device(address));
    }

    /**
     * Reads the PF with its VFs.
     *
     * @return empty when the PF is not there any more
     */
    static Optional<PfReading> read(Sysfs sysfs, Found found) throws SysfsException {
        return Reading.ifThere(() -> {
            // The one file here that takes the PF's device lock, so it comes first: a stuck PF is seen at once.
            int numVfs = number(sysfs, found.address(), SysPaths.SRIOV_NUMVFS);
            PhysicalFunction pf = pf(sysfs, found, numVfs);
            return withNvme(sysfs, pf, withNetwork(sysfs, pf, vfs(sysfs, found, numVfs)));
        });
    }

    /**
     * Reads all but sriov_numvfs, which hangs while the PF's device lock is held. VFs are found by their addresses, since
     * the kernel takes the links away before it waits for a VF's holder.
     */
    static Optional<PfReading> readWithoutLock(Sysfs sysfs, Found found) throws SysfsException {
        return Reading.ifThere(() -> {
            List<VfReading> vfs = vfsByAddress(sysfs, found);
            return new PfReading(pf(sysfs, found, vfs.size()), vfs);
        });
    }

    private static PhysicalFunction pf(Sysfs sysfs, Found found, int numVfs) throws SysfsException {
        PciAddress address = found.address();
        Optional<String> driver = VfReader.driver(sysfs, address);
        return new PhysicalFunction(
                address,
                found.id(),
                driver,
                number(sysfs, address, SysPaths.NUMA_NODE, -1),
                found.totalVfs(),
                numVfs,
                number(sysfs, address, SysPaths.SRIOV_AUTOPROBE, 1) != 0,
                driver.isPresent() ? PfState.READY : PfState.NO_DRIVER,
                "",
                aer(sysfs, address),
                queues(sysfs, address),
                vfId(sysfs, address),
                Optional.empty(),
                IdentityReader.read(sysfs, address),
                Optional.empty(),
                VfReader.interfaces(sysfs, address),
                List.of());
    }

    /** For a PF of which no more than its being there is known. */
    static PfReading nothingKnown(Found found) {
        return new PfReading(
                new PhysicalFunction(
                        found.address(),
                        found.id(),
                        Optional.empty(),
                        -1,
                        found.totalVfs(),
                        0,
                        true,
                        PfState.UNREADABLE,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of()),
                List.of());
    }

    /** A write that began since the count was read may have taken the links away already, and now wait for a holder. */
    private static List<VfReading> vfs(Sysfs sysfs, Found found, int count) throws SysfsException {
        List<VfReading> vfs = vfsByLink(sysfs, found.address());
        return vfs.size() < count ? vfsByAddress(sysfs, found) : vfs;
    }

    static List<VfReading> vfsByLink(Sysfs sysfs, PciAddress pf) throws SysfsException {
        List<VfReading> vfs = new ArrayList<>();
        for (int index : vfIndexes(sysfs, pf)) {
            VfReader.read(sysfs, new VfName(pf, index)).ifPresent(vfs::add);
        }
        return vfs;
    }

    /** An interface that cannot tell has no settings to keep. */
    private static List<VfReading> withNetwork(Sysfs sysfs, PhysicalFunction pf, List<VfReading> vfs) {
        if (vfs.isEmpty() || pf.interfaces().isEmpty()) {
            return vfs;
        }
        Map<Integer, NetworkSettings> settings = Reading.ifReadable(
                        () -> sysfs.vfSettings(pf.interfaces().get(0)))
                .orElse(Map.of());
        return vfs.stream()
                .map(vf ->
                        vf.with(Optional.ofNullable(settings.get(vf.vf().name().index()))))
                .toList();
    }

    /** An NVMe controller is asked only by who may wait for it: it may not answer when its PF's lock is held. */
    private static PfReading withNvme(Sysfs sysfs, PhysicalFunction pf, List<VfReading> vfs) {
        Optional<String> file = NvmeReader.file(sysfs, pf.address());
        Optional<NvmePool> pool = file.flatMap(f -> NvmeReader.pool(sysfs, f));
        if (pool.isEmpty()) {
            return new PfReading(pf, vfs);
        }
        Map<Integer, NvmeReader.Controller> controllers = vfs.isEmpty()
                ? Map.of()
                : Reading.ifReadable(() -> NvmeReader.controllers(sysfs, file.get()))
                        .orElse(Map.of());
        return new PfReading(
                pf.withNvme(pool),
                vfs.stream()
                        .map(vf -> vf.withNvme(Optional.ofNullable(
                                        controllers.get(vf.vf().name().index()))
                                .map(NvmeReader.Controller::settings)))
                        .toList());
    }

    /** The indexes of the PF's virtfnN links, rising. */
    static List<Integer> vfIndexes(Sysfs sysfs, PciAddress pf) throws SysfsException {
        return sysfs.list(SysPaths.device(pf)).stream()
                .flatMap(name -> SysPaths.virtfnIndex(name).stream().boxed())
                .sorted()
                .toList();
    }

    private static List<VfReading> vfsByAddress(Sysfs sysfs, Found found) throws SysfsException {
        int offset = number(sysfs, found.address(), SysPaths.SRIOV_OFFSET, 0);
        int stride = number(sysfs, found.address(), SysPaths.SRIOV_STRIDE, 0);
        int room = 0xffff - found.address().routingId();
        List<VfReading> vfs = new ArrayList<>();
        int distance = offset;
        for (int index = 0; index < found.totalVfs() && distance > 0 && distance <= room; index++) {
            VfName name = new VfName(found.address(), index);
            VfReader.read(sysfs, name, found.address().plus(distance)).ifPresent(vfs::add);
            distance += stride;
        }
        return vfs;
    }

    private static Optional<AerCounters> aer(Sysfs sysfs, PciAddress address) {
        return Reading.ifReadable(() -> SysText.aer(
                sysfs.read(SysPaths.of(address, SysPaths.AER_CORRECTABLE)),
                sysfs.read(SysPaths.of(address, SysPaths.AER_NONFATAL)),
                sysfs.read(SysPaths.of(address, SysPaths.AER_FATAL))));
    }

    /** The ids of its VFs, also while there are none. The file is hexadecimal without 0x, and newer than Linux 4.13. */
    static Optional<DeviceId> vfId(Sysfs sysfs, PciAddress pf) {
        String path = SysPaths.of(pf, SysPaths.SRIOV_VF_DEVICE);
        return Reading.ifReadable(
                () -> SysText.id(sysfs.read(SysPaths.of(pf, SysPaths.VENDOR)), sysfs.read(path), path));
    }

    private static Optional<Queues> queues(Sysfs sysfs, PciAddress address) {
        return Reading.ifReadable(() -> new Queues(number(sysfs, address, SysPaths.QDMA_QMAX)));
    }

    static int number(Sysfs sysfs, PciAddress address, String name) throws SysfsException {
        String path = SysPaths.of(address, name);
        return SysText.number(sysfs.read(path), path);
    }

    /** With a value for when there is no such file. */
    private static int number(Sysfs sysfs, PciAddress address, String name, int otherwise) throws SysfsException {
        return Reading.ifThere(() -> number(sysfs, address, name)).orElse(otherwise);
    }
}
