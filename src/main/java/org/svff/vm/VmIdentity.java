package org.svff.vm;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.svff.vm.qmp.Qmp;
import org.svff.vm.qmp.QmpException;
import org.svff.world.PauseSupport;

/**
 * What does not change while a QEMU runs.
 *
 * @param name QEMU's {@code -name}, else the socket's file name without its ending
 * @param pid 0 when unknown
 */
public record VmIdentity(String name, long pid, String version, PauseSupport pause) {
    /**
     * Asks QEMU.
     *
     * @param unnamed its name when it was given none
     */
    public static VmIdentity ask(Qmp qmp, String unnamed, long pid, Duration deadline) throws QmpException {
        String name = qmp.execute("query-name", Map.of(), deadline).path("name").asText("");
        JsonNode version = qmp.execute("query-version", Map.of(), deadline).path("qemu");
        Set<String> commands = new HashSet<>();
        qmp.execute("query-commands", Map.of(), deadline)
                .forEach(c -> commands.add(c.path("name").asText()));
        return new VmIdentity(
                name.isEmpty() ? unnamed : name,
                pid,
                version.path("major").asText() + "." + version.path("minor").asText() + "."
                        + version.path("micro").asText(),
                pauseOf(commands));
    }

    static String fileName(Path socket) {
        String file = String.valueOf(socket.getFileName());
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private static PauseSupport pauseOf(Set<String> commands) {
        if (commands.containsAll(Set.of("x-vfio-pause", "x-vfio-resume"))) {
            return PauseSupport.VFIO_PAUSE;
        }
        return commands.contains("device_pause") ? PauseSupport.DEVICE_PAUSE : PauseSupport.NONE;
    }
}
