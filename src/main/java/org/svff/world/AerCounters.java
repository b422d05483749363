package org.svff.world;

/**
 * PCIe Advanced Error Reporting totals of a device since boot, from {@code aer_dev_correctable}, {@code
 * aer_dev_nonfatal} and {@code aer_dev_fatal} (kernel: Documentation/ABI/testing/sysfs-bus-pci-devices-aer_stats).
 */
public record AerCounters(long correctable, long nonFatal, long fatal) {}
