package org.svff.world;

/** How a VM's QEMU can let go of a host device and keep the guest's. */
public enum PauseSupport {
    /** Not at all: stock QEMU. */
    NONE,
    /** {@code x-vfio-pause} and {@code x-vfio-resume}: resume may name another VF. */
    VFIO_PAUSE,
    /** The same through libvirt, whose XML cannot be told of another VF: resume is for the same VF. */
    VFIO_PAUSE_IN_PLACE,
    /** The paper's {@code device_pause {id, pause}}: resume needs a VF at the same address. */
    DEVICE_PAUSE
}
