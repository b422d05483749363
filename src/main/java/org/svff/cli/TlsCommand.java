package org.svff.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.svff.access.PrivateFiles;
import org.svff.config.ConfigKey;
import org.svff.world.SvffException;
import org.svff.world.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tls",
        description = "Makes keys and certificates for a first set-up.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  svff tls init --name svff.example.org"})
final class TlsCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    TlsCommand() {}

    @Command(
            name = "init",
            description = {
                "Makes a CA, and with it a certificate of the agent and one of a client, in tls.folder:",
                "  ca.pem                       for all clients (--ca, SVFF_CA)",
                "  server.p12, server.password  the agent's",
                "  client.p12, client.password  a client's (--key), where the agent asks for one",
                "  ca.p12, ca.password          signs further certificates; keep it somewhere else",
                "Then set tls.enabled, and start the agent anew. Where there is a CA already, use that one instead."
            },
            footer = {"", "Examples:", "  svff tls init", "  svff tls init --name svff.example.org --name 192.0.2.7"})
    static final class Init extends HostCommand {
        private static final String CA_DAYS = "3650";
        private static final String DAYS = "825"; // the most that some systems take

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description =
                        "A name or address by which clients reach the agent, beside this host's own and localhost."
                                + " May be given several times.")
        private List<String> names = List.of();

        Init(Context context) {
            super(context);
        }

        @Override
        public Integer call() throws SvffException {
            Path folder = config().path(ConfigKey.TLS_FOLDER);
            try {
                PrivateFiles.makeFolder(folder);
                for (String file : List.of("ca.pem", "ca.p12", "server.p12", "client.p12")) {
                    if (Files.exists(folder.resolve(file))) {
                        throw new SvffException(new Trouble(
                                folder.toString(),
                                "make keys in it",
                                file + " is there already",
                                "remove the files there if you mean it: clients will need the new ca.pem"));
                    }
                }
                make(folder);
            } catch (IOException e) {
                throw new SvffException(new Trouble(
                        folder.toString(), "make keys in it", e.toString(), "run this as the user of the agent"));
            }
            context.screen()
                    .line("keys and certificates are in " + folder + "; the agent's is for "
                            + String.join(", ", allNames()));
            context.screen().out().flush();
            return ExitCode.DONE;
        }

        private void make(Path folder) throws IOException, SvffException {
            for (String store : List.of("ca", "server", "client")) {
                byte[] random = new byte[24];
                new SecureRandom().nextBytes(random);
                PrivateFiles.write(
                        folder.resolve(store + ".password"),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            }
            Keytool keytool = new Keytool(folder);
            pair(keytool, "ca", "CN=svff CA", "-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign,cRLSign");
            keytool.run("ca", "-exportcert", "-rfc", "-alias", "ca", "-file", "ca.pem");
            pair(keytool, "server", "CN=svff agent");
            sign(keytool, "server", "-ext", "eku=serverAuth", "-ext", "san=" + alternatives());
            pair(keytool, "client", "CN=svff client");
            sign(keytool, "client", "-ext", "eku=clientAuth");
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (String.valueOf(file.getFileName()).matches("(server|client)\\.(csr|pem)")) {
                        Files.delete(file); // what was sent to the CA and came back: it is in the key store
                        continue;
                    }
                    boolean open = String.valueOf(file.getFileName()).equals("ca.pem"); // no secret: clients need it
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(open ? "rw-r--r--" : "rw-------"));
                }
            }
        }

        private static void pair(Keytool keytool, String store, String name, String... more) throws SvffException {
            Stream<String> words = Stream.of(
                    "-genkeypair",
                    "-alias",
                    store,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    name,
                    "-validity",
                    CA_DAYS);
            keytool.run(store, Stream.concat(words, Stream.of(more)).toArray(String[]::new));
        }

        private static void sign(Keytool keytool, String store, String... more) throws SvffException {
            keytool.run(store, "-certreq", "-alias", store, "-file", store + ".csr");
            Stream<String> words = Stream.of(
                    "-gencert",
                    "-rfc",
                    "-alias",
                    "ca",
                    "-infile",
                    store + ".csr",
                    "-outfile",
                    store + ".pem",
                    "-validity",
                    DAYS,
                    "-ext",
                    "ku:c=digitalSignature");
            keytool.run("ca", Stream.concat(words, Stream.of(more)).toArray(String[]::new));
            keytool.run(store, "-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem");
            keytool.run(store, "-importcert", "-noprompt", "-alias", store, "-file", store + ".pem");
        }

        private Set<String> allNames() {
            Set<String> all = new LinkedHashSet<>(names);
            try {
                InetAddress own = InetAddress.getLocalHost();
                all.add(own.getHostName());
                all.add(own.getCanonicalHostName());
            } catch (UnknownHostException e) {
                context.screen().note("this host does not know its own name; add it with --name");
            }
            all.addAll(List.of("localhost", "127.0.0.1", "::1"));
            return all;
        }

        private String alternatives() {
            return allNames().stream()
                    .map(n -> (n.indexOf(':') >= 0 || n.matches("[0-9.]+") ? "ip:" : "dns:") + n)
                    .collect(Collectors.joining(","));
        }
    }
}
