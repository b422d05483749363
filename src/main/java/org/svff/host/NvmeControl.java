package org.svff.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.svff.host.HostException.Kind;
import org.svff.host.NvmeReader.Controller;
import org.svff.pci.PciAddress;
import org.svff.world.NvmeSettings;
import org.svff.world.Trouble;

/** Divides an NVMe card's queues and interrupts among its VFs. What it promises it has read back. */
final class NvmeControl {
    private final KernelCalls calls;

    NvmeControl(KernelCalls calls) {
        this.calls = calls;
    }

    void set(PciAddress pf, Map<Integer, NvmeSettings> wanted, Duration deadline) throws HostException {
        String tried = "divide its queues and interrupts among its VFs";
        try {
            calls.call(LaneUse.exclusive(pf), tried, deadline, files -> {
                set(files, pf, wanted, tried);
                return pf;
            });
        } catch (SysfsException e) {
            throw KernelAnswers.general(pf.toString(), tried, e);
        }
    }

    private static void set(Sysfs files, PciAddress pf, Map<Integer, NvmeSettings> wanted, String tried)
            throws SysfsException, HostException {
        String file = NvmeReader.file(files, pf)
                .orElseThrow(() -> new HostException(
                        Kind.NO_DRIVER,
                        new Trouble(
                                pf.toString(),
                                tried,
                                "it has no NVMe controller in the host (" + SysPaths.of(pf, SysPaths.NVME) + ")",
                                "bind the driver nvme to the PF; dmesg tells why that gave it up, if it did")));
        List<Change> changes = changes(files, pf, wanted, NvmeReader.controllers(files, file));
        for (Change change : changes) { // all of them first: what one gives back, another may get
            order(files, file, pf, change, NvmeCommand.online(change.controller(), false));
        }
        for (Change change : changes) {
            give(files, file, pf, change);
        }
        Map<Integer, Controller> shown = NvmeReader.controllers(files, file);
        for (Change change : changes) {
            check(pf, change, Optional.ofNullable(shown.get(change.vf())), tried);
        }
    }

    /** What a VF is to have that has something else now. */
    private record Change(int vf, int controller, NvmeSettings wanted) {}

    private static List<Change> changes(
            Sysfs files, PciAddress pf, Map<Integer, NvmeSettings> wanted, Map<Integer, Controller> now)
            throws SysfsException {
        List<Change> changes = new ArrayList<>();
        for (int vf : PfReader.vfIndexes(files, pf)) {
            NvmeSettings settings = wanted.get(vf);
            Controller controller = now.get(vf);
            if (settings != null && controller != null && !controller.settings().equals(settings)) {
                changes.add(new Change(vf, controller.id(), settings));
            }
        }
        return changes;
    }

    private static void give(Sysfs files, String file, PciAddress pf, Change change)
            throws SysfsException, HostException {
        int controller = change.controller();
        NvmeSettings wanted = change.wanted();
        if (wanted.queues() > 0) {
            order(files, file, pf, change, NvmeCommand.assign(controller, NvmeCommand.QUEUES, wanted.queues()));
        }
        if (wanted.interrupts() > 0) {
            order(files, file, pf, change, NvmeCommand.assign(controller, NvmeCommand.INTERRUPTS, wanted.interrupts()));
        }
        if (wanted.online()) {
            order(files, file, pf, change, NvmeCommand.online(controller, true));
        }
    }

    private static void order(Sysfs files, String file, PciAddress pf, Change change, NvmeCommand command)
            throws SysfsException, HostException {
        int status = files.nvmeAdmin(file, command, new byte[0]);
        if (status != 0) {
            throw NvmeStatus.trouble(pf + "/" + change.vf(), command, status);
        }
    }

    private static void check(PciAddress pf, Change change, Optional<Controller> shown, String tried)
            throws HostException {
        NvmeSettings is = shown.map(Controller::settings).orElse(NvmeSettings.OFF);
        if (!is.equals(change.wanted())) {
            throw KernelAnswers.notApplied(pf + "/" + change.vf(), tried + " (" + change.wanted() + ")", is.toString());
        }
    }
}
