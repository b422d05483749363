package org.svff.host;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svff.host.HostException.Kind;
import org.svff.pci.PciAddress;
import org.svff.world.Trouble;

/** Opens VFIO's and iommufd's device files, to be handed to a QEMU that may not open them itself. Thread-safe. */
public final class DeviceFiles {
    private static final String OR_BY_ITSELF = ", or let QEMU open its devices by itself (vm.pass-files: false)";

    private final KernelCalls calls;

    DeviceFiles(KernelCalls calls) {
        this.calls = calls;
    }

    /**
     * Opens the device's own file, {@code /dev/vfio/devices/vfioN}. The caller closes it.
     *
     * @throws HostException when it has none: vfio-pci is not its driver, or this kernel has no such files
     */
    public OpenFile vfio(PciAddress device, Duration deadline) throws HostException {
        return open(device.toString(), deadline, files -> {
            List<String> names = Reading.ifThere(() -> files.list(SysPaths.of(device, SysPaths.VFIO_DEV)))
                    .orElse(List.of());
            if (names.isEmpty()) {
                throw failed(
                        device.toString(), "VFIO has no file for it in /dev/vfio/devices", withoutFile(files, device));
            }
            return files.open(SysPaths.vfioDevice(names.get(0)));
        });
    }

    private static String withoutFile(Sysfs files, PciAddress device) throws SysfsException {
        return VfReader.driver(files, device).filter(SysText::isVfio).isPresent()
                ? "this kernel was built without them: use one with CONFIG_VFIO_DEVICE_CDEV" + OR_BY_ITSELF
                : "bind it to vfio-pci first";
    }

    /** Opens {@code /dev/iommu}, by which a QEMU maps its guest's memory for devices. The caller closes it. */
    public OpenFile iommu(Duration deadline) throws HostException {
        return open(SysPaths.IOMMU, deadline, files -> {
            if (!files.exists(SysPaths.IOMMU)) {
                throw failed(
                        SysPaths.IOMMU,
                        "there is no such file",
                        "use a kernel with CONFIG_IOMMUFD (its module may have to be loaded: modprobe iommufd)"
                                + OR_BY_ITSELF);
            }
            return files.open(SysPaths.IOMMU);
        });
    }

    /** A call that is given up may end later: what it opens then is closed by it. */
    private static final class Handover {
        private @Nullable OpenFile opened;
        private boolean givenUp;

        synchronized OpenFile take(OpenFile file) {
            opened = file;
            if (givenUp) {
                file.close();
            }
            return file;
        }

        synchronized void giveUp() {
            givenUp = true;
            if (opened != null) {
                opened.close();
            }
        }
    }

    private OpenFile open(String device, Duration deadline, KernelCall<OpenFile> call) throws HostException {
        String tried = "open it for a VM";
        Handover handover = new Handover();
        try {
            return calls.call(
                    LaneUse.shared(Lane.Common.DEVICE_FILES), tried, deadline, files -> handover.take(call.run(files)));
        } catch (SysfsException e) {
            handover.giveUp();
            throw answered(device, tried, e);
        } catch (HostException e) {
            handover.giveUp();
            throw e;
        }
    }

    private static HostException answered(String device, String tried, SysfsException e) {
        if (e.errno() == Errno.EPERM || e.errno() == Errno.EACCES) {
            return new HostException(
                    Kind.NOT_PERMITTED,
                    new Trouble(
                            device,
                            tried,
                            e.path() + ": " + e.answer(),
                            "run the agent as root, and let its unit open device files (examples/svff-files.conf)"),
                    e);
        }
        return KernelAnswers.general(device, tried, e);
    }

    private static HostException failed(String device, String answer, String remedy) {
        return new HostException(Kind.KERNEL, new Trouble(device, "open it for a VM", answer, remedy));
    }
}
