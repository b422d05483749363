package org.svff.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.svff.access.PrivateFiles;

/** The files of the log: {@code audit-NUMBER.jsonl}, in order, and beside them the {@code head}: how far it goes. */
record AuditFolder(Path folder) {
    private static final Pattern NAME = Pattern.compile("audit-(\\d{6,9})\\.jsonl");

    /**
     * How far the log goes, so that a missing end or beginning is noticed.
     *
     * @param seq number of the last line
     * @param hash of the last line
     * @param firstFile number of the first file that was not rotated away
     */
    record Head(long seq, String hash, int firstFile) {
        private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64}) (\\d{1,9})\\n?");

        static Optional<Head> parse(String text) {
            Matcher form = FORM.matcher(text);
            return form.matches()
                    ? Optional.of(
                            new Head(Long.parseLong(form.group(1)), form.group(2), Integer.parseInt(form.group(3))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return seq + " " + hash + " " + firstFile;
        }
    }

    Path file(int number) {
        return folder.resolve(String.format(Locale.ROOT, "audit-%06d.jsonl", number));
    }

    Path headFile() {
        return folder.resolve("head");
    }

    /** The numbers of the files that are there, in order. */
    List<Integer> numbers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> NAME.matcher(f.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(m -> Integer.valueOf(m.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /** Empty when there is none, or it is damaged. */
    Optional<Head> head() throws IOException {
        return Files.exists(headFile()) ? Head.parse(Files.readString(headFile())) : Optional.empty();
    }

    void writeHead(Head head) throws IOException {
        PrivateFiles.write(headFile(), head + "\n");
    }
}
