package org.svff.vm.qmp;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event of QEMU.
 *
 * @param name {@code DEVICE_DELETED}, {@code STOP}, ...
 * @param data its data; a missing node when it has none
 */
public record QmpEvent(String name, JsonNode data) {
    /** A text member of the data; empty when there is none. */
    public String text(String member) {
        return data.path(member).asText("");
    }
}
