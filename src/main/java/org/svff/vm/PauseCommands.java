package org.svff.vm;

import java.time.Duration;
import java.util.Map;
import org.svff.pci.PciAddress;
import org.svff.vm.VmException.Kind;
import org.svff.vm.qmp.Qmp;
import org.svff.vm.qmp.QmpException;
import org.svff.world.GuestDevice;
import org.svff.world.PauseSupport;
import org.svff.world.Trouble;

/** Pause and resume of a VM's devices, in the words of its QEMU. Each checks what is there first: done is done. */
public final class PauseCommands {
    private final Qmp qmp;
    private final VmIdentity who;
    private final Duration quick;
    private final boolean reportsErrors;
    private final HostDeviceWay way;

    /**
     * For devices that QEMU opens by itself.
     *
     * @param quick deadline of a command that QEMU answers at once
     * @param reportsErrors whether a resume tells the guest by an error of the port
     */
    public PauseCommands(Qmp qmp, VmIdentity who, Duration quick, boolean reportsErrors) {
        this(qmp, who, quick, reportsErrors, HostDeviceWay.byAddress());
    }

    PauseCommands(Qmp qmp, VmIdentity who, Duration quick, boolean reportsErrors, HostDeviceWay way) {
        this.qmp = qmp;
        this.who = who;
        this.quick = quick;
        this.reportsErrors = reportsErrors;
        this.way = way;
    }

    /** Makes QEMU let go of the host device. */
    public void pause(String device, Duration deadline) throws QmpException, VmException {
        if (pauseSupport("pause " + device) == PauseSupport.DEVICE_PAUSE) {
            qmp.execute("device_pause", Map.of("id", device, "pause", true), deadline);
        } else if (!existing(device, "pause it").paused()) {
            qmp.execute("x-vfio-pause", Map.of("id", device), deadline);
        }
    }

    /** Puts this host device underneath the paused guest device. */
    public void resume(String device, PciAddress host, Duration deadline) throws QmpException, VmException {
        String tried = "resume " + device + " with " + host;
        PauseSupport support = pauseSupport(tried);
        GuestDevice present = existing(device, tried);
        if (support != PauseSupport.DEVICE_PAUSE) {
            if (present.paused()) {
                way.give(
                        host,
                        Map.of("id", device, "report-error", reportsErrors),
                        arguments -> qmp.execute("x-vfio-resume", arguments, deadline));
            } else if (!present.host().equals(host)) {
                throw fail(Kind.REFUSED, tried, "it is not paused and has " + present.host(), "pause it first");
            }
        } else if (!present.host().equals(host)) {
            throw fail(
                    Kind.REFUSED,
                    tried,
                    "device_pause of its QEMU takes the VF back at " + present.host() + " only",
                    "run the VM on a QEMU with x-vfio-resume");
        } else {
            qmp.execute("device_pause", Map.of("id", device, "pause", false), deadline);
        }
    }

    private PauseSupport pauseSupport(String tried) throws VmException {
        PauseSupport support = who.pause();
        if (support == PauseSupport.NONE) {
            throw fail(
                    Kind.NO_PAUSE,
                    tried,
                    "its QEMU " + who.version() + " has no pause command",
                    "run the VM on a QEMU with svff's pause");
        }
        return support;
    }

    private GuestDevice existing(String device, String tried) throws QmpException, VmException {
        return new DeviceReader(qmp, who.pause(), quick)
                .read(device)
                .orElseThrow(() -> fail(Kind.NO_SUCH_DEVICE, tried, "it has no device " + device, "it was unplugged"));
    }

    private VmException fail(Kind kind, String tried, String answer, String remedy) {
        return new VmException(kind, new Trouble(who.name(), tried, answer, remedy));
    }
}
