package org.svff.host;

import java.util.OptionalInt;
import org.svff.pci.PciAddress;

/**
 * The one home of every name under {@code /sys}, {@code /proc} and {@code /dev} that svff uses. Sources:
 * Documentation/ABI/testing/sysfs-bus-pci (SR-IOV, driver_override, bind), Documentation/driver-api/vfio.rst,
 * Documentation/filesystems/proc.rst, Documentation/ABI/testing/sysfs-class-net.
 */
public final class SysPaths {
    public static final String DEVICES = "/sys/bus/pci/devices";
    public static final String DRIVERS = "/sys/bus/pci/drivers";
    public static final String DRIVERS_PROBE = "/sys/bus/pci/drivers_probe";
    /** Physical slots, each with the address of its device (Documentation/ABI/testing/sysfs-bus-pci). */
    public static final String SLOTS = "/sys/bus/pci/slots";

    public static final String RESCAN = "/sys/bus/pci/rescan";
    public static final String IOMMU_GROUPS = "/sys/kernel/iommu_groups";
    public static final String PROC = "/proc";
    /** A number that is another with each boot (Documentation/admin-guide/sysctl/kernel.rst, random). */
    public static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";
    /** The folder of VFIO's group files; the number of a group is its file's name. */
    public static final String VFIO = "/dev/vfio/";

    /** The file of iommufd (Documentation/userspace-api/iommufd.rst). */
    public static final String IOMMU = "/dev/iommu";

    public static final String SRIOV_TOTALVFS = "sriov_totalvfs";
    public static final String SRIOV_NUMVFS = "sriov_numvfs";
    public static final String SRIOV_AUTOPROBE = "sriov_drivers_autoprobe";
    public static final String SRIOV_OFFSET = "sriov_offset";
    public static final String SRIOV_STRIDE = "sriov_stride";
    public static final String SRIOV_VF_DEVICE = "sriov_vf_device";
    public static final String VENDOR = "vendor";
    public static final String DEVICE = "device";
    public static final String CLASS = "class";
    public static final String NUMA_NODE = "numa_node";
    public static final String DRIVER = "driver";
    public static final String DRIVER_OVERRIDE = "driver_override";
    public static final String UNBIND = "driver/unbind";
    public static final String IOMMU_GROUP = "iommu_group";
    public static final String IOMMU_GROUP_DEVICES = "iommu_group/devices";
    public static final String VFIO_DEV = "vfio-dev";
    /** The device's configuration space: 4096 bytes for whoever may see all of it. */
    public static final String CONFIG = "config";

    public static final String NET = "net";
    public static final String RESET = "reset";
    public static final String REMOVE = "remove";
    public static final String AER_CORRECTABLE = "aer_dev_correctable";
    public static final String AER_NONFATAL = "aer_dev_nonfatal";
    public static final String AER_FATAL = "aer_dev_fatal";
    /** The folder in which the NVMe driver has the name of its controller. */
    public static final String NVME = "nvme";

    /** The folder that the AMD/Xilinx QDMA driver makes for each function it has. */
    public static final String QDMA = "qdma";
    /** How many queues the function may use. */
    public static final String QDMA_QMAX = "qdma/qmax";

    /** Documentation/ABI/testing/sysfs-class-fpga-manager; {@code firmware} is of AMD/Xilinx' kernels only. */
    public static final String FPGA_MANAGERS = "/sys/class/fpga_manager";

    private static final String VIRTFN = "virtfn";

    private SysPaths() {}

    /** A file of an FPGA manager. */
    public static String fpgaManager(String manager, String name) {
        return FPGA_MANAGERS + "/" + manager + "/" + name;
    }

    /** A device's folder. */
    public static String device(PciAddress address) {
        return DEVICES + "/" + address;
    }

    /** A file in a device's folder; {@code name} is one of the names above. */
    public static String of(PciAddress address, String name) {
        return device(address) + "/" + name;
    }

    /** The link from a PF to the VF of this index. */
    public static String virtfn(PciAddress pf, int index) {
        return of(pf, VIRTFN + index);
    }

    /** The index in the name of a virtfnN link; empty for any other name. */
    public static OptionalInt virtfnIndex(String name) {
        return name.matches(VIRTFN + "\\d{1,5}")
                ? OptionalInt.of(Integer.parseInt(name.substring(VIRTFN.length())))
                : OptionalInt.empty();
    }

    public static String driver(String driver) {
        return DRIVERS + "/" + driver;
    }

    public static String driverBind(String driver) {
        return driver(driver) + "/bind";
    }

    /** The flags of a network interface of the device; bit 0 is IFF_UP. */
    public static String interfaceFlags(PciAddress address, String name) {
        return of(address, NET) + "/" + name + "/flags";
    }

    /** The MAC of a network interface of the device. */
    public static String interfaceAddress(PciAddress address, String name) {
        return of(address, NET) + "/" + name + "/address";
    }

    /** Where that MAC is from; 0: it is the one that the card was made with. */
    public static String interfaceAddressOrigin(PciAddress address, String name) {
        return of(address, NET) + "/" + name + "/addr_assign_type";
    }

    /** The address, without function, of the device in a physical slot. */
    public static String slotAddress(String slot) {
        return SLOTS + "/" + slot + "/address";
    }

    /** VFIO's file for an IOMMU group. */
    public static String vfioGroup(int group) {
        return VFIO + group;
    }

    /** VFIO's file for a group without an IOMMU. */
    public static String vfioNoIommuGroup(int group) {
        return VFIO + "noiommu-" + group;
    }

    /** VFIO's file for one device; {@code name} is what {@link #VFIO_DEV} lists. */
    public static String vfioDevice(String name) {
        return VFIO + "devices/" + name;
    }

    public static String process(String pid, String name) {
        return PROC + "/" + pid + "/" + name;
    }
}
