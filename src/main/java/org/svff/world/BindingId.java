package org.svff.world;

/**
 * Names a binding: a VM and the QEMU id of its guest device. Written {@code web-1/svff-0}.
 *
 * @param vm the VM's name
 * @param device QEMU's id of the guest device
 */
public record BindingId(String vm, String device) implements Comparable<BindingId> {
    /**
     * Reads {@code VM/DEVICE}.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static BindingId parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a binding; one looks like web-1/svff-0 (VM, and device)");
        }
        return new BindingId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(BindingId other) {
        int byVm = vm.compareTo(other.vm);
        return byVm != 0 ? byVm : device.compareTo(other.device);
    }

    @Override
    public String toString() {
        return vm + "/" + device;
    }
}
