package org.svff.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.svff.host.OpenFile;
import org.svff.host.SysfsException;
import org.svff.pci.PciAddress;
import org.svff.world.PauseSupport;

/** What a simulated QEMU answers to each command. */
final class QmpCommands {
    private static final String NAMED = "/machine/peripheral";
    private static final String OBJECTS = "/objects";
    private static final Set<String> CHANGES =
            Set.of("device_add", "device_del", "x-vfio-pause", "x-vfio-resume", "device_pause", "getfd", "object-add");

    private final ObjectMapper json = new ObjectMapper();
    private final SimulatedQemu.Options options;
    private final SimulatedMachine machine;
    private final SimulatedFiles files;
    private final SimulatedQemu qemu;

    QmpCommands(SimulatedQemu.Options options, SimulatedMachine machine, SimulatedFiles files, SimulatedQemu qemu) {
        this.options = options;
        this.machine = machine;
        this.files = files;
        this.qemu = qemu;
    }

    /** An error as QEMU answers it. */
    static final class QmpError extends Exception {
        private static final long serialVersionUID = 1L;
        final String errorClass;

        QmpError(String errorClass, String description) {
            super(description);
            this.errorClass = errorClass;
        }

        static QmpError generic(String description) {
            return new QmpError("GenericError", description);
        }
    }

    JsonNode greeting() {
        ObjectNode version = json.createObjectNode();
        version.putObject("qemu").put("micro", 2).put("minor", 0).put("major", 10);
        version.put("package", "simulated");
        ObjectNode greeting = json.createObjectNode();
        greeting.set("version", version);
        greeting.putArray("capabilities").add("oob");
        return greeting;
    }

    /** @throws EOFException when the connection is to end without an answer */
    JsonNode run(String command, JsonNode arguments) throws QmpError, InterruptedException, EOFException {
        if (CHANGES.contains(command) && known(command)) {
            if (qemu.take(QemuFault.REFUSE_NEXT)) {
                throw QmpError.generic("simulated failure of " + command);
            }
            if (!qemu.watch().before(command)) {
                throw new EOFException("the client died before it sent " + command);
            }
            JsonNode answer = change(command, arguments);
            if (!qemu.watch().after(command)) {
                throw new EOFException("the client died while " + command + " was done");
            }
            qemu.awaitHealed(QemuFault.LATE_REPLY);
            return answer;
        }
        return switch (command) {
            case "qmp_capabilities" -> json.createObjectNode();
            case "query-name" -> json.createObjectNode().put("name", options.name());
            case "query-version" -> greeting().get("version");
            case "query-status" ->
                json.createObjectNode().put("status", "running").put("running", true);
            case "query-commands" -> commands();
            case "closefd" -> {
                files.closeNamed(arguments.path("fdname").asText());
                yield json.createObjectNode();
            }
            case "qom-list" -> list(arguments.path("path").asText());
            case "qom-get" ->
                get(arguments.path("path").asText(), arguments.path("property").asText());
            default -> throw new QmpError("CommandNotFound", "The command " + command + " has not been found");
        };
    }

    private boolean known(String command) {
        return switch (command) {
            case "x-vfio-pause", "x-vfio-resume" -> options.pause() == PauseSupport.VFIO_PAUSE;
            case "device_pause" -> options.pause() == PauseSupport.DEVICE_PAUSE;
            default -> true;
        };
    }

    private JsonNode commands() {
        List<String> names = new ArrayList<>(List.of("device_add", "device_del", "qom-get", "qom-list", "query-name"));
        if (options.pause() == PauseSupport.VFIO_PAUSE) {
            names.addAll(List.of("x-vfio-pause", "x-vfio-resume"));
        } else if (options.pause() == PauseSupport.DEVICE_PAUSE) {
            names.add("device_pause");
        }
        ArrayNode all = json.createArrayNode();
        names.forEach(name -> all.addObject().put("name", name));
        return all;
    }

    private JsonNode list(String path) throws QmpError {
        ArrayNode members = json.createArrayNode();
        members.addObject().put("name", "type").put("type", "string");
        if (path.equals(OBJECTS)) {
            files.objects().forEach(id -> member(members, id, "child<iommufd>"));
        } else if (path.equals(NAMED)) {
            machine.devices().keySet().forEach(id -> member(members, id, "child<vfio-pci>"));
            for (int i = 0; i < options.ports(); i++) {
                member(members, "rp" + i, "child<pcie-root-port>");
            }
        } else if (path.startsWith(NAMED + "/rp")) {
            String port = path.substring(path.lastIndexOf('/') + 1);
            if (!machine.isFree(port)) {
                member(members, "child[0]", "link<vfio-pci>");
            }
        } else if (!path.equals("/machine/peripheral-anon")) {
            throw new QmpError("DeviceNotFound", "Device '" + path + "' not found");
        }
        return members;
    }

    private static void member(ArrayNode members, String name, String type) {
        members.addObject().put("name", name).put("type", type);
    }

    private JsonNode get(String path, String property) throws QmpError {
        SimulatedMachine.Device device = device(path.substring(path.lastIndexOf('/') + 1));
        return switch (property) {
            case "host" -> json.getNodeFactory().textNode(device.host.toString());
            case "parent_bus" -> json.getNodeFactory().textNode(NAMED + "/" + device.bus + "/" + device.bus);
            case "paused" -> json.getNodeFactory().booleanNode(device.paused());
            case "iommufd" -> json.getNodeFactory().textNode(iommufd(device));
            default -> throw QmpError.generic("Property 'vfio-pci." + property + "' not found");
        };
    }

    private SimulatedMachine.Device device(String id) throws QmpError {
        SimulatedMachine.Device device = machine.devices().get(id);
        if (device == null) {
            throw new QmpError("DeviceNotFound", "Device '" + id + "' not found");
        }
        return device;
    }

    private JsonNode change(String command, JsonNode arguments) throws QmpError {
        String id = arguments.path("id").asText();
        switch (command) {
            case "getfd" -> files.name(arguments.path("fdname").asText());
            case "object-add" -> addObject(id, arguments);
            case "device_add" -> add(id, arguments);
            case "device_del" -> delete(id);
            case "x-vfio-pause" -> pause(id, device(id));
            case "x-vfio-resume" -> resume(id, device(id), arguments);
            default -> {
                if (arguments.path("pause").asBoolean()) {
                    pause(id, device(id));
                } else {
                    resume(id, device(id), arguments);
                }
            }
        }
        return json.createObjectNode();
    }

    private void add(String id, JsonNode arguments) throws QmpError {
        Map<String, SimulatedMachine.Device> devices = machine.devices();
        String bus = arguments.path("bus").asText();
        if (devices.containsKey(id)) {
            throw QmpError.generic("Duplicate device ID '" + id + "'");
        }
        if (!bus.matches("rp\\d+") || Integer.parseInt(bus.substring(2)) >= options.ports()) {
            throw QmpError.generic("Bus '" + bus + "' not found");
        }
        if (!machine.isFree(bus)) {
            throw QmpError.generic("PCI: slot 0 function 0 already occupied by vfio-pci, "
                    + "new func vfio-pci cannot be exposed to guest.");
        }
        String host = arguments.path("host").asText();
        try {
            if (arguments.has("fd")) {
                checkIommufd(arguments.path("iommufd").asText());
                machine.plugPassed(id, PciAddress.parse(host), bus, taken(arguments));
            } else {
                checkMayOpen(host);
                machine.plug(id, PciAddress.parse(host), bus);
            }
        } catch (SysfsException e) {
            throw QmpError.generic("vfio " + host + ": " + e.answer());
        }
    }

    private OpenFile taken(JsonNode arguments) throws QmpError {
        return files.take(arguments.path("fd").asText());
    }

    private void addObject(String id, JsonNode arguments) throws QmpError {
        if (!options.iommufd()) {
            throw QmpError.generic("Parameter 'qom-type' does not accept value 'iommufd'");
        }
        files.addObject(id, arguments.path("fd").asText());
    }

    private void checkIommufd(String object) throws QmpError {
        if (!files.objects().contains(object)) {
            throw QmpError.generic("Device '" + object + "' not found");
        }
    }

    private String iommufd(SimulatedMachine.Device device) throws QmpError {
        if (!options.iommufd()) {
            throw QmpError.generic("Property 'vfio-pci.iommufd' not found");
        }
        return device.passed ? OBJECTS + "/svff-iommufd" : "";
    }

    private void checkMayOpen(String host) throws QmpError {
        if (!options.opensDevices()) {
            throw QmpError.generic("vfio " + host + ": failed to open its file in /dev/vfio: Permission denied");
        }
    }

    private void delete(String id) throws QmpError {
        device(id);
        if (qemu.take(QemuFault.MISS_UNPLUG)) {
            return;
        }
        if (!machine.askForUnplug(id)) {
            throw QmpError.generic("Device " + id + " is already in the process of unplug");
        }
    }

    private void pause(String id, SimulatedMachine.Device device) throws QmpError {
        if (device.paused()) {
            throw QmpError.generic("Device '" + id + "' is already paused");
        }
        machine.pause(device);
    }

    private void resume(String id, SimulatedMachine.Device device, JsonNode arguments) throws QmpError {
        if (!device.paused()) {
            throw QmpError.generic("Device '" + id + "' is not paused");
        }
        String host = arguments.path("host").asText(device.host.toString());
        try {
            if (arguments.has("fd")) {
                if (!device.passed) {
                    throw QmpError.generic("Device '" + id + "' has no iommufd, which it needs for a file descriptor");
                }
                machine.resumePassed(id, device, PciAddress.parse(host), taken(arguments));
            } else {
                checkMayOpen(host);
                machine.resume(id, device, PciAddress.parse(host));
            }
        } catch (SysfsException e) {
            throw QmpError.generic("vfio " + host + ": " + e.answer());
        }
    }
}
