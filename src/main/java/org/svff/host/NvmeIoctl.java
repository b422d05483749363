package org.svff.host;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** The kernel's way to an NVMe controller's administration queue (include/uapi/linux/nvme_ioctl.h). */
final class NvmeIoctl {
    /** {@code _IOWR('N', 0x41, struct nvme_admin_cmd)}, of 72 bytes. */
    private static final long ADMIN_CMD = 0xc048_4e41L;

    private static final int SIZE = 72;
    private static final int OPCODE = 0;
    private static final int ADDRESS = 24;
    private static final int DATA_LENGTH = 36;
    private static final int DWORD10 = 40;
    private static final int DWORD11 = 44;

    private NvmeIoctl() {}

    /**
     * Sends the command; the controller's status, 0 when it was done. The kernel's own time limit is left as it is: past
     * it the kernel resets the controller, and with it takes all VFs offline.
     */
    static int send(LibC libc, int fd, NvmeCommand command, byte[] data) {
        try (Memory argument = new Memory(SIZE);
                Memory page = new Memory(Math.max(1, data.length))) {
            argument.clear();
            argument.setByte(OPCODE, (byte) command.opcode());
            argument.setInt(DWORD10, command.dword10());
            argument.setInt(DWORD11, command.dword11());
            if (data.length > 0) {
                page.clear();
                argument.setLong(ADDRESS, Pointer.nativeValue(page));
                argument.setInt(DATA_LENGTH, data.length);
            }
            int status = libc.ioctl(fd, new NativeLong(ADMIN_CMD), argument);
            page.read(0, data, 0, data.length);
            return status;
        }
    }
}
