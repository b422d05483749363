package org.svff.cli.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.svff.config.Unreadable;
import org.svff.world.SvffException;

/** Finds the policy language, and reads policies. */
public final class PolicyFiles {
    private PolicyFiles() {}

    /**
     * The language.
     *
     * @throws IllegalStateException when it is not on the class path
     */
    public static PolicyLanguage language() {
        return ServiceLoader.load(PolicyLanguage.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the policy language is not on the class path"));
    }

    public static PolicyLanguage.Source read(Path file, boolean trusted) throws SvffException {
        return new PolicyLanguage.Source(file.toString(), text(file), trusted);
    }

    public static String text(Path file) throws SvffException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SvffException(Unreadable.trouble(file, "read the file", e));
        }
    }
}
