package org.svff.vm;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.svff.pci.PciAddress;
import org.svff.vm.VmException.Kind;
import org.svff.vm.qmp.EventWaiter;
import org.svff.vm.qmp.QmpClient;
import org.svff.vm.qmp.QmpException;
import org.svff.world.GuestDevice;
import org.svff.world.Trouble;

/** What can be done to a VM's devices, over one connection. Each method checks what is there first: done is done. */
final class DeviceCommands {
    private static final Set<String> UNPLUG_ENDS = Set.of("DEVICE_DELETED", "DEVICE_UNPLUG_GUEST_ERROR");
    private static final int UNPLUG_REQUESTS = 4; // spread over the deadline

    private final QmpVm.Connection connection;
    private final QmpClient qmp;
    private final Duration quick;
    private final QmpWays ways;

    DeviceCommands(QmpVm.Connection connection, QmpWays ways) {
        this.connection = connection;
        this.qmp = connection.qmp();
        this.quick = ways.quick();
        this.ways = ways;
    }

    private DeviceReader reader() {
        return new DeviceReader(qmp, connection.who().pause(), quick);
    }

    private Optional<GuestDevice> find(String device) throws QmpException {
        return reader().read(device);
    }

    void attach(String device, PciAddress host, Optional<String> bus, Duration deadline)
            throws QmpException, VmException {
        String tried = "attach " + host + " as " + device;
        DeviceReader.Devices before = reader().read();
        Optional<GuestDevice> present =
                before.devices().stream().filter(d -> d.id().equals(device)).findFirst();
        if (present.isPresent()) {
            if (present.get().host().equals(host)) {
                return;
            }
            throw fail(
                    Kind.REFUSED,
                    tried,
                    "it has a device " + device + " with " + present.get().host(),
                    "detach that");
        }
        Optional<String> port = bus.filter(before.freePorts()::contains)
                .or(() -> before.freePorts().stream().findFirst());
        if (port.isEmpty()) {
            throw fail(
                    Kind.REFUSED,
                    tried,
                    "it has no free hot-pluggable PCIe port",
                    "detach a device, or start the VM with more -device pcie-root-port");
        }
        ways.forNew(qmp)
                .give(
                        host,
                        Map.of("driver", "vfio-pci", "id", device, "bus", port.get()),
                        arguments -> qmp.execute("device_add", arguments, deadline));
        if (find(device).filter(d -> d.host().equals(host)).isEmpty()) {
            throw fail(Kind.REFUSED, tried, "QEMU took the command and shows no such device", "see QEMU's log");
        }
    }

    void detach(String device, Duration deadline) throws QmpException, VmException {
        String tried = "detach " + device;
        if (find(device).isEmpty()) {
            return;
        }
        try (EventWaiter end = qmp.expect(event -> UNPLUG_ENDS.contains(event.name())
                && (event.text("device").equals(device) || event.text("path").equals(device)))) {
            if (awaitUnplug(device, end, deadline).equals("DEVICE_UNPLUG_GUEST_ERROR")) {
                throw fail(Kind.GUEST_REFUSED, tried, "the guest refused to give it up", "see the guest's log");
            }
        } catch (QmpException e) {
            if (e.kind() != QmpException.Kind.TIMEOUT) {
                throw e;
            }
            if (find(device).isPresent()) {
                throw fail(
                        Kind.GUEST_SILENT,
                        tried,
                        "the guest has not given it up within " + deadline.toSeconds() + " s",
                        "see whether the guest runs and handles hot-unplug; QEMU goes on waiting for it");
            } // gone, and only the event was missed
        }
    }

    /**
     * Asks, and asks again: a guest that boots, or is still busy with a device that came a moment ago, misses the
     * request (QEMU lets an ACPI eject be repeated for that reason, hw/acpi/pcihp.c).
     */
    private String awaitUnplug(String device, EventWaiter end, Duration deadline) throws QmpException {
        askForUnplug(device, DeviceCommands::isUnderWay);
        for (int left = UNPLUG_REQUESTS - 1; ; left--) {
            try {
                return end.await(deadline.dividedBy(UNPLUG_REQUESTS)).name();
            } catch (QmpException e) {
                if (left == 0
                        || e.kind() != QmpException.Kind.TIMEOUT
                        || find(device).isEmpty()) {
                    throw e;
                }
            }
            // The device went meanwhile, or the guest's slot is busy with the former request: no error is news.
            askForUnplug(device, e -> true);
        }
    }

    private void askForUnplug(String device, Predicate<QmpException> noNews) throws QmpException {
        try {
            qmp.execute("device_del", Map.of("id", device), quick);
        } catch (QmpException e) {
            if (e.kind() != QmpException.Kind.ERROR || !noNews.test(e)) {
                throw e;
            }
        }
    }

    /** QEMU refuses while it waits for the guest since an earlier time: then so do we. */
    private static boolean isUnderWay(QmpException e) {
        return String.valueOf(e.getMessage()).contains("already in the process of unplug");
    }

    void pause(String device, Duration deadline) throws QmpException, VmException {
        pauses(HostDeviceWay.byAddress()).pause(device, deadline);
    }

    void resume(String device, PciAddress host, Duration deadline) throws QmpException, VmException {
        pauses(ways.forPresent(qmp, device)).resume(device, host, deadline);
    }

    private PauseCommands pauses(HostDeviceWay way) {
        return new PauseCommands(qmp, connection.who(), quick, ways.reportsErrors(), way);
    }

    private VmException fail(Kind kind, String tried, String answer, String remedy) {
        return new VmException(kind, new Trouble(connection.who().name(), tried, answer, remedy));
    }
}
