package org.svff.jmx.view;

/** A binding: a guest device, the VF behind it, and how long the guest went without. */
@Description("A binding: a guest device, the VF behind it, and how long the guest went without.")
public record BindingView(
        @Description("The binding's name: VM, slash, guest device")
        String name,

        @Description("The VM") String vm,
        @Description("QEMU's id of the guest device") String device,

        @Description("Name of the VF behind it; empty when the kernel shows none there")
        String vf,

        @Description("PCI address that QEMU was given") String address,
        @Description("ATTACHED, PAUSED or FAILED") String state,
        @Description("Why it failed; else empty") String note,

        @Description("When the present pause began, ISO 8601 in UTC; empty when it is not paused")
        String pausedSince,

        @Description("How long the present pause has lasted, in milliseconds; 0 when it is not paused")
        long pausedMillis,

        @Description("How many pauses and replugs have ended since the agent started")
        long pauseCount,

        @Description("How long the last of them took, in milliseconds")
        long lastOutageMillis,

        @Description("How long all of them took, in milliseconds")
        long totalOutageMillis) {}
