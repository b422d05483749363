package org.svff.sim;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.svff.host.Uevent;
import org.svff.host.UeventSource;

/** Sends the mock kernel's uevents, in order, on a thread of its own. Thread-safe. */
final class SimUevents implements UeventSource {
    private final List<Consumer<Uevent>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread t = new Thread(task, "sim-uevents");
        t.setDaemon(true);
        return t;
    });

    void send(String action, SimFunction function) {
        Uevent event = new Uevent(
                action,
                "/devices/pci0000:00/" + function.address,
                Map.of("SUBSYSTEM", "pci", "PCI_SLOT_NAME", function.address.toString()));
        thread.execute(() -> listeners.forEach(listener -> listener.accept(event)));
    }

    @Override
    public Subscription subscribe(Consumer<Uevent> listener, Runnable onLoss) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
