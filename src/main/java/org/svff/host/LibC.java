package org.svff.host;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the C library that Java hides behind its own exceptions, and with them the kernel's error number. Each
 * follows its manual page of section 2; the constants are Linux's, the same on x86-64 and arm64.
 */
interface LibC extends Library {
    int O_RDONLY = 0;
    int O_WRONLY = 1;
    int O_RDWR = 2;
    int O_CLOEXEC = 0x80000;
    int AF_UNIX = 1;
    int AF_NETLINK = 16;
    int SOCK_STREAM = 1;
    int SOCK_RAW = 3;
    int SOCK_CLOEXEC = 0x80000;
    int SOL_SOCKET = 1;

    static LibC load() {
        return Native.load("c", LibC.class, Map.of(OPTION_STRING_ENCODING, "UTF-8"));
    }

    int open(String path, int flags) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    NativeLong read(int fd, byte[] buffer, NativeLong length) throws LastErrorException;

    NativeLong write(int fd, byte[] buffer, NativeLong length) throws LastErrorException;

    NativeLong readlink(String path, byte[] buffer, NativeLong length) throws LastErrorException;

    int eventfd(int initial, int flags) throws LastErrorException;

    int socket(int domain, int type, int protocol) throws LastErrorException;

    int bind(int fd, Pointer address, int length) throws LastErrorException;

    int setsockopt(int fd, int level, int option, Pointer value, int length) throws LastErrorException;

    int poll(Pointer fds, NativeLong count, int timeoutMillis) throws LastErrorException;

    int connect(int fd, Pointer address, int length) throws LastErrorException;

    int listen(int fd, int backlog) throws LastErrorException;

    int accept4(int fd, @Nullable Pointer address, @Nullable Pointer length, int flags) throws LastErrorException;

    int shutdown(int fd, int how) throws LastErrorException;

    NativeLong sendmsg(int fd, Pointer header, int flags) throws LastErrorException;

    NativeLong recvmsg(int fd, Pointer header, int flags) throws LastErrorException;

    int ioctl(int fd, NativeLong request, Pointer argument) throws LastErrorException;

    int memfd_create(String name, int flags) throws LastErrorException;
}
