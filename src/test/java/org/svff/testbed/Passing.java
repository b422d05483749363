package org.svff.testbed;

import java.util.List;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;

/** Passes everything on: what tests put between agent and kernel begins here. */
public abstract class Passing implements Sysfs {
    private final Sysfs behind;

    protected Passing(Sysfs behind) {
        this.behind = behind;
    }

    @Override
    public void write(String path, String text) throws SysfsException {
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
