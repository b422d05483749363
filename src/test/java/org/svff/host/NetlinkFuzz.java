package org.svff.host;

import org.svff.world.NetworkSettings;

/** Bytes that come from rtnetlink: settings that can be set again, or none. */
public final class NetlinkFuzz {
    private NetlinkFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        LinkMessages.vfs(data)
                .forEach((vf, settings) -> LinkMessages.set("eth0", vf, settings, NetworkSettings.NONE)
                        .values()
                        .forEach(LinkMessages::vfs));
    }
}
