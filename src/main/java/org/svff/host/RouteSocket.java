package org.svff.host;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One question to the kernel's network configuration, and its answer (rtnetlink(7)). */
final class RouteSocket {
    private static final int NETLINK_ROUTE = 0;
    private static final int SO_RCVTIMEO = 20;
    /** The kernel answers within its send call; this is for an answer that was lost. */
    private static final int ANSWER_SECONDS = 5;
    /** Above what an attribute with all VFs can have (64 KiB). */
    private static final int LONGEST_ANSWER = 128 << 10;

    private RouteSocket() {}

    /**
     * Sends the request and awaits the answer.
     *
     * @return the answer; empty for a mere confirmation
     * @throws LastErrorException with the kernel's error number
     */
    static byte[] ask(LibC libc, byte[] request) {
        int socket = libc.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, NETLINK_ROUTE);
        try (Memory timeout = new Memory(16)) {
            timeout.clear();
            timeout.setLong(0, ANSWER_SECONDS);
            libc.setsockopt(socket, LibC.SOL_SOCKET, SO_RCVTIMEO, timeout, 16);
            libc.write(socket, request, new NativeLong(request.length));
            byte[] buffer = new byte[LONGEST_ANSWER];
            int size = libc.read(socket, buffer, new NativeLong(buffer.length)).intValue();
            return answer(Arrays.copyOf(buffer, size));
        } finally {
            libc.close(socket);
        }
    }

    private static byte[] answer(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        int type = bytes.getShort(4);
        if (type == LinkMessages.NLMSG_ERROR) {
            int error = -bytes.getInt(LinkMessages.HEADER);
            if (error != 0) {
                throw new LastErrorException(error);
            }
            return new byte[0];
        }
        return message;
    }
}
