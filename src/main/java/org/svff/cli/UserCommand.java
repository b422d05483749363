package org.svff.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svff.access.PasswordHash;
import org.svff.access.Role;
import org.svff.access.Scope;
import org.svff.access.User;
import org.svff.access.UserFile;
import org.svff.cli.print.Json;
import org.svff.cli.print.UserPrinter;
import org.svff.config.ConfigKey;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "user",
        description = "Adds, removes and lists the users of the agent.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A running agent takes notice at once. The first user changes how the agent is reached:",
            "start it anew, and nobody gets in without a name and password, on this host neither.",
            "",
            "Examples:",
            "  svff user add ann --role operator --vm 'web-*'      asks for the password",
            "  svff user add grafana --role monitor --password-file /etc/svff/grafana.password",
            "  svff user list",
            "  svff user remove ann"
        })
final class UserCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    UserCommand() {}

    /** What the three have in common: the file. */
    abstract static class OnFile extends HostCommand {
        OnFile(Context context) {
            super(context);
        }

        final UserFile file() throws SvffException {
            return new UserFile(config().path(ConfigKey.USERS_FILE));
        }

        final void done(String what) {
            context.screen().line(what);
            context.screen().out().flush();
        }
    }

    @Command(
            name = "add",
            description = {
                "Adds a user, or gives one that is there another password, role and scope.",
                "Roles: monitor (reads, plans, listens), operator (also attaches, detaches, pauses, resumes,",
                "reconfigures), administrator (also what guests see: replug)."
            },
            footer = {
                "",
                "Examples:",
                "  svff user add ann --role operator --vm 'web-*' --pf 0000:03:00.0",
                "  svff user add grafana --role monitor --password-file -     from standard input"
            })
    static final class Add extends OnFile {
        @Parameters(paramLabel = "NAME", description = "What the user is called.")
        private String name = "";

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "monitor, operator or administrator.")
        private String role = "";

        @Option(
                names = "--vm",
                paramLabel = "PATTERN",
                description = "Operates only on VMs with names like this (* and ?). May be given several times.")
        private List<String> vms = List.of();

        @Option(
                names = "--pf",
                paramLabel = "PATTERN",
                description = "Operates only on PFs with addresses like this. May be given several times.")
        private List<String> pfs = List.of();

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "A file whose first line is the password; - for standard input. Else it is asked for.")
        private @Nullable Path passwordFile;

        Add(Context context) {
            super(context);
        }

        @Override
        public Integer call() throws SvffException {
            User.checkName(name);
            Role wanted = Role.parse(role);
            Scope scope = new Scope(vms, pfs);
            char[] password = password();
            User user;
            try {
                user = new User(name, wanted, scope, PasswordHash.of(password, PasswordHash.ITERATIONS));
            } finally {
                Arrays.fill(password, '\0');
            }
            file().change(users -> {
                users.put(name, user);
                return users;
            });
            done("user " + name + " is " + wanted + ", in " + file().path());
            return ExitCode.DONE;
        }

        private char[] password() throws SvffException {
            Path from = passwordFile;
            char[] password = from != null ? Secrets.fromFile(from) : Secrets.ask("Password for " + name + ": ");
            if (password.length < PasswordHash.SHORTEST || password.length > PasswordHash.LONGEST) {
                throw new UsageException("the password has " + password.length + " characters; allowed are "
                        + PasswordHash.SHORTEST + " to " + PasswordHash.LONGEST);
            }
            if (from == null && !Arrays.equals(password, Secrets.ask("Once more: "))) {
                throw new UsageException("the two are not the same");
            }
            return password;
        }
    }

    @Command(
            name = "remove",
            description = "Removes a user. His connections are refused everything from then on.",
            footer = {"", "Examples:", "  svff user remove ann"})
    static final class Remove extends OnFile {
        @Parameters(paramLabel = "NAME", description = "What the user is called.")
        private String name = "";

        Remove(Context context) {
            super(context);
        }

        @Override
        public Integer call() throws SvffException {
            if (!file().read().containsKey(name)) {
                throw new SvffException(new Trouble(
                        file().path().toString(), "remove " + name, "there is no such user", "see svff user list"));
            }
            file().change(users -> {
                users.remove(name);
                return users;
            });
            done("user " + name + " is removed");
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "list",
            description = "Lists the users with their roles and scopes.",
            footer = {"", "Examples:", "  svff user list", "  svff user list --json"})
    static final class Show extends OnFile {
        @Mixin
        private JsonOption json = new JsonOption();

        Show(Context context) {
            super(context);
        }

        @Override
        public Integer call() throws SvffException {
            Map<String, User> users = file().read();
            if (json.isOn()) {
                new Json(context.screen())
                        .print(users.values().stream()
                                .map(u -> Map.of(
                                        "name", u.name(),
                                        "role", u.role().toString(),
                                        "vms", u.scope().vms(),
                                        "pfs", u.scope().pfs()))
                                .toList());
            } else {
                new UserPrinter(context.screen()).print(users.values());
            }
            return ExitCode.DONE;
        }
    }
}
