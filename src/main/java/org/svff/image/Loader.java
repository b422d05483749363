package org.svff.image;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What can load an image. All but one run a command, given as a list of arguments, in which {@link CommandLine} fills in what
 * stands in braces. The arguments of the vendors' tools are a starting point; on real cards none was tried.
 */
public enum Loader {
    /** Whatever image.command says. */
    COMMAND("command", true, List.of()),
    /** Linux' FPGA manager, by the file {@code firmware} that AMD/Xilinx' kernels have (mainline has none). */
    FPGA_MANAGER("fpga-manager", false, List.of()),
    /** XRT: an xclbin into the user partition (XRT, xbutil program). */
    XRT("xrt", false, List.of("/opt/xilinx/xrt/bin/xbutil", "program", "--device", "{pf}", "--user", "{file}")),
    /** XRT: a shell partition (XRT, xbmgmt program). */
    XRT_SHELL(
            "xrt-shell",
            false,
            List.of("/opt/xilinx/xrt/bin/xbmgmt", "program", "--device", "{pf}", "--shell", "{file}")),
    /** OPAE: a signed update or a green bit stream (opae-sdk, fpgasupdate). */
    OPAE("opae", false, List.of("fpgasupdate", "{file}", "{pf}")),
    /** OPAE: a green bit stream (opae-sdk, fpgaconf). */
    OPAE_FPGACONF(
            "opae-fpgaconf",
            false,
            List.of(
                    "fpgaconf",
                    "--segment",
                    "0x{domain}",
                    "--bus",
                    "0x{bus}",
                    "--device",
                    "0x{device}",
                    "--function",
                    "0x{function}",
                    "{file}")),
    /** Vivado in batch mode, over JTAG: runs {@code vivado.tcl} of the folder of images (UG835, UG908). */
    VIVADO(
            "vivado",
            true,
            List.of(
                    "vivado",
                    "-mode",
                    "batch",
                    "-nojournal",
                    "-nolog",
                    "-notrace",
                    "-source",
                    "{folder}/vivado.tcl",
                    "-tclargs",
                    "{file}",
                    "{pf}")),
    /** XSCT, over JTAG: runs {@code xsct.tcl} of the folder of images (UG1208). */
    XSCT("xsct", true, List.of("xsct", "{folder}/xsct.tcl", "{file}", "{pf}"));

    private final String text;
    private final boolean removes;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> arguments;

    Loader(String text, boolean removes, List<String> arguments) {
        this.text = text;
        this.removes = removes;
        this.arguments = arguments;
    }

    /** What stands for it in configuration and manifests. */
    public static Loader named(String text) {
        return Arrays.stream(values())
                .filter(l -> l.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no loader; there are " + String.join(", ", names())));
    }

    /** All of them, as they are written. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Loader::toString).collect(Collectors.toList());
    }

    /** Whether cards have to be taken off the bus before, unless a manifest says otherwise. */
    boolean removes() {
        return removes;
    }

    /** Its command; empty when it has none of its own. */
    List<String> arguments() {
        return arguments;
    }

    @Override
    public String toString() {
        return text;
    }
}
