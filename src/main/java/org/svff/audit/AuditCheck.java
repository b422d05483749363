package org.svff.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds the log against its chain of hashes: an edited, missing, added or moved line breaks it, and so does a missing
 * file. The head tells of a missing end and of files that were removed and not rotated away. What it cannot find: a log
 * that was rewritten from some line to its end, hashes and head included, by somebody who may write the folder. Against
 * that, keep the number and hash that a check printed somewhere else, and give them to the next one.
 */
public final class AuditCheck {
    /**
     * What was found.
     *
     * @param lines how many were read
     * @param last number of the last line
     * @param hash of the last line
     * @param faults each with file and line; none when the chain is whole
     */
    public record Result(long lines, long last, String hash, List<String> faults) {
        public Result {
            faults = List.copyOf(faults);
        }
    }

    /** A line's number and hash, noted at an earlier check. */
    public record Known(long seq, String hash) {}

    private final AuditFolder folder;
    private final Optional<Known> known;
    private final List<String> faults = new ArrayList<>();
    private long lines;
    private long seq = -1;
    private String last = "";
    private boolean knownFound;

    private AuditCheck(AuditFolder folder, Optional<Known> known) {
        this.folder = folder;
        this.known = known;
    }

    /** Checks the log of a folder, and that it has the line that is known. */
    public static Result check(Path folder, Optional<Known> known) throws IOException {
        return new AuditCheck(new AuditFolder(folder), known).run();
    }

    private Result run() throws IOException {
        List<Integer> numbers = folder.numbers();
        for (int i = 0; i < numbers.size(); i++) {
            if (i > 0 && numbers.get(i) != numbers.get(i - 1) + 1) {
                faults.add(folder.file(numbers.get(i - 1) + 1) + ": the file is missing");
            }
            file(folder.file(numbers.get(i)));
        }
        head(numbers);
        known.filter(k -> !knownFound)
                .ifPresent(k -> faults.add("line " + k.seq() + " with hash " + k.hash() + " is not in the log"));
        return new Result(lines, seq, last, faults);
    }

    private void file(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                line(file + ":" + number, line);
            }
        }
    }

    private void line(String place, String line) {
        AuditLine.Link link = AuditLine.link(line).orElse(null);
        if (link == null) {
            faults.add(place + ": is no whole line of the log");
            return;
        }
        boolean first = seq < 0;
        if (first && link.seq() == 1 && !link.prev().equals(Chain.BEGINNING)) {
            faults.add(place + ": is not how a log begins");
        } else if (!first && link.seq() != seq + 1) {
            faults.add(place + ": is number " + link.seq() + " where " + (seq + 1) + " is due");
        } else if (!first && !link.prev().equals(last)) {
            faults.add(place + ": the line before it is not the one it was written after");
        }
        lines++;
        seq = link.seq();
        last = Chain.hash(line);
        knownFound |= known.filter(k -> k.seq() == seq && k.hash().equals(last)).isPresent();
    }

    private void head(List<Integer> numbers) throws IOException {
        AuditFolder.Head head = folder.head().orElse(null);
        if (head == null) {
            if (!numbers.isEmpty()) {
                faults.add(folder.headFile() + ": is missing or damaged");
            }
            return;
        }
        if (numbers.isEmpty() || numbers.get(0) > head.firstFile()) {
            faults.add(folder.file(head.firstFile()) + ": the file is missing");
        } else if (numbers.get(0) == 1 && head.firstFile() == 1 && lines > 0 && seq - lines != 0) {
            faults.add(folder.file(1) + ": the log does not begin with line 1");
        }
        // one line more than the head: the agent was killed between the two
        boolean oneMore = seq == head.seq() + 1;
        if (!oneMore && (seq != head.seq() || !last.equals(head.hash()))) {
            faults.add(folder.headFile() + ": the log ends with line " + seq + ", the head says line " + head.seq()
                    + (seq == head.seq() ? ", with another hash" : ""));
        }
    }
}
