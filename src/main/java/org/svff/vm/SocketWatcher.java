package org.svff.vm;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when a socket may have appeared or gone: by inotify on the folders there are, and now and then in any case. */
final class SocketWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketWatcher.class);
    private static final long LOOK_AGAIN_SECONDS = 10;

    private final SocketFinder finder;
    private final Runnable changed;
    private final WatchService watches;
    private final Map<Path, WatchKey> watched = new HashMap<>();

    SocketWatcher(SocketFinder finder, Runnable changed) {
        this.finder = finder;
        this.changed = changed;
        try {
            watches = FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            throw new IllegalStateException("cannot watch folders: " + e.getMessage(), e);
        }
        watchFolders(); // before the first look, so that nothing falls between the two
        Thread thread = new Thread(this::watch, "svff-sockets");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = watches.poll(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
                boolean told = key != null;
                while (key != null) { // one look for all that came together
                    key.pollEvents();
                    key.reset();
                    key = watches.poll();
                }
                if (watchFolders() || told) {
                    changed.run();
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("no longer watching");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Folders may come and go, too. Whether there is a new one. */
    private boolean watchFolders() {
        boolean anyNew = false;
        watched.values().removeIf(key -> !key.isValid());
        for (Path folder : finder.folders()) {
            if (!watched.containsKey(folder)) {
                try {
                    watched.put(
                            folder,
                            folder.register(
                                    watches,
                                    StandardWatchEventKinds.ENTRY_CREATE,
                                    StandardWatchEventKinds.ENTRY_DELETE));
                    anyNew = true;
                } catch (IOException e) {
                    LOG.debug("{}: {}", folder, e.toString());
                }
            }
        }
        return anyNew;
    }

    @Override
    public void close() {
        try {
            watches.close();
        } catch (IOException e) {
            LOG.debug("{}", e.toString());
        }
    }
}
