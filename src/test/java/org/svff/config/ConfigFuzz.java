package org.svff.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A configuration file of any bytes: options, or errors that name the file. */
public final class ConfigFuzz {
    private ConfigFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Path file = Path.of(
                System.getProperty("java.io.tmpdir"),
                "svff-fuzz-" + ProcessHandle.current().pid());
        try {
            Files.write(file, data);
            Config config = Config.load(Optional.of(file), Map.of(), Map.of());
            for (ConfigKey key : ConfigKey.values()) {
                if (config.text(key).isEmpty()) {
                    throw new AssertionError(key + " is empty");
                }
            }
        } catch (ConfigException e) {
            if (!String.valueOf(e.getMessage()).contains(file.toString())) {
                throw new AssertionError("does not name the file", e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            file.toFile().delete();
        }
    }
}
