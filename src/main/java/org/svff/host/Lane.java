package org.svff.host;

import org.svff.pci.PciAddress;

/**
 * What can be stuck on its own. A call into the kernel names the lanes it takes; when it does not come back, those
 * lanes are closed and the others go on.
 */
public sealed interface Lane {
    /** Everything that may need the device lock of this PF or of one of its VFs. */
    record OfPf(PciAddress pf) implements Lane {
        @Override
        public String toString() {
            return pf.toString();
        }
    }

    /** Lanes that are not of one device. */
    enum Common implements Lane {
        /**
         * Writes of sriov_numvfs, remove and rescan: the kernel makes them under one lock for all devices
         * (pci_lock_rescan_remove).
         */
        HOST_WIDE("the PCI bus"),
        /** Listing devices, which takes no lock that is held for long. */
        LISTING("the list of PCI devices"),
        /** Who has which file open. */
        PROCESSES("the list of processes"),
        /** Command lines, which take a lock of the process they belong to. */
        COMMAND_LINES("the command lines of processes"),
        /** Opening VFIO's and iommufd's files, to hand them to a QEMU. */
        DEVICE_FILES("VFIO's device files");

        private final String text;

        Common(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
