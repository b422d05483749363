package org.svff.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/** Reads the log for those who want to see it. */
public final class AuditReader {
    private AuditReader() {}

    /** The last lines that are wanted, oldest first, as JSON; lines that are none are left out. */
    public static List<JsonNode> last(Path folder, int most, Predicate<JsonNode> wanted) throws IOException {
        AuditFolder files = new AuditFolder(folder);
        ArrayDeque<JsonNode> found = new ArrayDeque<>();
        for (int number : files.numbers()) {
            try (BufferedReader reader = Files.newBufferedReader(files.file(number))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    AuditLine.read(line).filter(wanted).ifPresent(found::add);
                    if (found.size() > most) {
                        found.remove();
                    }
                }
            }
        }
        return List.copyOf(found);
    }
}
