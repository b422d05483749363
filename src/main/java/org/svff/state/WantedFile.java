package org.svff.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * The file {@code wanted} in the state folder: a line that names the format and has the CRC-32 of what follows, then the
 * same YAML that is exported. It is replaced as a whole. Not thread-safe.
 */
final class WantedFile {
    private static final Logger LOG = LoggerFactory.getLogger(WantedFile.class);
    private static final Pattern HEAD = Pattern.compile("svff-wanted ([1-9]\\d{0,8}) ([0-9a-f]{8})");
    private static final int VERSION = 1;

    private final Path path;
    private final Replace replace;

    /** Puts bytes in the place of a file, so that at every moment, and after a loss of power, one whole file is there. */
    interface Replace {
        void replace(Path file, byte[] bytes) throws IOException;
    }

    /** What was read, and what the operator must know of it; empty when all is well. */
    record Read(Wanted wanted, String notice) {}

    WantedFile(Path folder, Replace replace) {
        this.path = folder.resolve("wanted");
        this.replace = replace;
    }

    /**
     * Reads it. One that is damaged is put aside: then nothing is known of what was wanted.
     *
     * @throws SvffException when it cannot be read, or a newer svff wrote it
     */
    Read read() throws SvffException {
        try {
            if (!Files.exists(path)) {
                return new Read(Wanted.NOTHING, "");
            }
            return parse(Files.readAllBytes(path));
        } catch (IOException e) {
            throw trouble("read what is wanted of this host", e.toString());
        }
    }

    private Read parse(byte[] bytes) throws SvffException, IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        Matcher head = HEAD.matcher(end < 0 ? text : text.substring(0, end));
        if (!head.matches()) {
            return damaged("it does not begin with 'svff-wanted'");
        }
        if (Integer.parseInt(head.group(1)) > VERSION) {
            throw trouble("read what is wanted of this host", "its format " + head.group(1) + " is of a newer svff");
        }
        String body = end < 0 ? "" : text.substring(end + 1);
        if (!checksum(body).equals(head.group(2))) {
            return damaged("its checksum is not that of what it says");
        }
        try {
            return new Read(WantedYaml.read(body), "");
        } catch (SvffException e) {
            return damaged(e.trouble().toString());
        }
    }

    private Read damaged(String why) throws IOException {
        Path aside = path.resolveSibling("wanted.damaged");
        Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        String notice = new Trouble(
                        path.toString(),
                        "know what was wanted of this host",
                        why + "; it is kept as " + aside,
                        "see what it says, and `svff import` what is right of it")
                .toString();
        LOG.error("{}", notice);
        return new Read(Wanted.NOTHING, notice);
    }

    /**
     * Replaces it.
     *
     * @throws SvffException when it cannot be written; the former one is there then
     */
    void write(Wanted wanted) throws SvffException {
        String body = WantedYaml.write(wanted);
        String text = "svff-wanted " + VERSION + " " + checksum(body) + "\n" + body;
        try {
            replace.replace(path, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw trouble("keep what is wanted of this host", e.toString());
        }
    }

    private SvffException trouble(String tried, String answer) {
        return new SvffException(new Trouble(
                path.toString(),
                tried,
                answer,
                "mend what keeps it from that, or move the file away: then nothing is known of what is wanted"));
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
