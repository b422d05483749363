package org.svff.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.VirtualFunction;

/** Reads one VF. None of these files takes a device lock in the kernel. */
final class VfReader {
    private VfReader() {}

    /** Empty when the VF is not there any more. */
    static Optional<VfReading> read(Sysfs sysfs, VfName name) throws SysfsException {
        Optional<PciAddress> address = address(sysfs, name);
        return address.isPresent() ? read(sysfs, name, address.get()) : Optional.empty();
    }

    /** The VF's present address; empty when the VF is not there. */
    static Optional<PciAddress> address(Sysfs sysfs, VfName name) throws SysfsException {
        String link = SysPaths.virtfn(name.pf(), name.index());
        return Reading.ifThere(() -> sysfs.readLink(link)).flatMap(SysText::address);
    }

    static Optional<VfReading> read(Sysfs sysfs, VfName name, PciAddress address) throws SysfsException {
        return Reading.ifThere(() -> {
            int classCode = SysText.number(
                    sysfs.read(SysPaths.of(address, SysPaths.CLASS)), SysPaths.of(address, SysPaths.CLASS));
            Optional<String> driver = driver(sysfs, address);
            OptionalInt group = group(sysfs, address);
            Optional<String> use = hostUse(sysfs, address, classCode, driver);
            return new VfReading(
                    new VirtualFunction(name, address, driver, group, List.of(), Optional.empty(), use),
                    nodes(sysfs, address, group));
        });
    }

    static Optional<String> driver(Sysfs sysfs, PciAddress address) throws SysfsException {
        return Reading.ifThere(() -> sysfs.readLink(SysPaths.of(address, SysPaths.DRIVER)))
                .map(SysText::lastName);
    }

    static OptionalInt group(Sysfs sysfs, PciAddress address) throws SysfsException {
        return Reading.ifThere(() -> sysfs.readLink(SysPaths.of(address, SysPaths.IOMMU_GROUP)))
                .map(SysText::group)
                .orElse(OptionalInt.empty());
    }

    /** The device files by which a process can hold the VF. */
    private static List<String> nodes(Sysfs sysfs, PciAddress address, OptionalInt group) {
        List<String> nodes = new ArrayList<>();
        group.ifPresent(number -> {
            nodes.add(SysPaths.vfioGroup(number));
            nodes.add(SysPaths.vfioNoIommuGroup(number));
        });
        Reading.ifReadable(() -> sysfs.list(SysPaths.of(address, SysPaths.VFIO_DEV))).orElse(List.of()).stream()
                .map(SysPaths::vfioDevice)
                .forEach(nodes::add);
        return nodes;
    }

    private static Optional<String> hostUse(Sysfs sysfs, PciAddress address, int classCode, Optional<String> driver)
            throws SysfsException {
        if (driver.isEmpty() || SysText.isVfio(driver.get())) {
            return Optional.empty();
        }
        return SysText.isNetwork(classCode) ? networkUse(sysfs, address) : driver;
    }

    private static Optional<String> networkUse(Sysfs sysfs, PciAddress address) throws SysfsException {
        List<String> names = interfaces(sysfs, address);
        if (names.isEmpty()) {
            return Optional.of("its interface is in another network namespace");
        }
        for (String name : names) {
            String flags = SysPaths.interfaceFlags(address, name);
            Optional<String> text = Reading.ifThere(() -> sysfs.read(flags));
            if (text.isPresent() && SysText.isUp(SysText.number(text.get(), flags))) {
                return Optional.of(name + " is up");
            }
        }
        return Optional.empty();
    }

    static List<String> interfaces(Sysfs sysfs, PciAddress address) throws SysfsException {
        return Reading.ifThere(() -> sysfs.list(SysPaths.of(address, SysPaths.NET)))
                .orElse(List.of());
    }
}
