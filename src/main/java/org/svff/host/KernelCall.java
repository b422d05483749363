package org.svff.host;

/**
 * What runs on a thread of {@link KernelCalls}. It reaches the kernel only by the files it is handed: once nobody waits
 * for it any more, they refuse, so that a call which comes back after hours changes nothing.
 */
@FunctionalInterface
public interface KernelCall<T> {
    T run(Sysfs files) throws SysfsException, HostException;
}
