package org.svff.testbed;

import java.util.concurrent.atomic.AtomicInteger;
import org.svff.host.Errno;
import org.svff.host.NvmeCommand;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.sim.PassingSysfs;
import org.svff.world.NetworkSettings;

/** An agent's access to the kernel, which ends with the agent's life: after that it writes nothing more. Thread-safe. */
public final class Mortal extends PassingSysfs {
    private final Fate fate;

    public Mortal(Sysfs behind, Fate fate) {
        super(behind);
        this.fate = fate;
    }

    @Override
    public void write(String path, String text) throws SysfsException {
        act(path + "=" + text.strip(), path, () -> super.write(path, text));
    }

    @Override
    public void setVfSettings(String netInterface, int vf, NetworkSettings wanted, NetworkSettings now)
            throws SysfsException {
        act(
                netInterface + " vf " + vf + "=" + wanted,
                netInterface,
                () -> super.setVfSettings(netInterface, vf, wanted, now));
    }

    @Override
    public int nvmeAdmin(String file, NvmeCommand command, byte[] data) throws SysfsException {
        if (command.isReading()) {
            return super.nvmeAdmin(file, command, data);
        }
        AtomicInteger status = new AtomicInteger();
        act(file + " " + command, file, () -> status.set(super.nvmeAdmin(file, command, data)));
        return status.get();
    }

    private interface Write {
        void run() throws SysfsException;
    }

    private void act(String what, String path, Write write) throws SysfsException {
        Fate.Verdict verdict = fate.act(Fate.KERNEL + what);
        if (verdict == Fate.Verdict.LIVES || verdict == Fate.Verdict.DIES_AFTER) {
            write.run();
        }
        if (verdict != Fate.Verdict.LIVES) {
            throw new SysfsException(Errno.EIO, "write", path);
        }
    }
}
