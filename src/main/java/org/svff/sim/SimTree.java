package org.svff.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.svff.host.Errno;
import org.svff.host.SysfsException;

/** A tree of folders, files and links, as sysfs is one. Not thread-safe: its owner locks. */
final class SimTree {
    private static final int LONGEST_CHAIN = 16;

    private final Folder root = new Folder();

    /** What a path leads to. */
    sealed interface Node permits Folder, Leaf, Link {}

    /** A folder. */
    static final class Folder implements Node {
        private final TreeMap<String, Node> children = new TreeMap<>();
    }

    /** What happens when a file is read. */
    interface OnRead {
        String read() throws SysfsException;
    }

    /** What happens when something is written to a file. */
    interface OnWrite {
        void write(String text) throws SysfsException;
    }

    /** A file. It is read and written without the owner's lock, since both may block. */
    record Leaf(OnRead read, OnWrite write) implements Node {}

    /** A symbolic link; its target is relative to the folder it is in, or begins with a slash. */
    record Link(String target) implements Node {}

    Folder folder(String path) {
        Folder at = root;
        for (String part : parts(path)) {
            at = (Folder) at.children.computeIfAbsent(part, p -> new Folder());
        }
        return at;
    }

    void put(String path, Node node) {
        int slash = path.lastIndexOf('/');
        folder(path.substring(0, slash)).children.put(path.substring(slash + 1), node);
    }

    void constant(String path, String text) {
        put(path, new Leaf(() -> text, refuse(path)));
    }

    /** A file that can be read only. */
    void readOnly(String path, OnRead read) {
        put(path, new Leaf(read, refuse(path)));
    }

    /** A file that can be written only. */
    void writeOnly(String path, OnWrite write) {
        put(
                path,
                new Leaf(
                        () -> {
                            throw new SysfsException(Errno.EACCES, "read", path);
                        },
                        write));
    }

    private static OnWrite refuse(String path) {
        return text -> {
            throw new SysfsException(Errno.EACCES, "write to", path);
        };
    }

    void remove(String path) {
        int slash = path.lastIndexOf('/');
        Optional<Node> parent = find(path.substring(0, slash), 0);
        if (parent.isPresent() && parent.get() instanceof Folder folder) {
            folder.children.remove(path.substring(slash + 1));
        }
    }

    boolean exists(String path) {
        return find(path, 0).isPresent();
    }

    List<String> list(String path) throws SysfsException {
        Node node = find(path, 0).orElseThrow(() -> new SysfsException(Errno.ENOENT, "list", path));
        if (node instanceof Folder folder) {
            return List.copyOf(folder.children.keySet());
        }
        throw new SysfsException(Errno.ENOTDIR, "list", path);
    }

    String readLink(String path) throws SysfsException {
        int slash = path.lastIndexOf('/');
        Optional<Node> parent = find(path.substring(0, slash), 0);
        Optional<Node> node = parent.flatMap(p -> child(p, path.substring(slash + 1)));
        if (node.isEmpty()) {
            throw new SysfsException(Errno.ENOENT, "read the link", path);
        }
        if (node.get() instanceof Link link) {
            return link.target();
        }
        throw new SysfsException(Errno.EINVAL, "read the link", path);
    }

    Leaf leaf(String action, String path) throws SysfsException {
        Node node = find(path, 0).orElseThrow(() -> new SysfsException(Errno.ENOENT, action, path));
        if (node instanceof Leaf leaf) {
            return leaf;
        }
        throw new SysfsException(Errno.EISDIR, action, path);
    }

    private Optional<Node> find(String path, int depth) {
        Node at = root;
        StringBuilder where = new StringBuilder();
        for (String part : parts(path)) {
            Optional<Node> next = child(at, part);
            if (next.isPresent() && next.get() instanceof Link link) {
                next = depth > LONGEST_CHAIN ? Optional.empty() : find(resolve(where.toString(), link), depth + 1);
            }
            if (next.isEmpty()) {
                return next;
            }
            at = next.get();
            where.append('/').append(part);
        }
        return Optional.of(at);
    }

    private static Optional<Node> child(Node node, String name) {
        return node instanceof Folder folder ? Optional.ofNullable(folder.children.get(name)) : Optional.empty();
    }

    private static String resolve(String folder, Link link) {
        if (link.target().startsWith("/")) {
            return link.target();
        }
        String at = folder;
        String rest = link.target();
        while (rest.startsWith("../")) {
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
            rest = rest.substring(3);
        }
        return at + "/" + rest;
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/", -1)).filter(p -> !p.isEmpty()).toList();
    }
}
