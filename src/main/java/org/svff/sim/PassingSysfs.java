package org.svff.sim;

import java.util.List;
import java.util.Map;
import org.svff.host.NvmeCommand;
import org.svff.host.OpenFile;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.world.NetworkSettings;

/** Passes everything on: what is put between agent and kernel begins here. */
public abstract class PassingSysfs implements Sysfs {
    private final Sysfs behind;

    protected PassingSysfs(Sysfs behind) {
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
    public byte[] readBytes(String path) throws SysfsException {
        return behind.readBytes(path);
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
    public OpenFile open(String path) throws SysfsException {
        return behind.open(path);
    }

    @Override
    public Map<Integer, NetworkSettings> vfSettings(String netInterface) throws SysfsException {
        return behind.vfSettings(netInterface);
    }

    @Override
    public void setVfSettings(String netInterface, int vf, NetworkSettings wanted, NetworkSettings now)
            throws SysfsException {
        behind.setVfSettings(netInterface, vf, wanted, now);
    }

    @Override
    public int nvmeAdmin(String file, NvmeCommand command, byte[] data) throws SysfsException {
        return behind.nvmeAdmin(file, command, data);
    }
}
