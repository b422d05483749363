package org.svff.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** The JDK's keytool, which can sign certificates; Java itself has no public way to. */
final class Keytool {
    private static final long DEADLINE_SECONDS = 120;

    private final Path folder;

    /** @param folder where it works; for its owner only, so that nobody sees a key while it is made */
    Keytool(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs it.
     *
     * @param store the key store to work on, whose password is in a file beside it
     * @throws SvffException when it fails; its own words are in the message
     */
    void run(String store, String... words) throws SvffException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", store + ".p12", "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass:file", store + ".password"));
        Path log = folder.resolve("keytool.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw trouble(words[0], "no answer within " + DEADLINE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw trouble(
                        words[0], Files.readString(log, StandardCharsets.UTF_8).strip());
            }
            Files.delete(log);
        } catch (IOException e) {
            throw trouble(words[0], e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw trouble(words[0], "interrupted");
        }
    }

    private SvffException trouble(String command, String answer) {
        return new SvffException(new Trouble(
                folder.toString(), "run keytool " + command, answer, "remove what is in the folder, and try again"));
    }
}
