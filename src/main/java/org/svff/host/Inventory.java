package org.svff.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.svff.host.HostException.Kind;
import org.svff.pci.PciAddress;
import org.svff.world.Holder;
import org.svff.world.PfState;
import org.svff.world.PhysicalFunction;

/**
 * Reads all PFs, each on its own lane, so that one that hangs costs the others nothing. Of a PF that cannot be read the
 * last values are shown.
 */
final class Inventory {
    private static final String TRIED = "list the PCI devices";

    private final KernelCalls calls;
    private final Holders holders;
    private final Map<PciAddress, PfReading> last = new ConcurrentHashMap<>();

    Inventory(KernelCalls calls, Holders holders) {
        this.calls = calls;
        this.holders = holders;
    }

    /** By address. */
    List<PhysicalFunction> read(Duration deadline) throws HostException {
        List<PfReader.Found> found = find(deadline);
        last.keySet().retainAll(found.stream().map(PfReader.Found::address).collect(Collectors.toSet()));
        List<PendingCall<Optional<PfReading>>> pending = found.stream()
                .map(pf -> calls.start(
                        LaneUse.shared(pf.address()), "read it", deadline, files -> PfReader.read(files, pf)))
                .toList();
        OpenFiles open = holders.scan(deadline);
        List<PhysicalFunction> pfs = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Optional<PfReading> reading = result(found.get(i), pending.get(i), deadline);
            reading.map(pf -> withHolders(pf, open)).ifPresent(pfs::add);
        }
        pfs.sort((a, b) -> a.address().compareTo(b.address()));
        return pfs;
    }

    private List<PfReader.Found> find(Duration deadline) throws HostException {
        try {
            return calls.call(LaneUse.shared(Lane.Common.LISTING), TRIED, deadline, PfReader::find);
        } catch (SysfsException e) {
            if (e.errno() == Errno.ENOENT) {
                throw KernelAnswers.refused(
                        SysPaths.DEVICES,
                        TRIED,
                        e.answer(),
                        "is sysfs mounted ('mount -t sysfs sysfs /sys'), and does this machine have a PCI bus?");
            }
            throw KernelAnswers.general(SysPaths.DEVICES, TRIED, e);
        }
    }

    private Optional<PfReading> result(PfReader.Found pf, PendingCall<Optional<PfReading>> pending, Duration deadline)
            throws HostException {
        try {
            Optional<PfReading> reading = pending.await();
            reading.ifPresent(r -> last.put(pf.address(), r));
            return reading;
        } catch (SysfsException e) {
            return Optional.of(known(pf, deadline).as(PfState.UNREADABLE, e.path() + ": " + e.answer()));
        } catch (HostException e) {
            if (e.kind() == Kind.INTERRUPTED) {
                throw e;
            }
            // BUSY: our own write to this PF is under way, within its deadline. That is no news about the PF.
            boolean news = e.kind() == Kind.STUCK || !last.containsKey(pf.address());
            PfState state = e.kind() == Kind.STUCK ? PfState.STUCK : PfState.UNREADABLE;
            PfReading known = known(pf, deadline);
            return Optional.of(news ? known.as(state, e.trouble().answer()) : known);
        }
    }

    /** The last values; before there were any, what can be read while the PF's device lock is held. */
    private PfReading known(PfReader.Found pf, Duration deadline) throws HostException {
        PfReading lastRead = last.get(pf.address());
        if (lastRead != null) {
            return lastRead;
        }
        try {
            Optional<PfReading> reading = calls.call(
                    LaneUse.shared(Lane.Common.LISTING),
                    "read it without its lock",
                    deadline,
                    files -> PfReader.readWithoutLock(files, pf));
            return reading.orElseGet(() -> PfReader.nothingKnown(pf));
        } catch (SysfsException e) {
            return PfReader.nothingKnown(pf);
        }
    }

    private static PhysicalFunction withHolders(PfReading reading, OpenFiles open) {
        PhysicalFunction pf = reading.with(open);
        if (pf.state() != PfState.STUCK) {
            return pf;
        }
        return pf.withState(PfState.STUCK, pf.note() + heldBy(pf));
    }

    /** Who holds VFs of the PF, as far as they were known when it was last read; for messages. */
    String lastHolders(PciAddress pf, Duration deadline) throws HostException {
        PfReading reading = last.get(pf);
        return reading == null ? "" : heldBy(reading.with(holders.scan(deadline)));
    }

    private static String heldBy(PhysicalFunction pf) {
        List<Holder> holders = pf.vfs().stream()
                .flatMap(vf -> vf.holders().stream())
                .distinct()
                .toList();
        return holders.isEmpty()
                ? ""
                : "; VFs are held by " + holders.stream().map(Holder::toString).collect(Collectors.joining(", "));
    }
}
