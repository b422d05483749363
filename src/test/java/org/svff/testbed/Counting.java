package org.svff.testbed;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.sim.PassingSysfs;

/** Counts every look at the kernel's files. */
public final class Counting extends PassingSysfs {
    private final AtomicLong looks = new AtomicLong();

    public Counting(Sysfs behind) {
        super(behind);
    }

    public long looks() {
        return looks.get();
    }

    @Override
    public String read(String path) throws SysfsException {
        looks.incrementAndGet();
        return super.read(path);
    }

    @Override
    public List<String> list(String path) throws SysfsException {
        looks.incrementAndGet();
        return super.list(path);
    }

    @Override
    public String readLink(String path) throws SysfsException {
        looks.incrementAndGet();
        return super.readLink(path);
    }

    @Override
    public boolean exists(String path) {
        looks.incrementAndGet();
        return super.exists(path);
    }
}
