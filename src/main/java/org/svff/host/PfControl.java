package org.svff.host;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.svff.host.HostException.Kind;
import org.svff.pci.DeviceId;
import org.svff.pci.PciAddress;
import org.svff.world.Trouble;

/** Writes to PFs. What a method promises it has read back. */
final class PfControl {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final KernelCalls calls;

    PfControl(KernelCalls calls) {
        this.calls = calls;
    }

    int vfCount(PciAddress pf, Duration deadline) throws HostException {
        return in(LaneUse.shared(pf), "count its VFs", deadline, files -> PfReader.vfIndexes(files, pf))
                .size();
    }

    void setVfCount(PciAddress pf, int count, Duration deadline) throws HostException {
        String tried = "set the VF count to " + count;
        if (count < 0) {
            throw KernelAnswers.refused(pf.toString(), tried, "a count cannot be negative", "ask for 0 or more");
        }
        long end = System.nanoTime() + deadline.toNanos();
        in(LaneUse.hostWide(pf), tried, deadline, files -> {
            checkCount(files, pf, count, tried);
            writeCount(files, pf, count, tried);
            awaitLinks(files, pf, count, tried, end);
            return count;
        });
    }

    private static void checkCount(Sysfs files, PciAddress pf, int count, String tried)
            throws SysfsException, HostException {
        int total = PfReader.number(files, pf, SysPaths.SRIOV_TOTALVFS);
        if (count > total) {
            throw KernelAnswers.refused(
                    pf.toString(), tried, "the PF allows " + total + " VFs (sriov_totalvfs)", "ask for fewer");
        }
        int present = PfReader.number(files, pf, SysPaths.SRIOV_NUMVFS);
        if (present != 0 && count != 0 && present != count) {
            throw KernelAnswers.refused(
                    pf.toString(),
                    tried,
                    present + " VFs are enabled, and the kernel changes the count only by way of 0",
                    "set the count to 0 first");
        }
    }

    private static void writeCount(Sysfs files, PciAddress pf, int count, String tried)
            throws SysfsException, HostException {
        if (PfReader.number(files, pf, SysPaths.SRIOV_NUMVFS) == count) {
            return;
        }
        try {
            files.write(SysPaths.of(pf, SysPaths.SRIOV_NUMVFS), Integer.toString(count));
        } catch (SysfsException e) {
            throw files.exists(SysPaths.device(pf))
                    ? KernelAnswers.vfCount(pf.toString(), tried, e, isQdma(files, pf))
                    : KernelAnswers.general(pf.toString(), tried, e);
        }
        int shown = PfReader.number(files, pf, SysPaths.SRIOV_NUMVFS);
        if (shown < count) {
            throw tooFew(pf, tried, shown, isQdma(files, pf));
        }
        if (shown != count) {
            throw KernelAnswers.notApplied(pf.toString(), tried, "sriov_numvfs " + shown);
        }
    }

    /** The PCI core makes the links before the write returns; drivers that enable VFs later are waited for. */
    private static void awaitLinks(Sysfs files, PciAddress pf, int count, String tried, long end)
            throws SysfsException, HostException {
        for (; ; ) {
            List<Integer> links = PfReader.vfIndexes(files, pf);
            if (links.size() == count) {
                return;
            }
            if (System.nanoTime() + BETWEEN_LOOKS.toNanos() * 2 > end) {
                throw links.size() < count
                        ? tooFew(pf, tried, links.size(), isQdma(files, pf))
                        : KernelAnswers.notApplied(pf.toString(), tried, links.size() + " VFs");
            }
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis()); // sysfs has no event for a link
            } catch (InterruptedException e) {
                throw Stuckness.interrupted(e);
            }
        }
    }

    private static boolean isQdma(Sysfs files, PciAddress pf) {
        return files.exists(SysPaths.of(pf, SysPaths.QDMA));
    }

    private static HostException tooFew(PciAddress pf, String tried, int enabled, boolean qdma) {
        return new HostException(
                Kind.SHORT,
                new Trouble(
                        pf.toString(),
                        tried,
                        "the kernel took it, but enabled only " + enabled,
                        qdma
                                ? "see dmesg: QDMA's driver answers with success also when the PCI core could not enable"
                                        + " the VFs; the image may offer fewer, or the bus has no room for them"
                                : "see dmesg; the PF's driver or firmware limits the number, so ask for fewer"));
    }

    void setAutoprobe(PciAddress pf, boolean on, Duration deadline) throws HostException {
        String tried = "turn automatic driver binding of new VFs " + (on ? "on" : "off");
        setAndReadBack(pf, SysPaths.SRIOV_AUTOPROBE, on ? 1 : 0, tried, deadline);
    }

    /** Drivers of some versions answer a write of what is there already with an error, so none is made. */
    void setQueues(PciAddress pf, int most, Duration deadline) throws HostException {
        String tried = "set the queue pool (qdma/qmax) to " + most;
        if (most < 0) {
            throw KernelAnswers.refused(pf.toString(), tried, "a pool cannot be negative", "ask for 0 or more");
        }
        in(LaneUse.exclusive(pf), tried, deadline, files -> {
            if (!files.exists(SysPaths.of(pf, SysPaths.QDMA_QMAX))) {
                throw KernelAnswers.noQueues(pf, tried);
            }
            if (PfReader.number(files, pf, SysPaths.QDMA_QMAX) != most) {
                try {
                    files.write(SysPaths.of(pf, SysPaths.QDMA_QMAX), Integer.toString(most));
                } catch (SysfsException e) {
                    throw KernelAnswers.queues(pf.toString(), tried, e);
                }
            }
            return readBack(files, pf, SysPaths.QDMA_QMAX, most, tried);
        });
    }

    private void setAndReadBack(PciAddress pf, String name, int value, String tried, Duration deadline)
            throws HostException {
        in(LaneUse.exclusive(pf), tried, deadline, files -> {
            files.write(SysPaths.of(pf, name), Integer.toString(value));
            return readBack(files, pf, name, value, tried);
        });
    }

    private static int readBack(Sysfs files, PciAddress pf, String name, int value, String tried)
            throws SysfsException, HostException {
        int shown = PfReader.number(files, pf, name);
        if (shown != value) {
            throw KernelAnswers.notApplied(pf.toString(), tried, name + " " + shown);
        }
        return shown;
    }

    void reset(PciAddress pf, Duration deadline) throws HostException {
        in(LaneUse.exclusive(pf), "reset it", deadline, files -> {
            files.write(SysPaths.of(pf, SysPaths.RESET), "1");
            return pf;
        });
    }

    void remove(PciAddress pf, Duration deadline) throws HostException {
        String tried = "remove it from the PCI bus";
        in(LaneUse.hostWide(pf), tried, deadline, files -> {
            files.write(SysPaths.of(pf, SysPaths.REMOVE), "1");
            if (files.exists(SysPaths.device(pf))) {
                throw KernelAnswers.notApplied(pf.toString(), tried, "a device that is still there");
            }
            return pf;
        });
    }

    void rescan(Duration deadline) throws HostException {
        in(LaneUse.hostWide(), "look for new devices", deadline, files -> {
            files.write(SysPaths.RESCAN, "1");
            return true;
        });
    }

    void removeCard(PciAddress pf, Duration deadline) throws HostException {
        String tried = "take the card off the PCI bus";
        in(LaneUse.hostWide(pf), tried, deadline, files -> {
            List<PciAddress> functions = files.list(SysPaths.DEVICES).stream()
                    .flatMap(name -> SysText.address(name).stream())
                    .filter(pf::isSameDevice)
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (PciAddress function : functions) {
                files.write(SysPaths.of(function, SysPaths.REMOVE), "1");
                if (files.exists(SysPaths.device(function))) {
                    throw KernelAnswers.notApplied(function.toString(), tried, "a device that is still there");
                }
            }
            return pf;
        });
    }

    /** The kernel's look takes its lock for the whole host, so that is given up between two looks. */
    PciAddress findCard(PciAddress pf, Set<PciAddress> others, Set<String> ids, Duration deadline)
            throws HostException {
        String tried = "find the card again";
        CardSearch search = new CardSearch(pf, others, ids, tried);
        long end = System.nanoTime() + deadline.toNanos();
        for (Duration pause = BETWEEN_LOOKS; ; pause = longer(pause)) {
            Optional<PciAddress> found = in(LaneUse.shared(Lane.Common.LISTING), tried, deadline, search::look);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() + pause.toNanos() > end) {
                throw in(LaneUse.shared(Lane.Common.LISTING), tried, deadline, search::notFound);
            }
            rescan(deadline);
            sleep(pause);
        }
    }

    Optional<PciAddress> lookForCard(PciAddress pf, Set<PciAddress> others, Set<String> ids, Duration deadline)
            throws HostException {
        String tried = "find the card";
        return in(LaneUse.shared(Lane.Common.LISTING), tried, deadline, new CardSearch(pf, others, ids, tried)::look);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static void sleep(Duration time) throws HostException {
        try {
            Thread.sleep(time.toMillis()); // cards that load themselves come to the bus when they are ready
        } catch (InterruptedException e) {
            throw Stuckness.interrupted(e);
        }
    }

    void loadFirmware(PciAddress pf, String firmware, Duration deadline) throws HostException {
        String tried = "have the kernel's FPGA manager load " + firmware;
        in(LaneUse.exclusive(pf), tried, deadline, files -> {
            FpgaManagers managers = new FpgaManagers(files, pf, tried);
            managers.load(managers.ofCard(), firmware);
            return pf;
        });
    }

    Optional<DeviceId> vfId(PciAddress pf, Duration deadline) throws HostException {
        return in(LaneUse.shared(pf), "read what its VFs are", deadline, files -> PfReader.vfId(files, pf));
    }

    boolean isThere(PciAddress address, Duration deadline) throws HostException {
        return in(
                LaneUse.shared(Lane.Common.LISTING),
                "look for " + address,
                deadline,
                files -> files.exists(SysPaths.device(address)));
    }

    String bootId(Duration deadline) throws HostException {
        return in(
                LaneUse.shared(Lane.Common.LISTING),
                "read which boot this is",
                deadline,
                files -> Reading.ifReadable(() -> files.read(SysPaths.BOOT_ID))
                        .map(String::strip)
                        .orElse(""));
    }

    private <T> T in(LaneUse use, String tried, Duration deadline, KernelCall<T> call) throws HostException {
        try {
            return calls.call(use, tried, deadline, call);
        } catch (SysfsException e) {
            throw KernelAnswers.general(use.device(), tried, e);
        }
    }
}
