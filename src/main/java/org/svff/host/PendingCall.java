package org.svff.host;

/** A call into the kernel that is under way. */
public interface PendingCall<T> {
    /**
     * Waits for its end, until its deadline; to be called once.
     *
     * @throws HostException see {@link KernelCalls#call}
     */
    T await() throws SysfsException, HostException;
}
