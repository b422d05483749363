package org.svff.cli;

import java.nio.file.Path;
import java.util.List;
import org.svff.cli.doctor.Doctor;
import org.svff.cli.doctor.Finding;
import org.svff.cli.doctor.Finding.Verdict;
import org.svff.cli.print.FindingPrinter;
import org.svff.cli.print.Json;
import org.svff.config.Config;
import org.svff.host.KernelSysfs;
import org.svff.world.SvffException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = "Checks what svff needs of this host, and says how to mend what is missing. Changes nothing.",
        footer = {
            "",
            "Ends with 1 when something must be mended.",
            "",
            "Examples:",
            "  svff doctor",
            "  svff doctor --json"
        })
final class DoctorCommand extends HostCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    DoctorCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws SvffException, InterruptedException {
        Config config = config();
        List<String> path = List.of(context.env().getOrDefault("PATH", "").split(":", -1));
        List<Finding> findings = new Doctor(new KernelSysfs(Path.of("/")), path, config).examine();
        if (json.isOn()) {
            new Json(context.screen()).print(findings);
        } else {
            new FindingPrinter(context.screen()).print(findings);
        }
        return findings.stream().noneMatch(f -> f.verdict() == Verdict.BAD)
                ? ExitCode.DONE
                : ExitCode.REFUSED_OR_FAILED;
    }
}
