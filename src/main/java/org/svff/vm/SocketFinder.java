package org.svff.vm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds sockets by glob patterns such as {@code /run/svff/vms/*.qmp}; each part of a path may hold wildcards. */
final class SocketFinder {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFinder.class);

    private final List<String> patterns;

    SocketFinder(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /** Every socket file there is now. */
    Set<Path> sockets() {
        Set<Path> found = new TreeSet<>();
        for (String pattern : patterns) {
            for (Path path : matching(pattern)) {
                if (isSocket(path)) {
                    found.add(path);
                }
            }
        }
        return found;
    }

    /** Every folder in which a socket may appear, as far as it exists. */
    Set<Path> folders() {
        Set<Path> found = new TreeSet<>();
        for (String pattern : patterns) {
            int slash = pattern.lastIndexOf('/');
            matching(pattern.substring(0, Math.max(slash, 1))).stream()
                    .filter(Files::isDirectory)
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean isSocket(Path path) {
        try {
            // A socket is what is neither file nor folder nor link; the JDK has no word for it.
            return (boolean) Files.getAttribute(path, "isOther", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> matching(String pattern) {
        List<Path> found = List.of(Path.of("/"));
        for (Path part : Path.of(pattern)) {
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                next.addAll(children(folder, part.toString()));
            }
            found = next;
        }
        return found;
    }

    private static List<Path> children(Path folder, String part) {
        if (part.chars().noneMatch(c -> "*?[{\\".indexOf(c) >= 0)) {
            Path child = folder.resolve(part);
            return Files.exists(child) ? List.of(child) : List.of();
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, part)) {
            stream.forEach(children::add);
        } catch (IOException e) {
            LOG.debug("{}: {}", folder, e.toString());
        }
        return children;
    }
}
