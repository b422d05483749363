package org.svff.host;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.svff.world.NetworkSettings;

/**
 * The real kernel's files. Reads and writes go by the C library, since Java's streams turn the kernel's error number
 * into a text in the user's language.
 */
public final class KernelSysfs implements Sysfs {
    private static final int PAGE = 4096;
    private static final int MOST_BYTES = 1 << 20;

    private final Path root;
    private final LibC libc;

    /** @param root stands before every path; {@code /} for this machine's own kernel */
    public KernelSysfs(Path root) {
        this(root, LibC.load());
    }

    KernelSysfs(Path root, LibC libc) {
        this.root = root;
        this.libc = libc;
    }

    @Override
    public String read(String path) throws SysfsException {
        return withoutNewline(readBytes(path));
    }

    @Override
    public byte[] readBytes(String path) throws SysfsException {
        try {
            int fd = libc.open(real(path), LibC.O_RDONLY | LibC.O_CLOEXEC);
            try {
                return readAll(fd);
            } finally {
                libc.close(fd);
            }
        } catch (LastErrorException e) {
            throw failed(e, "read", path);
        }
    }

    /** Sysfs answers in one page; files of procfs may be longer, and may come in pieces. */
    private byte[] readAll(int fd) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(PAGE);
        byte[] buffer = new byte[PAGE];
        while (all.size() < MOST_BYTES) {
            int count = libc.read(fd, buffer, new NativeLong(buffer.length)).intValue();
            if (count <= 0) {
                break;
            }
            all.write(buffer, 0, count);
        }
        return all.toByteArray();
    }

    private static String withoutNewline(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void write(String path, String text) throws SysfsException {
        String action = "write " + text.strip() + " to";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            int fd = libc.open(real(path), LibC.O_WRONLY | LibC.O_CLOEXEC);
            try {
                // Never repeated: a second write(2) would be a second order to the kernel.
                long count = libc.write(fd, bytes, new NativeLong(bytes.length)).longValue();
                if (count != bytes.length) {
                    throw new SysfsException(Errno.EIO, action, path);
                }
            } finally {
                libc.close(fd);
            }
        } catch (LastErrorException e) {
            throw failed(e, action, path);
        }
    }

    @Override
    public List<String> list(String path) throws SysfsException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(real(path)))) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw new SysfsException(Errno.EIO, "list", path);
        } catch (IOException e) {
            throw failed(e, path);
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public String readLink(String path) throws SysfsException {
        byte[] buffer = new byte[PAGE];
        try {
            int count = libc.readlink(real(path), buffer, new NativeLong(buffer.length))
                    .intValue();
            return new String(buffer, 0, count, StandardCharsets.UTF_8);
        } catch (LastErrorException e) {
            throw failed(e, "read the link", path);
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(real(path)));
    }

    @Override
    public OpenFile open(String path) throws SysfsException {
        try {
            return new OpenFile(libc.open(real(path), LibC.O_RDWR | LibC.O_CLOEXEC));
        } catch (LastErrorException e) {
            throw failed(e, "open", path);
        }
    }

    @Override
    public Map<Integer, NetworkSettings> vfSettings(String netInterface) throws SysfsException {
        return LinkMessages.vfs(ask(LinkMessages.get(netInterface), "read the VF settings of", netInterface));
    }

    @Override
    public void setVfSettings(String netInterface, int vf, NetworkSettings wanted, NetworkSettings now)
            throws SysfsException {
        for (Map.Entry<String, byte[]> request :
                LinkMessages.set(netInterface, vf, wanted, now).entrySet()) {
            ask(request.getValue(), "set " + request.getKey() + " on VF " + vf + " of", netInterface);
        }
    }

    private byte[] ask(byte[] request, String action, String netInterface) throws SysfsException {
        try {
            return RouteSocket.ask(libc, request);
        } catch (LastErrorException e) {
            throw failed(e, action, netInterface);
        }
    }

    @Override
    public int nvmeAdmin(String file, NvmeCommand command, byte[] data) throws SysfsException {
        try {
            int fd = libc.open(real(file), LibC.O_RDONLY | LibC.O_CLOEXEC);
            try {
                return NvmeIoctl.send(libc, fd, command, data);
            } finally {
                libc.close(fd);
            }
        } catch (LastErrorException e) {
            throw failed(e, "send " + command + " to", file);
        }
    }

    private String real(String path) {
        return root.resolve(path.substring(1)).toString();
    }

    private static SysfsException failed(LastErrorException e, String action, String path) {
        return new SysfsException(Errno.of(e.getErrorCode()), e.getErrorCode(), action, path);
    }

    private static SysfsException failed(IOException e, String path) {
        Errno errno = Errno.EIO;
        if (e instanceof NoSuchFileException) {
            errno = Errno.ENOENT;
        } else if (e instanceof NotDirectoryException) {
            errno = Errno.ENOTDIR;
        } else if (e instanceof AccessDeniedException) {
            errno = Errno.EACCES;
        }
        return new SysfsException(errno, "list", path);
    }
}
