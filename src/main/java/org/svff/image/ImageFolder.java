package org.svff.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.svff.host.SriovHost;
import org.svff.pci.PciAddress;
import org.svff.world.Image;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * The images of a folder: each a file, and a manifest {@code NAME.yaml} beside it. Folder, manifests and files must belong
 * to root (or to whom the agent runs as) and be writable by nobody else: what is in them is put into hardware.
 */
public final class ImageFolder implements Images {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String MANIFEST = ".yaml";
    private static final String TRIED = "use the image";
    private static final Path FIRMWARE = Path.of("/lib/firmware");
    /** A loader may write faster than anybody reads. */
    private static final Duration BETWEEN_LINES = Duration.ofMillis(200);

    private final Path folder;
    private final Loader loader;
    private final List<String> command;
    private final Duration limit;
    private final SriovHost host;
    private final Path firmware;
    /** What files were when they were hashed, so that planning does not read them again and again. */
    private final Map<Path, Hashed> hashes = new ConcurrentHashMap<>();

    private record Hashed(Object key, long size, long modified, long changed, String sha256) {}

    /**
     * Reads nothing yet.
     *
     * @param folder need not be there
     * @param loader for images whose manifests name none
     * @param command of the loader {@link Loader#COMMAND}, with places to fill in; empty when there is none
     * @param limit how long loading may take
     */
    public ImageFolder(Path folder, Loader loader, List<String> command, Duration limit, SriovHost host) {
        this(folder, loader, command, limit, host, FIRMWARE);
    }

    /** @param firmware where the kernel takes firmware from */
    public ImageFolder(
            Path folder, Loader loader, List<String> command, Duration limit, SriovHost host, Path firmware) {
        this.folder = folder;
        this.loader = loader;
        this.command = List.copyOf(command);
        this.limit = limit;
        this.host = host;
        this.firmware = firmware;
    }

    /** Whether it can be the name of an image, or of a file in the folder: it leads nowhere else. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public List<Listed> list() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(MANIFEST))
                    .map(name -> name.substring(0, name.length() - MANIFEST.length()))
                    .filter(ImageFolder::isName)
                    .sorted()
                    .map(this::listed)
                    .toList();
        } catch (IOException e) {
            return List.of(); // a folder that is not there has none
        }
    }

    private Listed listed(String name) {
        Image image;
        try {
            image = manifest(name);
        } catch (SvffException e) {
            return new Listed(name, Optional.empty(), e.trouble().answer());
        }
        try {
            checkOwner(name, folder.resolve(image.file()));
            checkLoader(image);
            return new Listed(name, Optional.of(image), "");
        } catch (SvffException e) {
            return new Listed(name, Optional.of(image), e.trouble().answer());
        }
    }

    @Override
    public Image find(String name) throws SvffException {
        Image image = manifest(name);
        checkLoader(image);
        Path file = folder.resolve(image.file());
        checkOwner(name, file);
        String found = sha256(name, file);
        if (!found.equals(image.sha256())) {
            throw trouble(
                    name,
                    "the file " + file + " is not the one of its manifest: its sha256 is " + found + ", and should be "
                            + image.sha256(),
                    "copy the image anew; or, if this file is meant, put its sha256 into " + name + MANIFEST);
        }
        return image;
    }

    private Image manifest(String name) throws SvffException {
        if (!isName(name)) {
            throw trouble(
                    name,
                    "that is no name of an image: one is of letters, digits, '.', '_' and '-'",
                    "`svff images` lists those there are");
        }
        Path file = folder.resolve(name + MANIFEST);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw trouble(name, "there is no " + file, "`svff images` lists those there are");
        }
        checkOwner(name, folder);
        checkOwner(name, file);
        try {
            return Manifest.read(name, file, loader);
        } catch (IOException e) {
            throw trouble(name, e.toString(), "make it readable for the agent");
        } catch (IllegalArgumentException e) {
            throw trouble(name, "its manifest " + file + ": " + e.getMessage(), "mend it");
        }
    }

    /** Who can write here can put anything into the cards. */
    private static void checkOwner(String name, Path path) throws SvffException {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                throw trouble(name, path + " is a symbolic link", "put the file itself there");
            }
            boolean open = attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                    || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
            long owner = uid(path);
            if (open || (owner != 0 && owner != uid(Path.of("/proc/self")))) {
                throw trouble(
                        name,
                        open
                                ? path + " can be written by others than its owner"
                                : path + " belongs to " + attributes.owner().getName() + ", who could change it",
                        open ? "chmod go-w " + path : "chown root " + path);
            }
        } catch (IOException e) {
            throw trouble(name, "cannot look at " + path + ": " + e, "see that it is there, and readable");
        }
    }

    private static long uid(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    private String sha256(String name, Path file) throws SvffException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Hashed seen = new Hashed(
                    String.valueOf(now.fileKey()),
                    now.size(),
                    now.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    ((java.nio.file.attribute.FileTime) Files.getAttribute(file, "unix:ctime"))
                            .to(TimeUnit.NANOSECONDS),
                    "");
            Hashed known = hashes.get(file);
            if (known != null && known.equals(withHash(seen, known.sha256()))) {
                return known.sha256();
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            hashes.put(file, withHash(seen, hash));
            return hash;
        } catch (IOException e) {
            throw trouble(name, "cannot read " + file + ": " + e, "see that it is there, and readable");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static Hashed withHash(Hashed seen, String hash) {
        return new Hashed(seen.key(), seen.size(), seen.modified(), seen.changed(), hash);
    }

    private List<String> template(Image image) {
        Loader by = Loader.named(image.loader());
        return by == Loader.COMMAND ? command : by.arguments();
    }

    /** Rather now than when the guests are without their VFs. */
    private void checkLoader(Image image) throws SvffException {
        if (image.loader().equals(Loader.FPGA_MANAGER.toString())) {
            if (!folder.startsWith(firmware)) {
                throw trouble(
                        image.name(),
                        "the kernel's FPGA manager takes images from " + firmware + " only, and they are in " + folder,
                        "set image.folder to a folder below " + firmware);
            }
            return;
        }
        List<String> template = template(image);
        if (template.isEmpty()) {
            throw trouble(
                    image.name(),
                    "there is no command to load it with",
                    "set image.command, or name another loader with image.loader or in its manifest");
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/sbin:/usr/bin:/sbin:/bin");
        if (CommandLine.program(template.get(0), path).isEmpty()) {
            throw trouble(
                    image.name(),
                    "its loader's program " + template.get(0) + " is not there",
                    "install it, or have the agent's PATH lead to it (it is " + path + ")");
        }
    }

    @Override
    public void load(Image image, PciAddress card, Consumer<String> progress) throws SvffException {
        if (image.loader().equals(Loader.FPGA_MANAGER.toString())) {
            host.loadFirmware(
                    card, firmware.relativize(folder.resolve(image.file())).toString(), limit);
            return;
        }
        List<String> line = CommandLine.fill(template(image), folder, image, card);
        String tried = "load the image " + image.name() + " with " + line.get(0);
        CommandRun.End end;
        try {
            end = CommandRun.run(line, limit, unhurried(progress));
        } catch (IOException e) {
            throw new SvffException(new Trouble(
                    card.toString(),
                    tried,
                    String.valueOf(e.getMessage()),
                    "run it by hand: " + String.join(" ", line)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SvffException(new Trouble(
                    card.toString(), tried, "it was ended, since the agent stops", "the next agent goes on"));
        }
        if (!end.inTime()) {
            throw new SvffException(new Trouble(
                    card.toString(),
                    tried,
                    "it was ended after " + limit.toSeconds() + " s (deadline.image); " + end.said(),
                    "see why it takes so long; or allow it more time"));
        }
        if (end.status() != 0) {
            throw new SvffException(new Trouble(
                    card.toString(),
                    tried,
                    "it ended with status " + end.status() + "; " + end.said(),
                    "run it by hand: " + String.join(" ", line)));
        }
    }

    private static Consumer<String> unhurried(Consumer<String> progress) {
        AtomicLong next = new AtomicLong(System.nanoTime());
        return line -> {
            long now = System.nanoTime();
            if (now - next.get() >= 0) {
                next.set(now + BETWEEN_LINES.toNanos());
                progress.accept(line);
            }
        };
    }

    private static SvffException trouble(String name, String answer, String remedy) {
        return new SvffException(new Trouble("image " + name, TRIED, answer, remedy));
    }
}
