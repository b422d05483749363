package org.svff.sim;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.svff.host.NvmeCommand;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.world.NetworkSettings;

/** Remembers what was written: shows that a plan or a dry run wrote nothing. Thread-safe. */
public final class RecordingSysfs extends PassingSysfs {
    private final List<String> writes = new CopyOnWriteArrayList<>();

    public RecordingSysfs(Sysfs behind) {
        super(behind);
    }

    /** Every write so far, as {@code PATH=TEXT}. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    @Override
    public void write(String path, String text) throws SysfsException {
        writes.add(path + "=" + text.strip());
        super.write(path, text);
    }

    @Override
    public void setVfSettings(String netInterface, int vf, NetworkSettings wanted, NetworkSettings now)
            throws SysfsException {
        writes.add(netInterface + " vf " + vf + "=" + wanted);
        super.setVfSettings(netInterface, vf, wanted, now);
    }

    @Override
    public int nvmeAdmin(String file, NvmeCommand command, byte[] data) throws SysfsException {
        if (!command.isReading()) {
            writes.add(file + " " + command);
        }
        return super.nvmeAdmin(file, command, data);
    }
}
