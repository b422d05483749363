package org.svff.sim;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.svff.host.Errno;
import org.svff.host.SysPaths;
import org.svff.host.SysfsException;
import org.svff.world.NetworkSettings;

/**
 * SR-IOV of the mock kernel, in the order of checks and under the locks of drivers/pci/iov.c (Linux 6.1): one lock for
 * the bus, one for each device; a write that waits for a VF's holder keeps both. Guarded by the kernel's lock.
 */
final class SimSriov {
    private static final int LARGEST = 0xffff;

    private final SimulatedKernel kernel;
    private final SimTree tree;
    private final SimVfio vfio;
    private final SimBus bus;
    private boolean busLocked;

    SimSriov(SimulatedKernel kernel, SimTree tree, SimVfio vfio, SimBus bus) {
        this.kernel = kernel;
        this.tree = tree;
        this.vfio = vfio;
        this.bus = bus;
    }

    void addFiles(SimFunction pf) {
        String folder = SysPaths.device(pf.address);
        tree.constant(folder + "/sriov_totalvfs", Integer.toString(pf.card.totalVfs()));
        tree.constant(folder + "/sriov_offset", Integer.toString(pf.card.offset()));
        tree.constant(folder + "/sriov_vf_device", pf.card.vfDevice().substring(2));
        tree.constant(folder + "/sriov_stride", Integer.toString(pf.card.stride()));
        tree.put(
                folder + "/sriov_numvfs",
                new SimTree.Leaf(
                        () -> kernel.acting(() -> {
                            kernel.await(() -> !pf.locked);
                            return Integer.toString(pf.vfs);
                        }),
                        text -> kernel.acting(() -> setCount(pf, text))));
        tree.put(
                folder + "/sriov_drivers_autoprobe",
                new SimTree.Leaf(
                        () -> kernel.acting(() -> pf.autoprobe ? "1" : "0"),
                        text -> kernel.acting(() -> {
                            pf.autoprobe = !text.equals("0");
                            return true;
                        })));
    }

    void takeBusLock() {
        kernel.await(() -> !busLocked);
        busLocked = true;
    }

    void releaseBusLock() {
        busLocked = false;
    }

    private boolean setCount(SimFunction pf, String text) throws SysfsException {
        String path = SysPaths.of(pf.address, SysPaths.SRIOV_NUMVFS);
        int count = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
        if (count < 0 || count > LARGEST) {
            throw new SysfsException(Errno.EINVAL, "write " + text + " to", path);
        }
        if (count > pf.card.totalVfs()) {
            throw new SysfsException(Errno.ERANGE, "write " + text + " to", path);
        }
        takeBusLock();
        kernel.await(() -> !pf.locked);
        pf.locked = true;
        try {
            if (count == pf.vfs) {
                return true;
            }
            if (pf.driver.isEmpty()) {
                throw new SysfsException(Errno.ENOENT, "write " + text + " to", path);
            }
            if (count > 0 && pf.card.queues() > 0 && !pf.card.mailbox()) { // qdma_device_sriov_config
                throw new SysfsException(Errno.EPERM, "write " + text + " to", path);
            }
            if (count > 0 && pf.vfs > 0) {
                throw new SysfsException(Errno.EBUSY, "write " + text + " to", path);
            }
            if (count == 0) {
                destroyVfs(pf);
            } else {
                createVfs(pf, kernel.enabled(pf.address, count));
            }
            return true;
        } finally {
            pf.locked = false;
            releaseBusLock();
        }
    }

    private void createVfs(SimFunction pf, int count) {
        for (int i = 0; i < count; i++) {
            SimFunction vf = bus.add(pf.card, pf.card.vf(i), true);
            vf.autoprobe = pf.autoprobe;
            if (pf.card.netInterface().isPresent()) {
                pf.network.put(i, NetworkSettings.NONE);
            }
            tree.put(SysPaths.device(vf.address) + "/physfn", new SimTree.Link("../" + pf.address));
            tree.put(SysPaths.virtfn(pf.address, i), new SimTree.Link("../" + vf.address));
            if (pf.autoprobe && pf.card.nvmePool() == 0) { // nvme gives up a controller that is not online
                bus.setDriver(vf, Optional.of(vf.naturalDriver()));
            }
        }
        pf.vfs = count;
    }

    /** One after another; a VF that is held is asked for and waited for, its link gone already. */
    void destroyVfs(SimFunction pf) {
        for (int i = 0; i < pf.vfs; i++) {
            SimFunction vf = bus.function(pf.card.vf(i));
            tree.remove(SysPaths.virtfn(pf.address, i));
            if (vf != null) {
                awaitFree(vf);
                bus.remove(vf);
            }
        }
        pf.vfs = 0;
        pf.network.clear();
        pf.nvme.clear();
    }

    private void awaitFree(SimFunction vf) {
        vf.locked = true;
        for (SimVfio.Opened holder : vfio.holders(vf)) {
            kernel.unlocked(holder.onRequest());
        }
        kernel.await(() -> vfio.holders(vf).isEmpty());
        vf.locked = false;
    }

    /** Unbinding a PF's driver takes its VFs with it. */
    void unbind(@Nullable SimFunction function) throws SysfsException {
        if (function == null) {
            return;
        }
        kernel.acting(() -> {
            kernel.await(() -> !function.locked);
            if (function.isVf) {
                awaitFree(function);
            } else {
                destroyVfs(function);
            }
            bus.setDriver(function, Optional.empty());
            return true;
        });
    }
}
