package org.svff.sim;

import static org.svff.host.SysPaths.DEVICES;
import static org.svff.host.SysPaths.DRIVERS;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svff.host.Errno;
import org.svff.host.SysPaths;
import org.svff.host.SysfsException;
import org.svff.pci.PciAddress;
import org.svff.world.NetworkSettings;

/** The PCI bus of the mock kernel: functions, their files, their drivers. Guarded by the kernel's lock. */
final class SimBus {
    private static final int FIRST_GROUP = 8;

    private final SimulatedKernel kernel;
    private final SimTree tree;
    private final SimSriov sriov;
    private final Map<PciAddress, SimFunction> functions = new TreeMap<>();
    /** What was plugged in, by slot: what it is and where it shows itself may change with an image. */
    private final Map<PciAddress, SimCard> cards = new TreeMap<>();

    private final Map<PciAddress, PciAddress> shown = new TreeMap<>();
    private final SimFlash flash = new SimFlash();
    private final TreeSet<Integer> groups = new TreeSet<>();
    private boolean deviceFiles;

    SimBus(SimulatedKernel kernel, SimTree tree, SimVfio vfio) {
        this.kernel = kernel;
        this.tree = tree;
        this.sriov = new SimSriov(kernel, tree, vfio, this);
    }

    void addBusFiles() {
        tree.folder(DEVICES);
        tree.writeOnly(
                SysPaths.RESCAN,
                text -> kernel.acting(() -> {
                    sriov.takeBusLock();
                    cards.forEach((slot, card) -> flash.read(card, slot, shown.getOrDefault(slot, slot))
                            .filter(now -> isUnplugged(slot))
                            .ifPresent(this::discover));
                    sriov.releaseBusLock();
                    return true;
                }));
    }

    SimFlash flash() {
        return flash;
    }

    /** Functions that VFIO has get files of their own from now on. */
    void showDeviceFiles() {
        deviceFiles = true;
    }

    /** The function whose VFIO file this is. */
    @Nullable
    SimFunction functionOf(String file) {
        return functions.values().stream()
                .filter(f -> f.driver.equals(Optional.of("vfio-pci"))
                        && deviceFile(f).equals(Optional.of(file)))
                .findFirst()
                .orElse(null);
    }

    private Optional<String> deviceFile(SimFunction f) {
        return deviceFiles && f.group.isPresent()
                ? Optional.of(SysPaths.vfioDevice("vfio" + f.group.getAsInt()))
                : Optional.empty();
    }

    /** No function of the card is on the bus, wherever it last showed itself. */
    private boolean isUnplugged(PciAddress slot) {
        return functions.values().stream().noneMatch(f -> f.card.home().equals(slot));
    }

    void addDriver(String name) {
        if (tree.exists(SysPaths.driver(name))) {
            return;
        }
        tree.writeOnly(
                SysPaths.driverBind(name),
                text -> kernel.acting(() -> {
                    SimFunction function = named(text, "bind");
                    if (!matches(function, name)) {
                        throw new SysfsException(Errno.ENODEV, "write " + text + " to", SysPaths.driverBind(name));
                    }
                    if (function.driver.isPresent()) {
                        throw new SysfsException(Errno.EBUSY, "write " + text + " to", SysPaths.driverBind(name));
                    }
                    setDriver(function, Optional.of(name));
                    return true;
                }));
    }

    private SimFunction named(String address, String action) throws SysfsException {
        try {
            SimFunction function = functions.get(PciAddress.parse(address));
            if (function != null) {
                return function;
            }
        } catch (IllegalArgumentException e) {
            // no address: no device
        }
        throw new SysfsException(Errno.ENODEV, action, address);
    }

    /** With automatic probing off, only a VF whose driver_override names the driver takes it, even by hand. */
    private static boolean matches(SimFunction function, String driver) {
        return function.override
                .map(driver::equals)
                .orElse(function.naturalDriver().equals(driver) && (!function.isVf || function.autoprobe));
    }

    @Nullable
    SimFunction function(PciAddress address) {
        return functions.get(address);
    }

    void plug(SimCard card) {
        cards.put(card.address(), card);
        discover(card);
    }

    private void discover(SimCard card) {
        shown.put(card.home(), card.address());
        addDriver(card.pfDriver());
        addDriver(card.vfDriver());
        SimFunction pf = add(card, card.address(), false);
        setDriver(pf, Optional.of(card.pfDriver()));
        sriov.addFiles(pf);
    }

    /** A new function, with the files that all functions have. */
    SimFunction add(SimCard card, PciAddress address, boolean isVf) {
        SimFunction f = new SimFunction(card, address, isVf);
        functions.put(address, f);
        String folder = SysPaths.device(address);
        tree.constant(folder + "/vendor", card.vendor());
        tree.constant(folder + "/device", isVf ? card.vfDevice() : card.device());
        tree.constant(folder + "/class", card.classCode());
        tree.constant(folder + "/numa_node", Integer.toString(card.numaNode()));
        tree.put(
                folder + "/driver_override",
                new SimTree.Leaf(
                        () -> kernel.acting(() -> {
                            kernel.await(() -> !f.locked);
                            return f.override.orElse("(null)");
                        }),
                        text -> kernel.acting(() -> {
                            f.override = text.isEmpty() ? Optional.empty() : Optional.of(text);
                            return true;
                        })));
        tree.writeOnly(
                folder + "/reset",
                text -> kernel.acting(() -> {
                    f.queues = 0;
                    f.activeQueues = 0;
                    return true;
                }));
        if (card.iommu()) {
            addGroup(f);
        }
        if (!isVf) {
            addPfFiles(f, folder);
        }
        kernel.send("add", f);
        return f;
    }

    private void addPfFiles(SimFunction f, String folder) {
        tree.constant(folder + "/config", SimConfig.of(f.card));
        if (!f.card.slot().isEmpty()) {
            String device =
                    f.address.toString().substring(0, f.address.toString().lastIndexOf('.'));
            tree.constant(SysPaths.slotAddress(f.card.slot()), device);
        }
        for (String kind : new String[] {"correctable", "nonfatal", "fatal"}) {
            String total = kind.equals("correctable") ? "COR" : kind.toUpperCase(Locale.ROOT);
            tree.constant(folder + "/aer_dev_" + kind, "RxErr 0\nTOTAL_ERR_" + total + " 0");
        }
        f.card.netInterface().ifPresent(name -> tree.constant(folder + "/net/" + name + "/flags", "0x1003"));
        tree.writeOnly(
                folder + "/remove",
                text -> kernel.acting(() -> {
                    sriov.takeBusLock();
                    sriov.destroyVfs(f);
                    remove(f);
                    sriov.releaseBusLock();
                    return true;
                }));
    }

    /** The QDMA driver's folder is there as long as the driver has the function; each probe begins with no queues. */
    private void qdma(SimFunction f) {
        String folder = SysPaths.of(f.address, SysPaths.QDMA);
        tree.remove(folder);
        f.queues = 0;
        f.activeQueues = 0;
        if (f.card.queues() > 0 && f.driver.equals(Optional.of(f.naturalDriver()))) {
            tree.put(
                    folder + "/qmax",
                    new SimTree.Leaf(
                            () -> kernel.acting(() -> Integer.toString(f.queues)), text -> setQueues(f, text)));
        }
    }

    /** The driver's name for the controller is there as long as the driver has it. */
    private void nvme(SimFunction f) {
        String folder = SysPaths.of(f.address, SysPaths.NVME);
        tree.remove(folder);
        if (!f.isVf && f.card.nvmePool() > 0 && f.driver.equals(Optional.of(f.naturalDriver()))) {
            tree.folder(folder + "/nvme" + f.address.bus());
        }
    }

    /**
     * As qdma_set_qmax and the resource manager of AMD's driver: no change while queues are active, none beyond the card's
     * pool, and in older versions none to what is there already.
     */
    private void setQueues(SimFunction f, String text) throws SysfsException {
        String path = SysPaths.of(f.address, SysPaths.QDMA_QMAX);
        kernel.acting(() -> {
            int wanted = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
            int others = functions.values().stream()
                    .filter(o -> o != f && o.card.equals(f.card))
                    .mapToInt(o -> o.queues)
                    .sum();
            if (wanted == f.queues) {
                throw new SysfsException(Errno.EPERM, "write " + text + " to", path);
            }
            if (wanted < 0 || wanted + others > f.card.queues() || f.activeQueues > 0) {
                throw new SysfsException(Errno.EINVAL, "write " + text + " to", path);
            }
            f.queues = wanted;
            return true;
        });
    }

    /** The lowest number that is free: whoever comes next gets a number that another had before. */
    private void addGroup(SimFunction f) {
        int number = FIRST_GROUP;
        while (groups.contains(number)) {
            number++;
        }
        groups.add(number);
        f.group = OptionalInt.of(number);
        String folder = "/sys/kernel/iommu_groups/" + number;
        tree.put(
                SysPaths.device(f.address) + "/iommu_group",
                new SimTree.Link("../../../../kernel/iommu_groups/" + number));
        tree.put(folder + "/devices/" + f.address, new SimTree.Link(SysPaths.device(f.address)));
    }

    void remove(SimFunction f) {
        setDriver(f, Optional.empty());
        f.group.ifPresent(number -> {
            groups.remove(number);
            tree.remove("/sys/kernel/iommu_groups/" + number);
        });
        functions.remove(f.address);
        tree.remove(SysPaths.device(f.address));
        kernel.send("remove", f);
    }

    void setDriver(SimFunction f, Optional<String> driver) {
        String folder = SysPaths.device(f.address);
        f.driver.ifPresent(old -> {
            tree.remove(DRIVERS + "/" + old + "/" + f.address);
            tree.remove(folder + "/driver");
            if (old.equals("vfio-pci")) {
                f.group.ifPresent(group -> tree.remove(SysPaths.vfioGroup(group)));
                deviceFile(f).ifPresent(tree::remove);
                tree.remove(SysPaths.of(f.address, SysPaths.VFIO_DEV));
            }
            if (f.isVf) {
                tree.remove(folder + "/net");
            }
            kernel.send("unbind", f);
        });
        f.driver = driver;
        qdma(f);
        nvme(f);
        driver.ifPresent(now -> {
            tree.put(folder + "/driver", new SimTree.Link("../../drivers/" + now));
            tree.put(DRIVERS + "/" + now + "/" + f.address, new SimTree.Link(folder));
            tree.writeOnly(DRIVERS + "/" + now + "/unbind", text -> sriov.unbind(named(text, "unbind")));
            if (now.equals("vfio-pci")) {
                f.group.ifPresent(group -> tree.constant(SysPaths.vfioGroup(group), ""));
                deviceFile(f).ifPresent(file -> {
                    tree.constant(file, "");
                    tree.folder(SysPaths.of(f.address, SysPaths.VFIO_DEV) + file.substring(file.lastIndexOf('/')));
                });
            }
            if (f.isVf && f.card.netInterface().isPresent() && now.equals(f.naturalDriver())) {
                String name = f.card.netInterface().get() + "v" + f.address.device() + f.address.function();
                tree.constant(folder + "/net/" + name + "/flags", "0x1002"); // there, and down
            }
            kernel.send("bind", f);
        });
    }

    void forgetMac(SimFunction vf) {
        SimFunction pf = functions.get(vf.card.address());
        if (pf != null) {
            pf.network.replaceAll((index, settings) ->
                    vf.card.vf(index).equals(vf.address) ? settings.withMac(NetworkSettings.NO_MAC) : settings);
        }
    }

    /** What is set on the VFs of this interface's card. */
    Map<Integer, NetworkSettings> network(String netInterface, String action) throws SysfsException {
        return functions.values().stream()
                .filter(f -> !f.isVf && f.card.netInterface().equals(Optional.of(netInterface)))
                .findFirst()
                .orElseThrow(() -> new SysfsException(Errno.ENODEV, action, netInterface))
                .network;
    }

    /** The PF whose controller has this file. */
    SimFunction nvme(String file) throws SysfsException {
        return functions.values().stream()
                .filter(f -> !f.isVf && f.card.nvmePool() > 0 && file.equals("/dev/nvme" + f.address.bus()))
                .findFirst()
                .orElseThrow(() -> new SysfsException(Errno.ENOENT, "open", file));
    }

    Map<PciAddress, Integer> vfCounts() {
        Map<PciAddress, Integer> counts = new HashMap<>();
        functions.values().stream().filter(f -> !f.isVf).forEach(f -> counts.put(f.address, f.vfs));
        return counts;
    }
}
