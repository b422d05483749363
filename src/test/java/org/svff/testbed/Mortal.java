package org.svff.testbed;

import java.util.concurrent.atomic.AtomicInteger;
import org.svff.host.Errno;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.sim.PassingSysfs;

/** An agent's access to the kernel, which ends with the agent's life: after that it writes nothing more. Thread-safe. */
public final class Mortal extends PassingSysfs {
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final Runnable atDeath;
    private volatile boolean dead;

    /** @param atDeath runs when it {@linkplain #dieBefore dies at a write}, on the thread that writes */
    public Mortal(Sysfs behind, Runnable atDeath) {
        super(behind);
        this.atDeath = atDeath;
    }

    public void die() {
        dead = true;
    }

    /** It does so many more writes, and dies in place of the next one. */
    public void dieBefore(int writes) {
        left.set(writes);
    }

    public boolean isDead() {
        return dead;
    }

    @Override
    public void write(String path, String text) throws SysfsException {
        if (!dead && left.getAndDecrement() <= 0) {
            dead = true;
            atDeath.run();
        }
        if (dead) {
            throw new SysfsException(Errno.EIO, "write", path);
        }
        super.write(path, text);
    }
}
