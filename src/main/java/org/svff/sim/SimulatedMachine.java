package org.svff.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.svff.host.OpenFile;
import org.svff.host.SysfsException;
import org.svff.pci.PciAddress;
import org.svff.world.Holder;

/** The devices of a simulated QEMU, and what its guest does. Thread-safe. */
final class SimulatedMachine implements AutoCloseable {
    private final SimulatedQemu.Options options;
    private final Holder process;
    private final VfioDevices kernel;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final List<String> unplugged = new ArrayList<>();
    private BiConsumer<String, String> onEvent = (name, device) -> {};

    /** A vfio-pci device; without a handle it is paused. */
    static final class Device {
        final String bus;
        PciAddress host;
        Optional<VfioDevices.Handle> handle;
        boolean unplugging;
        /** Whether it was handed over as an open file, and is with iommufd. */
        boolean passed;

        Device(String bus, PciAddress host, VfioDevices.Handle handle) {
            this.bus = bus;
            this.host = host;
            this.handle = Optional.of(handle);
        }

        boolean paused() {
            return handle.isEmpty();
        }
    }

    SimulatedMachine(SimulatedQemu.Options options, Holder process, VfioDevices kernel) {
        this.options = options;
        this.process = process;
        this.kernel = kernel;
    }

    /** @param listener takes the event's name and the device's id */
    synchronized void onEvent(BiConsumer<String, String> listener) {
        onEvent = listener;
    }

    synchronized Map<String, Device> devices() {
        return new LinkedHashMap<>(devices);
    }

    synchronized List<String> unplugged() {
        return List.copyOf(unplugged);
    }

    synchronized boolean isFree(String port) {
        return devices.values().stream().noneMatch(d -> d.bus.equals(port));
    }

    void plug(String id, PciAddress host, String bus) throws SysfsException {
        VfioDevices.Handle handle = kernel.open(host, process, () -> wantedBack(id));
        synchronized (this) {
            devices.put(id, new Device(bus, host, handle));
        }
    }

    /** By a file that it was handed, and closes with the device. */
    void plugPassed(String id, PciAddress host, String bus, OpenFile file) throws SysfsException, QmpCommands.QmpError {
        VfioDevices.Handle handle = openPassed(id, file);
        synchronized (this) {
            Device device = new Device(bus, host, handle);
            device.passed = true;
            devices.put(id, device);
        }
    }

    private VfioDevices.Handle openPassed(String id, OpenFile file) throws SysfsException, QmpCommands.QmpError {
        try {
            VfioDevices.Handle handle = kernel.openByFile(SimulatedFiles.pathOf(file), process, () -> wantedBack(id));
            return () -> {
                handle.close();
                file.close();
            };
        } catch (SysfsException | QmpCommands.QmpError e) {
            file.close();
            throw e;
        }
    }

    /** The kernel wants the device: QEMU answers by unplugging it, as for device_del. */
    private void wantedBack(String id) {
        askForUnplug(id);
    }

    /** Asks the guest; false when it has been asked and has not answered. */
    boolean askForUnplug(String id) {
        synchronized (this) {
            Device device = devices.get(id);
            if (device == null || device.unplugging) {
                return false;
            }
            device.unplugging = options.guest() != GuestBehaviour.REFUSING;
        }
        switch (options.guest()) {
            case OBLIGING -> unplug(id);
            case REFUSING -> tell("DEVICE_UNPLUG_GUEST_ERROR", id);
            case SILENT -> {}
        }
        return true;
    }

    void unplug(String id) {
        Device device;
        synchronized (this) {
            device = devices.remove(id);
            if (device != null) {
                unplugged.add(id);
            }
        }
        if (device != null) {
            device.handle.ifPresent(VfioDevices.Handle::close);
            tell("DEVICE_DELETED", id);
        }
    }

    private void tell(String event, String id) {
        BiConsumer<String, String> listener;
        synchronized (this) {
            listener = onEvent;
        }
        listener.accept(event, id);
    }

    void pause(Device device) {
        Optional<VfioDevices.Handle> handle;
        synchronized (this) {
            handle = device.handle;
            device.handle = Optional.empty();
        }
        handle.ifPresent(VfioDevices.Handle::close);
    }

    void resume(String id, Device device, PciAddress host) throws SysfsException {
        resumed(device, host, kernel.open(host, process, () -> wantedBack(id)));
    }

    void resumePassed(String id, Device device, PciAddress host, OpenFile file)
            throws SysfsException, QmpCommands.QmpError {
        resumed(device, host, openPassed(id, file));
    }

    private void resumed(Device device, PciAddress host, VfioDevices.Handle handle) {
        synchronized (this) {
            device.host = host;
            device.handle = Optional.of(handle);
        }
    }

    @Override
    public void close() {
        devices().values().forEach(d -> d.handle.ifPresent(VfioDevices.Handle::close));
    }
}
