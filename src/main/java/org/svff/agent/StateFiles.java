package org.svff.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.svff.access.PrivateFiles;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * The agent's own files. What the journal says is done to the host by somebody who may do everything there, so nobody else
 * may have written it; and who did what is nobody else's to read.
 */
final class StateFiles {
    private StateFiles() {}

    /**
     * Makes the folder when it is missing; refuses one that others can write to, with what is in it, and closes to others
     * what they can only read.
     *
     * @throws SvffException when somebody else may have written what the agent would go by
     */
    static void check(Path folder, Path audit) throws SvffException {
        try {
            PrivateFiles.makeFolder(folder);
            PrivateFiles.close(folder);
            for (Path each : List.of(folder, audit)) {
                for (Path file : files(each)) {
                    PrivateFiles.close(file);
                }
            }
        } catch (IOException e) {
            throw new SvffException(
                    new Trouble(
                            folder.toString(),
                            "keep the agent's state in it",
                            e.toString(),
                            "set state.folder to one the agent may write"),
                    e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file))
                    .toList();
        }
    }
}
