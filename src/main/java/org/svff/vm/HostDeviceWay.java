package org.svff.vm;

import java.util.HashMap;
import java.util.Map;
import org.svff.host.HostException;
import org.svff.pci.PciAddress;
import org.svff.vm.qmp.QmpException;

/** How a QEMU comes to a host device that a command gives it. */
@FunctionalInterface
interface HostDeviceWay {
    /** Runs the command. */
    interface Command {
        void run(Map<String, ?> arguments) throws QmpException;
    }

    /** Runs the command with what leads to the device added to its arguments, the device's address among them. */
    void give(PciAddress host, Map<String, ?> arguments, Command command) throws QmpException, VmException;

    /** It opens the device by itself. */
    static HostDeviceWay byAddress() {
        return (host, arguments, command) -> command.run(with(arguments, Map.of("host", host.toString())));
    }

    /** It is handed the open device; the address is for what QEMU tells of the device only. */
    static HostDeviceWay byFile(FilePasser passer, Map<String, String> more) {
        return (host, arguments, command) -> {
            try {
                passer.passVfio(host, name -> {
                    Map<String, String> all = new HashMap<>(more);
                    all.putAll(Map.of("host", host.toString(), "fd", name));
                    command.run(with(arguments, all));
                });
            } catch (HostException e) {
                throw new VmException(VmException.Kind.REFUSED, e.trouble(), e);
            }
        };
    }

    private static Map<String, Object> with(Map<String, ?> arguments, Map<String, String> more) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.putAll(more);
        return all;
    }
}
