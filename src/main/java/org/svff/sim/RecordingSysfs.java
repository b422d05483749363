package org.svff.sim;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.world.NetworkSettings;

/** Passes everything on and remembers what was written: shows that a plan or a dry run wrote nothing. Thread-safe. */
public final class RecordingSysfs implements Sysfs {
    private final Sysfs behind;
    private final List<String> writes = new CopyOnWriteArrayList<>();

    public RecordingSysfs(Sysfs behind) {
        this.behind = behind;
    }

    /** Every write so far, as {@code PATH=TEXT}. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    @Override
    public void write(String path, String text) throws SysfsException {
        writes.add(path + "=" + text.strip());
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

    @Override
    public Map<Integer, NetworkSettings> vfSettings(String netInterface) throws SysfsException {
        return behind.vfSettings(netInterface);
    }

    @Override
    public void setVfSettings(String netInterface, int vf, NetworkSettings wanted, NetworkSettings now)
            throws SysfsException {
        writes.add(netInterface + " vf " + vf + "=" + wanted);
        behind.setVfSettings(netInterface, vf, wanted, now);
    }
}
