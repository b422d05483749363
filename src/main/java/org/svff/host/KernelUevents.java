package org.svff.host;

import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uevents of this host's kernel. Where there is no uevent socket nothing is told, and the poll has to do. */
public final class KernelUevents implements UeventSource {
    private static final Logger LOG = LoggerFactory.getLogger(KernelUevents.class);

    @Override
    public Subscription subscribe(Consumer<Uevent> listener, Runnable onLoss) {
        Optional<UeventSocket> socket = UeventSocket.open();
        if (socket.isEmpty()) {
            LOG.warn("no uevents are to be had here; changes are seen with the next poll");
            return () -> {};
        }
        Thread thread = new Thread(() -> listen(socket.get(), listener, onLoss), "svff-uevents");
        thread.setDaemon(true);
        thread.start();
        return () -> socket.get().close();
    }

    private static void listen(UeventSocket socket, Consumer<Uevent> listener, Runnable onLoss) {
        while (true) {
            UeventSocket.Received received = socket.receive();
            switch (received.kind()) {
                case MESSAGE -> received.event().ifPresent(listener);
                case LOSS -> onLoss.run();
                case NOTHING -> {}
                case CLOSED -> {
                    return;
                }
            }
        }
    }
}
