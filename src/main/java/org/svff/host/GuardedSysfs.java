package org.svff.host;

import java.util.List;
import java.util.Map;
import org.svff.world.NetworkSettings;

/** The files as a {@link KernelCall} sees them: closed once it is given up, and saying what is being done. */
final class GuardedSysfs implements Sysfs {
    /** Follows a call. */
    interface Watch {
        boolean isAbandoned();

        void accessing(String text);
    }

    private final Sysfs sysfs;
    private final Watch watch;

    GuardedSysfs(Sysfs sysfs, Watch watch) {
        this.sysfs = sysfs;
        this.watch = watch;
    }

    @Override
    public String read(String path) throws SysfsException {
        check("read", path);
        return sysfs.read(path);
    }

    @Override
    public byte[] readBytes(String path) throws SysfsException {
        check("read", path);
        return sysfs.readBytes(path);
    }

    @Override
    public void write(String path, String text) throws SysfsException {
        check("write " + text.strip() + " to", path);
        sysfs.write(path, text);
    }

    @Override
    public List<String> list(String path) throws SysfsException {
        check("list", path);
        return sysfs.list(path);
    }

    @Override
    public String readLink(String path) throws SysfsException {
        check("read the link", path);
        return sysfs.readLink(path);
    }

    @Override
    public boolean exists(String path) {
        return !watch.isAbandoned() && sysfs.exists(path);
    }

    @Override
    public OpenFile open(String path) throws SysfsException {
        check("open", path);
        return sysfs.open(path);
    }

    @Override
    public Map<Integer, NetworkSettings> vfSettings(String netInterface) throws SysfsException {
        check("read the VF settings of", netInterface);
        return sysfs.vfSettings(netInterface);
    }

    @Override
    public void setVfSettings(String netInterface, int vf, NetworkSettings wanted, NetworkSettings now)
            throws SysfsException {
        check("change the settings of VF " + vf + " of", netInterface);
        sysfs.setVfSettings(netInterface, vf, wanted, now);
    }

    @Override
    public int nvmeAdmin(String file, NvmeCommand command, byte[] data) throws SysfsException {
        check("send " + command + " to", file);
        return sysfs.nvmeAdmin(file, command, data);
    }

    private void check(String action, String path) throws SysfsException {
        if (watch.isAbandoned()) {
            throw new SysfsException(Errno.ETIMEDOUT, action, path);
        }
        watch.accessing(action + " " + path);
    }
}
