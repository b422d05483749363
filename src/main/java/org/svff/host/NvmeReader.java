package org.svff.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.svff.pci.PciAddress;
import org.svff.world.NvmePool;
import org.svff.world.NvmeSettings;

/**
 * Reads what an NVMe card divides among the controllers of its VFs (NVM Express Base Specification 2.0, figures 293 to
 * 296: the pages of Identify with CNS 14h and 15h).
 */
final class NvmeReader {
    private static final int ENTRY = 32;
    private static final int QUEUES_AT = 32;
    private static final int INTERRUPTS_AT = 64;

    private NvmeReader() {}

    /**
     * A VF's controller.
     *
     * @param id the controller's
     */
    record Controller(int id, NvmeSettings settings) {}

    /** The file of the PF's controller; empty when it is no NVMe card, or has not got its driver. */
    static Optional<String> file(Sysfs files, PciAddress pf) {
        return Reading.ifReadable(() -> files.list(SysPaths.of(pf, SysPaths.NVME))).stream()
                .flatMap(names -> names.stream().filter(name -> name.matches("nvme\\d+")))
                .findFirst()
                .map(name -> "/dev/" + name);
    }

    /** What is divided; empty for controllers that divide nothing. */
    static Optional<NvmePool> pool(Sysfs files, String file) {
        return Reading.ifReadable(() -> ask(files, file, NvmeCommand.capabilities()))
                .map(page -> new NvmePool(resource(page, QUEUES_AT), resource(page, INTERRUPTS_AT)))
                .filter(pool -> pool.queues().total() > 0 || pool.interrupts().total() > 0);
    }

    /** Both resources are described in the same way: total, of VFs, of the PF, private, most per VF, granularity. */
    private static NvmePool.Resource resource(ByteBuffer page, int at) {
        return new NvmePool.Resource(
                page.getInt(at), page.getInt(at + 4), word(page, at + 8), word(page, at + 12), word(page, at + 14));
    }

    /** The controllers by index of the VF, also of VFs that are not there. */
    static Map<Integer, Controller> controllers(Sysfs files, String file) throws SysfsException {
        Map<Integer, Controller> found = new TreeMap<>();
        for (int from = 0; ; ) {
            ByteBuffer page = ask(files, file, NvmeCommand.secondaries(from));
            int count = page.get(0) & 0xff;
            for (int i = 1; i <= count; i++) {
                Controller controller = controller(page, i * ENTRY);
                int vf = word(page, i * ENTRY + 8);
                from = controller.id() + 1;
                if (vf > 0) { // else it is a function of its own
                    found.put(vf - 1, controller);
                }
            }
            if (count < ENTRIES) {
                return found;
            }
        }
    }

    /** As many fit into a page. */
    private static final int ENTRIES = 127;

    private static Controller controller(ByteBuffer page, int at) {
        boolean online = (page.get(at + 4) & 1) != 0;
        return new Controller(word(page, at), new NvmeSettings(online, word(page, at + 10), word(page, at + 12)));
    }

    private static int word(ByteBuffer page, int at) {
        return page.getShort(at) & 0xffff;
    }

    private static ByteBuffer ask(Sysfs files, String file, NvmeCommand command) throws SysfsException {
        byte[] page = new byte[NvmeCommand.PAGE];
        if (files.nvmeAdmin(file, command, page) != 0) {
            throw new SysfsException(Errno.EOPNOTSUPP, "send " + command + " to", file);
        }
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    }
}
