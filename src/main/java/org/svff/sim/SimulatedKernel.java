package org.svff.sim;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.svff.host.Errno;
import org.svff.host.NvmeCommand;
import org.svff.host.OpenFile;
import org.svff.host.SysPaths;
import org.svff.host.Sysfs;
import org.svff.host.SysfsException;
import org.svff.host.Uevent;
import org.svff.host.UeventSource;
import org.svff.pci.PciAddress;
import org.svff.world.Holder;
import org.svff.world.NetworkSetting;
import org.svff.world.NetworkSettings;

/**
 * A mock kernel: files that act on what is written to them, as Linux 6.1 was seen to do, blocking writes and all. It is
 * used through the same seam as the real one. Thread-safe.
 */
public final class SimulatedKernel implements Sysfs, UeventSource, VfioDevices {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SimTree tree = new SimTree();
    private final SimUevents uevents = new SimUevents();
    private final SimVfio vfio = new SimVfio(tree);
    private final SimBus bus = new SimBus(this, tree, vfio);
    private final Set<KernelFault> faults = new LinkedHashSet<>();

    public SimulatedKernel() {
        tree.folder("/proc");
        tree.folder("/dev/vfio");
        tree.constant("/dev/vfio/vfio", "");
        tree.folder("/sys/kernel/iommu_groups");
        bus.addDriver("vfio-pci");
        bus.addBusFiles();
    }

    /** Plugs a card in; its PF gets its driver. */
    public SimulatedKernel with(SimCard card) {
        locked(() -> bus.plug(card));
        return this;
    }

    /** Cards are what a loader has put into this folder for them, from when they are next found on the bus. */
    public SimulatedKernel withFlash(Path folder) {
        locked(() -> bus.flash().use(folder));
        return this;
    }

    /** Built with iommufd and VFIO's files of single devices, which not all kernels are; before any card is plugged in. */
    public SimulatedKernel withIommufd() {
        locked(() -> {
            tree.constant(SysPaths.IOMMU, "");
            bus.showDeviceFiles();
        });
        return this;
    }

    /** Calls the present boot so. */
    public void boot(String id) {
        locked(() -> tree.constant(SysPaths.BOOT_ID, id));
    }

    /** Somebody starts so many queues of a QDMA function; 0: they are stopped. */
    public void startQueues(PciAddress function, int count) {
        locked(() -> {
            SimFunction f = bus.function(function);
            if (f != null) {
                f.activeQueues = count;
            }
        });
    }

    /** Switches a fault on. */
    public void fail(KernelFault fault) {
        lock.lock();
        try {
            faults.add(fault);
        } finally {
            lock.unlock();
        }
    }

    /** Switches a fault off; what hung because of it goes on. */
    public void heal(KernelFault fault) {
        lock.lock();
        try {
            faults.remove(fault);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A process that is none of svff's VMs opens the device, as DPDK would. */
    public Handle holdAsStranger(PciAddress device, Holder process) throws SysfsException {
        addProcess(process);
        return open(device, process, () -> {});
    }

    @Override
    public String read(String path) throws SysfsException {
        SimTree.Leaf leaf;
        lock.lock();
        try {
            for (KernelFault fault : faults) {
                if (fault instanceof KernelFault.ReadFails f && path.endsWith(f.pathEnd())) {
                    throw new SysfsException(f.errno(), "read", path);
                }
            }
            leaf = tree.leaf("read", path);
        } finally {
            lock.unlock();
        }
        return leaf.read().read();
    }

    /** The mock kernel's files hold text; those that are bytes hold each as one character. */
    @Override
    public byte[] readBytes(String path) throws SysfsException {
        return read(path).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void write(String path, String text) throws SysfsException {
        SimTree.Leaf leaf;
        lock.lock();
        try {
            leaf = tree.leaf("write " + text.strip() + " to", path);
            writeFaults(path, text);
        } finally {
            lock.unlock();
        }
        leaf.write().write(text.strip());
    }

    private void writeFaults(String path, String text) throws SysfsException {
        for (KernelFault fault : List.copyOf(faults)) {
            if (fault instanceof KernelFault.ReadOnly) {
                throw new SysfsException(Errno.EROFS, "write " + text.strip() + " to", path);
            }
            if (fault instanceof KernelFault.WriteFails f && path.endsWith(f.pathEnd())) {
                throw new SysfsException(f.errno(), "write " + text.strip() + " to", path);
            }
            if (fault instanceof KernelFault.WriteHangs f && path.endsWith(f.pathEnd())) {
                while (faults.contains(f)) {
                    changed.awaitUninterruptibly(); // as a thread in the kernel: nothing ends it from outside
                }
            }
        }
    }

    /** How many VFs a write of {@code asked} enables. */
    int enabled(PciAddress pf, int asked) {
        int enabled = asked;
        for (KernelFault fault : faults) {
            if (fault instanceof KernelFault.ShortEnable f && f.pf().equals(pf)) {
                enabled = Math.min(enabled, f.enabled());
            }
        }
        return enabled;
    }

    @Override
    public List<String> list(String path) throws SysfsException {
        lock.lock();
        try {
            for (KernelFault fault : faults) {
                if (fault instanceof KernelFault.ReadFails f && path.endsWith(f.pathEnd())) {
                    throw new SysfsException(f.errno(), "list", path);
                }
            }
            return tree.list(path);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String readLink(String path) throws SysfsException {
        lock.lock();
        try {
            return tree.readLink(path);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean exists(String path) {
        lock.lock();
        try {
            return tree.exists(path);
        } finally {
            lock.unlock();
        }
    }

    /** A real file, in memory, of the device's name. */
    @Override
    public OpenFile open(String path) throws SysfsException {
        lock.lock();
        try {
            for (KernelFault fault : faults) {
                if (fault instanceof KernelFault.ReadFails f && path.endsWith(f.pathEnd())) {
                    throw new SysfsException(f.errno(), "open", path);
                }
            }
            tree.leaf("open", path);
        } finally {
            lock.unlock();
        }
        return OpenFile.inMemory(path);
    }

    @Override
    public Map<Integer, NetworkSettings> vfSettings(String netInterface) throws SysfsException {
        return acting(() -> new TreeMap<>(bus.network(netInterface, "read the VF settings of")));
    }

    @Override
    public void setVfSettings(String netInterface, int vf, NetworkSettings wanted, NetworkSettings now)
            throws SysfsException {
        acting(() -> {
            for (KernelFault fault : faults) {
                if (fault instanceof KernelFault.WriteFails f && netInterface.endsWith(f.pathEnd())) {
                    throw new SysfsException(f.errno(), "change the settings of VF " + vf + " of", netInterface);
                }
            }
            Map<Integer, NetworkSettings> settings = bus.network(netInterface, "change the VF settings of");
            if (!settings.containsKey(vf)) {
                throw new SysfsException(Errno.EINVAL, "change the settings of VF " + vf + " of", netInterface);
            }
            for (NetworkSetting setting : NetworkSetting.values()) { // as the kernel is asked: one after another
                if (setting.differs(wanted, now)) {
                    refuse(netInterface, vf, setting);
                    settings.computeIfPresent(vf, (index, has) -> setting.copy(has, wanted));
                }
            }
            return true;
        });
    }

    @Override
    public int nvmeAdmin(String file, NvmeCommand command, byte[] data) throws SysfsException {
        return acting(() -> {
            for (KernelFault fault : faults) {
                if (fault instanceof KernelFault.WriteFails f && !command.isReading() && file.endsWith(f.pathEnd())) {
                    throw new SysfsException(f.errno(), "send " + command + " to", file);
                }
            }
            return new SimNvme(bus.nvme(file)).run(command, data);
        });
    }

    private void refuse(String netInterface, int vf, NetworkSetting setting) throws SysfsException {
        for (KernelFault fault : faults) {
            if (fault instanceof KernelFault.RefusesSetting f
                    && f.netInterface().equals(netInterface)
                    && f.setting() == setting) {
                throw new SysfsException(f.errno(), "set " + setting + " on VF " + vf + " of", netInterface);
            }
        }
    }

    @Override
    public Subscription subscribe(Consumer<Uevent> listener, Runnable onLoss) {
        return uevents.subscribe(listener, onLoss);
    }

    void send(String action, SimFunction function) {
        if (faults.stream().noneMatch(KernelFault.LosesUevents.class::isInstance)) {
            uevents.send(action, function);
        }
    }

    @Override
    public void addProcess(Holder process) {
        locked(() -> vfio.addProcess(process));
    }

    @Override
    public void removeProcess(long pid) {
        lock.lock();
        try {
            vfio.removeProcess(pid).forEach(vfio::close);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Handle open(PciAddress device, Holder process, Runnable onRequest) throws SysfsException {
        lock.lock();
        try {
            SimFunction function = bus.function(device);
            if (function == null || !function.driver.equals(Optional.of("vfio-pci")) || function.group.isEmpty()) {
                throw new SysfsException(Errno.ENODEV, "open with VFIO", device.toString());
            }
            SimVfio.Opened opened =
                    vfio.open(SysPaths.vfioGroup(function.group.getAsInt()), function, process, onRequest);
            return () -> close(opened);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Handle openByFile(String file, Holder process, Runnable onRequest) throws SysfsException {
        lock.lock();
        try {
            SimFunction function = bus.functionOf(file);
            if (function == null) {
                throw new SysfsException(Errno.ENODEV, "bind to iommufd", file);
            }
            SimVfio.Opened opened = vfio.open(file, function, process, onRequest);
            return () -> close(opened);
        } finally {
            lock.unlock();
        }
    }

    private void close(SimVfio.Opened opened) {
        lock.lock();
        try {
            vfio.close(opened);
            PciAddress pf = opened.function().card.address();
            if (faults.contains(new KernelFault.ForgetsMac(pf))) {
                bus.forgetMac(opened.function());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What one of the mock kernel's actions does. */
    interface Action<T> {
        T run() throws SysfsException;
    }

    <T> T acting(Action<T> action) throws SysfsException {
        lock.lock();
        try {
            T result = action.run();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, with the lock given up meanwhile; nothing ends it but the condition. */
    void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            changed.awaitUninterruptibly();
        }
    }

    /** Runs without the lock what may call back into the kernel. */
    void unlocked(Runnable action) {
        int holds = lock.getHoldCount();
        for (int i = 0; i < holds; i++) {
            lock.unlock();
        }
        try {
            action.run();
        } finally {
            for (int i = 0; i < holds; i++) {
                lock.lock();
            }
        }
    }

    /** Every PF's VF count as the hardware has it, for tests: blocks on nothing. */
    public Map<PciAddress, Integer> vfCounts() {
        lock.lock();
        try {
            return new HashMap<>(bus.vfCounts());
        } finally {
            lock.unlock();
        }
    }
}
