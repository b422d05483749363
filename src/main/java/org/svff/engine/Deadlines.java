package org.svff.engine;

import java.time.Duration;

/**
 * How long each kind of thing may take before it counts as failed.
 *
 * @param kernelRead a read from the kernel
 * @param kernelWrite a write to the kernel; making VFs runs drivers and may take seconds a VF
 * @param release until QEMU has closed the VFs it let go of
 * @param attach plugging in
 * @param detach unplugging, which asks the guest
 * @param pause letting go of a device, with its function-level reset
 * @param resume taking one, with mapping the guest's memory
 * @param queue waiting for other operations on the same PF
 * @param refresh reading the world before a plan
 * @param image loading an image into a card
 */
public record Deadlines(
        Duration kernelRead,
        Duration kernelWrite,
        Duration release,
        Duration attach,
        Duration detach,
        Duration pause,
        Duration resume,
        Duration queue,
        Duration refresh,
        Duration image) {
    public static final Deadlines DEFAULTS = new Deadlines(
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofSeconds(15),
            Duration.ofMinutes(10));

    /** With the default for what is seldom done. */
    public Deadlines(
            Duration kernelRead,
            Duration kernelWrite,
            Duration release,
            Duration attach,
            Duration detach,
            Duration pause,
            Duration resume,
            Duration queue,
            Duration refresh) {
        this(kernelRead, kernelWrite, release, attach, detach, pause, resume, queue, refresh, DEFAULTS.image());
    }

    /** More than any single step takes: the net under the steps' own deadlines. */
    Duration anyStep() {
        return kernelWrite
                .multipliedBy(3)
                .plus(release)
                .plus(attach)
                .plus(detach)
                .plus(pause)
                .plus(resume)
                .plus(image);
    }
}
