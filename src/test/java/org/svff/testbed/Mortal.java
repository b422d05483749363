package org.svff.testbed;

import java.util.List;
import org.svff.host.Errno;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;

/** An agent's access to the kernel, which ends with the agent's life: after that it writes nothing more. */
final class Mortal implements Sysfs {
    private final Sysfs behind;
    private volatile boolean dead;

    Mortal(Sysfs behind) {
        this.behind = behind;
    }

    void die() {
        dead = true;
    }

    @Override
    public void write(String path, String text) throws SysfsException {
        if (dead) {
            throw new SysfsException(Errno.EIO, "write", path);
        }
        behind.write(path, text);
    }

    @Override
    public String read(String path) throws SysfsException {
        return behind.read(path);
    }

    @Override
    public List<String> list(String path) throws SysfsException {
        return behind.list(path);
    }

    @Override
    public String readLink(String path) throws SysfsException {
        return behind.readLink(path);
    }

    @Override
    public boolean exists(String path) {
        return behind.exists(path);
    }
}
