package org.svff.vm.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/** Takes QMP commands to a QEMU, by whichever way. */
@FunctionalInterface
public interface Qmp {
    /**
     * Sends a command and waits for its answer.
     *
     * @return the answer's {@code return} member
     * @throws QmpException see its kinds; after TIMEOUT the command may still take effect
     */
    JsonNode execute(String command, Map<String, ?> arguments, Duration deadline) throws QmpException;
}
