package org.svff.host;

import java.util.List;
import java.util.Optional;
import org.svff.host.HostException.Kind;
import org.svff.pci.PciAddress;
import org.svff.world.Trouble;

/**
 * The kernel's FPGA managers.
 *
 * @param pf the card that is to be loaded
 * @param tried for messages
 */
record FpgaManagers(Sysfs files, PciAddress pf, String tried) {
    /** The card's manager: the one whose device is the card or below it; the only one there is, if nothing tells. */
    String ofCard() throws HostException {
        List<String> all =
                Reading.ifReadable(() -> files.list(SysPaths.FPGA_MANAGERS)).orElse(List.of());
        List<String> own = all.stream()
                .filter(m -> Reading.ifReadable(() -> files.readLink(SysPaths.fpgaManager(m, "device")))
                        .filter(link -> link.contains(pf.toString()))
                        .isPresent())
                .toList();
        List<String> found = own.isEmpty() ? all : own;
        if (found.size() == 1) {
            return found.get(0);
        }
        throw refused(
                all.isEmpty()
                        ? "the kernel has no FPGA manager (" + SysPaths.FPGA_MANAGERS + ")"
                        : "there are several FPGA managers, and none tells that it is the card's: " + all,
                "load the manager's driver, or take another loader");
    }

    /** Returns when the manager says that the FPGA works. */
    void load(String manager, String firmware) throws SysfsException, HostException {
        String file = SysPaths.fpgaManager(manager, "firmware");
        if (!files.exists(file)) {
            throw refused(
                    "there is no " + file + ": this kernel's FPGA manager takes no images from user space",
                    "only AMD/Xilinx' kernels have it; take another loader");
        }
        files.write(file, firmware);
        String state = Optional.of(files.read(SysPaths.fpgaManager(manager, "state")))
                .map(String::strip)
                .orElse("");
        if (!state.equals("operating")) {
            throw new HostException(
                    Kind.NOT_APPLIED,
                    new Trouble(pf.toString(), tried, "the manager " + manager + " is: " + state, "see dmesg"));
        }
    }

    private HostException refused(String answer, String remedy) {
        return KernelAnswers.refused(pf.toString(), tried, answer, remedy);
    }
}
