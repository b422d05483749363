package org.svff.host;

import java.time.Duration;
import java.util.List;
import org.svff.host.HostException.Kind;
import org.svff.pci.PciAddress;
import org.svff.world.Trouble;

/** Writes to PFs. What a method promises it has read back. */
final class PfControl {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

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
                    ? KernelAnswers.vfCount(pf.toString(), tried, e)
                    : KernelAnswers.general(pf.toString(), tried, e);
        }
        int shown = PfReader.number(files, pf, SysPaths.SRIOV_NUMVFS);
        if (shown < count) {
            throw tooFew(pf, tried, shown);
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
                        ? tooFew(pf, tried, links.size())
                        : KernelAnswers.notApplied(pf.toString(), tried, links.size() + " VFs");
            }
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis()); // sysfs has no event for a link
            } catch (InterruptedException e) {
                throw Stuckness.interrupted(e);
            }
        }
    }

    private static HostException tooFew(PciAddress pf, String tried, int enabled) {
        return new HostException(
                Kind.SHORT,
                new Trouble(
                        pf.toString(),
                        tried,
                        "the kernel took it, but enabled only " + enabled,
                        "see dmesg; the PF's driver or firmware limits the number, so ask for fewer"));
    }

    void setAutoprobe(PciAddress pf, boolean on, Duration deadline) throws HostException {
        String tried = "turn automatic driver binding of new VFs " + (on ? "on" : "off");
        setAndReadBack(pf, SysPaths.SRIOV_AUTOPROBE, on ? 1 : 0, tried, deadline);
    }

    void setQueues(PciAddress pf, int most, Duration deadline) throws HostException {
        String tried = "set the queue pool (qdma/qmax) to " + most;
        if (most < 0) {
            throw KernelAnswers.refused(pf.toString(), tried, "a pool cannot be negative", "ask for 0 or more");
        }
        setAndReadBack(pf, SysPaths.QDMA_QMAX, most, tried, deadline);
    }

    private void setAndReadBack(PciAddress pf, String name, int value, String tried, Duration deadline)
            throws HostException {
        in(LaneUse.exclusive(pf), tried, deadline, files -> {
            files.write(SysPaths.of(pf, name), Integer.toString(value));
            int shown = PfReader.number(files, pf, name);
            if (shown != value) {
                throw KernelAnswers.notApplied(pf.toString(), tried, name + " " + shown);
            }
            return shown;
        });
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

    private <T> T in(LaneUse use, String tried, Duration deadline, KernelCall<T> call) throws HostException {
        try {
            return calls.call(use, tried, deadline, call);
        } catch (SysfsException e) {
            throw KernelAnswers.general(use.device(), tried, e);
        }
    }
}
