package org.svff.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.svff.host.SriovHost;
import org.svff.image.ImageFolder;
import org.svff.image.Images;
import org.svff.image.Loader;
import org.svff.pci.PciAddress;

/** A folder of images for cards of the mock kernel, and a shell script that loads them into the cards' flash. */
public final class ImageShelf implements AutoCloseable {
    private static final Path SCRIPT =
            Path.of("test", "resources", "images", "load.sh").toAbsolutePath();

    private final Path folder = Folders.temporary();
    private final Path flash = Folders.temporary();

    public Path folder() {
        return folder;
    }

    public Path flash() {
        return flash;
    }

    /** What each card has in its flash. */
    public Map<String, String> flashed() {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(flash)) {
            for (Path file : files.toList()) {
                all.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** What the card has in its flash that nobody has loaded with svff. */
    public void putIntoFlash(PciAddress card, String image) {
        write(flash.resolve(card.toString()), image);
    }

    /**
     * Adds an image with its manifest.
     *
     * @param content of the image, see {@link org.svff.sim.SimulatedKernel#withFlash}
     * @param manifest the rest of it, beside file and sha256
     */
    public void add(String name, String content, String manifest) {
        write(folder.resolve(name + ".bit"), content);
        write(
                folder.resolve(name + ".yaml"),
                "file: " + name + ".bit\nsha256: " + sha256(content) + "\n" + manifest + "\n");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The command that loads them. */
    public List<String> command() {
        return List.of("/bin/sh", SCRIPT.toString(), "{file}", "{pf}", flash.toString());
    }

    public Images images(SriovHost host, Duration limit) {
        return new ImageFolder(folder, Loader.COMMAND, command(), limit, host);
    }

    @Override
    public void close() {
        Folders.remove(folder);
        Folders.remove(flash);
    }
}
