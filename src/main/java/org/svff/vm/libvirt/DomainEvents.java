package org.svff.vm.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;

/**
 * The events of a connection, told to a listener on the thread of the event loop. The binding itself has no callbacks for
 * devices. To be kept for as long as libvirt may call back: {@link EventLoop#keep}.
 */
final class DomainEvents {
    // virDomainEventID, libvirt-domain.h
    private static final int LIFECYCLE = 0;
    private static final int DEVICE_REMOVED = 15;
    private static final int DEVICE_ADDED = 19;
    private static final int DEVICE_REMOVAL_FAILED = 22;

    /** What an event is about. */
    enum Kind {
        LIFECYCLE,
        DEVICE_ADDED,
        DEVICE_REMOVED,
        DEVICE_REMOVAL_FAILED
    }

    /** Is told of events. Must not block, and must not call libvirt: its answers come by the same thread. */
    @FunctionalInterface
    interface Listener {
        /**
         * Something happened.
         *
         * @param uuid the domain's
         * @param alias the device's; empty for LIFECYCLE
         */
        void on(Kind kind, String uuid, String alias);
    }

    /** virConnectDomainEventCallback. */
    interface LifecycleCallback extends Libvirt.VirDomainEventCallback {
        int eventCallback(ConnectionPointer connection, DomainPointer domain, int event, int detail, Pointer opaque);
    }

    /** virConnectDomainEventDeviceRemovedCallback and its like. */
    interface DeviceCallback extends Libvirt.VirDomainEventCallback {
        void eventCallback(ConnectionPointer connection, DomainPointer domain, String alias, Pointer opaque);
    }

    private record Registration(int event, Libvirt.VirDomainEventCallback callback) {}

    private final List<Registration> registrations;

    DomainEvents(Listener listener) {
        LifecycleCallback lifecycle = (connection, domain, event, detail, opaque) -> {
            listener.on(Kind.LIFECYCLE, uuid(domain), "");
            return 0;
        };
        registrations = List.of(
                new Registration(LIFECYCLE, lifecycle),
                new Registration(DEVICE_ADDED, device(listener, Kind.DEVICE_ADDED)),
                new Registration(DEVICE_REMOVED, device(listener, Kind.DEVICE_REMOVED)),
                new Registration(DEVICE_REMOVAL_FAILED, device(listener, Kind.DEVICE_REMOVAL_FAILED)));
    }

    private static DeviceCallback device(Listener listener, Kind kind) {
        return (connection, domain, alias, opaque) -> listener.on(kind, uuid(domain), alias);
    }

    private static String uuid(DomainPointer domain) {
        byte[] text = new byte[Libvirt.VIR_UUID_STRING_BUFLEN];
        Libvirt.INSTANCE.virDomainGetUUIDString(domain, text);
        return Native.toString(text, StandardCharsets.US_ASCII);
    }

    /**
     * Asks for all of them. A daemon without one of these events is followed by the others, and by polling.
     *
     * @return what {@link #deregister} takes
     */
    List<Integer> register(ConnectionPointer connection) {
        List<Integer> ids = new ArrayList<>();
        for (Registration r : registrations) {
            int id = Libvirt.INSTANCE.virConnectDomainEventRegisterAny(
                    connection, null, r.event(), r.callback(), null, null);
            if (id >= 0) {
                ids.add(id);
            }
        }
        return ids;
    }

    void deregister(ConnectionPointer connection, List<Integer> ids) {
        ids.forEach(id -> Libvirt.INSTANCE.virConnectDomainEventDeregisterAny(connection, id));
    }
}
