package org.svff.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.svff.agent.Agent;
import org.svff.audit.AuditCheck;
import org.svff.audit.AuditReader;
import org.svff.cli.print.AuditPrinter;
import org.svff.cli.print.Json;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description = "Shows and checks the record of who did what. Reads the files on this host, as their owner.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  svff audit show --user ann", "  svff audit verify"})
final class AuditCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    AuditCommand() {}

    /** What the two have in common: the folder. */
    abstract static class OnFolder extends HostCommand {
        @Mixin
        final JsonOption json = new JsonOption();

        OnFolder(Context context) {
            super(context);
        }

        @Override
        public final Integer call() throws SvffException {
            Path folder = Agent.auditFolder(config());
            try {
                return run(folder);
            } catch (IOException e) {
                throw new SvffException(new Trouble(
                        folder.toString(), "read the audit log", e.toString(), "run this as the user of the agent"));
            }
        }

        abstract int run(Path folder) throws IOException;
    }

    @Command(
            name = "show",
            description = "Shows the last lines of the log, oldest first.",
            footer = {
                "",
                "Examples:",
                "  svff audit show",
                "  svff audit show --kind refusal -n 100",
                "  svff audit show --json | jq 'select(.result == \"FAILED\")'"
            })
    static final class Show extends OnFolder {
        @Option(names = "-n", paramLabel = "N", description = "At most so many; 20 unless given.")
        private int most = 20;

        @Option(names = "--user", paramLabel = "NAME", description = "Only what this user did.")
        private @Nullable String user;

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                description = "Only agent, authentication, refusal or operation.")
        private @Nullable String kind;

        Show(Context context) {
            super(context);
        }

        private boolean wanted(JsonNode line) {
            return (user == null || line.path("user").asText().equals(user))
                    && (kind == null || line.path("kind").asText().equals(kind));
        }

        @Override
        int run(Path folder) throws IOException {
            List<JsonNode> lines = AuditReader.last(folder, most, this::wanted);
            if (json.isOn()) {
                lines.forEach(line -> context.screen().line(line.toString()));
                context.screen().out().flush();
            } else {
                new AuditPrinter(context.screen()).print(lines);
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "verify",
            description = {
                "Checks that the log is whole: no line edited, removed, added or moved, no file missing, no end cut off.",
                "It cannot tell when somebody who may write the folder rewrote the log to its end, hashes and head",
                "included. So keep the NUMBER:HASH that it prints somewhere else, and give it to the next check.",
                "Exit codes: 0 whole, 1 not."
            },
            footer = {
                "",
                "Examples:",
                "  svff audit verify",
                "  svff audit verify --known 1234:9f2c...      the log must still have that line"
            })
    static final class Verify extends OnFolder {
        private static final Pattern KNOWN = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

        @Option(names = "--known", paramLabel = "NUMBER:HASH", description = "What an earlier check printed.")
        private @Nullable String known;

        Verify(Context context) {
            super(context);
        }

        @Override
        int run(Path folder) throws IOException {
            AuditCheck.Result result = AuditCheck.check(folder, known());
            if (json.isOn()) {
                new Json(context.screen()).print(result);
            } else {
                result.faults().forEach(context.screen()::error);
                if (result.faults().isEmpty()) {
                    context.screen()
                            .line(result.lines() + " lines, all whole; the last is " + result.last() + ":"
                                    + result.hash());
                    context.screen().out().flush();
                }
            }
            return result.faults().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED_OR_FAILED;
        }

        private Optional<AuditCheck.Known> known() {
            if (known == null) {
                return Optional.empty();
            }
            Matcher form = KNOWN.matcher(known);
            if (!form.matches()) {
                throw new UsageException("'" + known + "' is not of the form NUMBER:HASH");
            }
            return Optional.of(new AuditCheck.Known(Long.parseLong(form.group(1)), form.group(2)));
        }
    }
}
