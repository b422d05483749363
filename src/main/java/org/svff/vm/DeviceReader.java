package org.svff.vm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.svff.pci.PciAddress;
import org.svff.vm.qmp.Qmp;
import org.svff.vm.qmp.QmpException;
import org.svff.world.GuestDevice;
import org.svff.world.PauseSupport;

/**
 * Reads a VM's vfio-pci devices and free ports from QEMU's object model (QAPI: {@code qom-list}, {@code qom-get}). Devices
 * given an id live below {@code /machine/peripheral}, the others, named by their path, below {@code peripheral-anon}.
 */
public final class DeviceReader {
    private static final String NAMED = "/machine/peripheral";
    private static final String ANONYMOUS = "/machine/peripheral-anon";
    private static final List<String> PORTS = List.of(
            "child<pcie-root-port>", "child<xio3130-downstream>", "child<pcie-pci-bridge>", "child<pci-bridge>");

    private final Qmp qmp;
    private final PauseSupport pause;
    private final Duration deadline;

    /** @param deadline for each command */
    public DeviceReader(Qmp qmp, PauseSupport pause, Duration deadline) {
        this.qmp = qmp;
        this.pause = pause;
        this.deadline = deadline;
    }

    /** What was found. */
    record Devices(List<GuestDevice> devices, List<String> freePorts) {}

    Devices read() throws QmpException {
        List<GuestDevice> devices = new ArrayList<>();
        List<String> free = new ArrayList<>();
        for (JsonNode object : list(NAMED)) {
            String id = object.path("name").asText();
            String type = object.path("type").asText();
            if (type.equals("child<vfio-pci>")) {
                device(id, NAMED + "/" + id).ifPresent(devices::add);
            } else if (PORTS.contains(type) && isFree(NAMED + "/" + id + "/" + id)) {
                free.add(id);
            }
        }
        for (JsonNode object : list(ANONYMOUS)) {
            if (object.path("type").asText().equals("child<vfio-pci>")) {
                String path = ANONYMOUS + "/" + object.path("name").asText();
                device(path, path).ifPresent(devices::add);
            }
        }
        devices.sort((a, b) -> a.id().compareTo(b.id()));
        free.sort(String::compareTo);
        return new Devices(devices, free);
    }

    /** One device; empty when there is none of this id. */
    public Optional<GuestDevice> read(String id) throws QmpException {
        return device(id, id.startsWith("/") ? id : NAMED + "/" + id);
    }

    private JsonNode list(String path) throws QmpException {
        return qmp.execute("qom-list", Map.of("path", path), deadline);
    }

    /** The port's bus has the port's name; what is plugged in shows as links {@code child[N]}. */
    private boolean isFree(String bus) throws QmpException {
        try {
            for (JsonNode member : list(bus)) {
                if (member.path("name").asText().startsWith("child[")) {
                    return false;
                }
            }
            return true;
        } catch (QmpException e) {
            return orRethrow(e, false);
        }
    }

    /** A device that vanished while it was read is no device. */
    private Optional<GuestDevice> device(String id, String path) throws QmpException {
        try {
            Optional<PciAddress> host = address(get(path, "host").asText());
            boolean paused =
                    pause == PauseSupport.VFIO_PAUSE && get(path, "paused").asBoolean();
            String bus = get(path, "parent_bus").asText();
            Optional<String> name =
                    bus.isEmpty() ? Optional.empty() : Optional.of(bus.substring(bus.lastIndexOf('/') + 1));
            return host.map(h -> new GuestDevice(id, h, paused, name));
        } catch (QmpException e) {
            return orRethrow(e, Optional.empty());
        }
    }

    /** An error of QEMU means that there is no such thing; any other that QEMU is not there. */
    private static <T> T orRethrow(QmpException e, T none) throws QmpException {
        if (e.kind() == QmpException.Kind.ERROR) {
            return none;
        }
        throw e;
    }

    private static Optional<PciAddress> address(String text) {
        try {
            return Optional.of(PciAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // given as sysfsdev or fd: it has no host address to tell
        }
    }

    private JsonNode get(String path, String property) throws QmpException {
        return qmp.execute("qom-get", Map.of("path", path, "property", property), deadline);
    }
}
