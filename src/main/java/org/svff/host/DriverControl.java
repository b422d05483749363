package org.svff.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.svff.host.HostException.Kind;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.Trouble;

/** Gives VFs their drivers. Calls for different VFs of a PF may run beside each other. */
final class DriverControl {
    /** The kernel's own names; whatever else could lead out of the drivers' folder. */
    private static final Pattern DRIVER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    /** An empty line takes the override away (Documentation/ABI/testing/sysfs-bus-pci, driver_override). */
    private static final String NO_OVERRIDE = "\n";

    private final KernelCalls calls;

    DriverControl(KernelCalls calls) {
        this.calls = calls;
    }

    PciAddress bind(VfName vf, String driver, Duration deadline) throws HostException {
        String tried = "bind it to " + driver;
        if (!DRIVER_NAME.matcher(driver).matches()) {
            throw KernelAnswers.refused(vf.toString(), tried, "that is no driver's name", "name one, as vfio-pci");
        }
        return in(vf, tried, deadline, files -> {
            PciAddress address = present(files, vf, tried);
            Optional<String> before = VfReader.driver(files, address);
            if (before.equals(Optional.of(driver))) {
                return address;
            }
            checkLoaded(files, vf, driver, tried);
            files.write(SysPaths.of(address, SysPaths.DRIVER_OVERRIDE), driver);
            try {
                change(files, vf, address, before, driver, tried);
            } catch (SysfsException | HostException e) {
                takeBackOverride(files, address);
                throw e;
            }
            return address;
        });
    }

    private static void checkLoaded(Sysfs files, VfName vf, String driver, String tried) throws HostException {
        if (!files.exists(SysPaths.driver(driver))) {
            throw new HostException(
                    Kind.NO_DRIVER,
                    new Trouble(vf.toString(), tried, "no such driver is loaded", "run 'modprobe " + driver + "'"));
        }
    }

    private static void change(
            Sysfs files, VfName vf, PciAddress address, Optional<String> before, String driver, String tried)
            throws SysfsException, HostException {
        if (before.isPresent()) {
            files.write(SysPaths.of(address, SysPaths.UNBIND), address.toString());
        }
        try {
            files.write(SysPaths.driverBind(driver), address.toString());
        } catch (SysfsException e) {
            throw KernelAnswers.bind(vf.toString(), tried, driver, e);
        }
        Optional<String> shown = VfReader.driver(files, address);
        if (!shown.equals(Optional.of(driver))) {
            throw KernelAnswers.notApplied(
                    vf.toString(), tried, shown.map(d -> "driver " + d).orElse("no driver"));
        }
    }

    private static void takeBackOverride(Sysfs files, PciAddress address) {
        var ignored = Reading.ifReadable(() -> {
            files.write(SysPaths.of(address, SysPaths.DRIVER_OVERRIDE), NO_OVERRIDE);
            return true;
        });
    }

    void unbind(VfName vf, Duration deadline) throws HostException {
        String tried = "take its driver away";
        PciAddress ignored = in(vf, tried, deadline, files -> {
            PciAddress address = present(files, vf, tried);
            if (VfReader.driver(files, address).isPresent()) {
                files.write(SysPaths.of(address, SysPaths.UNBIND), address.toString());
            }
            files.write(SysPaths.of(address, SysPaths.DRIVER_OVERRIDE), NO_OVERRIDE);
            Optional<String> shown = VfReader.driver(files, address);
            if (shown.isPresent()) {
                throw KernelAnswers.notApplied(vf.toString(), tried, "driver " + shown.get());
            }
            return address;
        });
    }

    void reset(VfName vf, Duration deadline) throws HostException {
        String tried = "reset it";
        PciAddress ignored = in(vf, tried, deadline, files -> {
            PciAddress address = present(files, vf, tried);
            files.write(SysPaths.of(address, SysPaths.RESET), "1");
            return address;
        });
    }

    PciAddress address(VfName vf, Duration deadline) throws HostException {
        String tried = "find its address";
        return in(vf, tried, deadline, files -> present(files, vf, tried));
    }

    List<PciAddress> iommuGroup(VfName vf, Duration deadline) throws HostException {
        String tried = "list the devices of its IOMMU group";
        return in(vf, tried, deadline, files -> {
            String folder = SysPaths.of(present(files, vf, tried), SysPaths.IOMMU_GROUP_DEVICES);
            return Reading.ifThere(() -> files.list(folder)).orElse(List.of()).stream()
                    .flatMap(name -> SysText.address(name).stream())
                    .toList();
        });
    }

    List<VfReading> vfs(PciAddress pf, Duration deadline) throws HostException {
        String tried = "find its VFs";
        try {
            return calls.call(LaneUse.shared(pf), tried, deadline, files -> PfReader.vfsByLink(files, pf));
        } catch (SysfsException e) {
            throw KernelAnswers.general(pf.toString(), tried, e);
        }
    }

    private static PciAddress present(Sysfs files, VfName vf, String tried) throws SysfsException, HostException {
        return VfReader.address(files, vf)
                .orElseThrow(() -> new HostException(
                        Kind.NO_SUCH_DEVICE,
                        new Trouble(
                                vf.toString(),
                                tried,
                                "the PF has no VF of this index",
                                "list the devices again, or enable more VFs")));
    }

    private <T> T in(VfName vf, String tried, Duration deadline, KernelCall<T> call) throws HostException {
        try {
            return calls.call(LaneUse.shared(vf), tried, deadline, call);
        } catch (SysfsException e) {
            throw KernelAnswers.general(vf.toString(), tried, e);
        }
    }
}
