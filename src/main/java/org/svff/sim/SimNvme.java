package org.svff.sim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.svff.host.NvmeCommand;
import org.svff.host.NvmeStatus;
import org.svff.world.NvmePool;
import org.svff.world.NvmeSettings;

/**
 * The controller of an NVMe card of the mock kernel, in the order of checks of QEMU's (hw/nvme/ctrl.c, nvme_virt_mngmt).
 * Guarded by the kernel's lock.
 */
final class SimNvme {
    private static final int ENTRY = 32;

    private final SimFunction pf;

    SimNvme(SimFunction pf) {
        this.pf = pf;
    }

    /** Does the command; its status. */
    int run(NvmeCommand command, byte[] data) {
        if (command.opcode() == NvmeCommand.IDENTIFY) {
            ByteBuffer page = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
            if (command.action() == NvmeCommand.CAPABILITIES) {
                describe(page, 32, sum(NvmeCommand.QUEUES));
                describe(page, 64, sum(NvmeCommand.INTERRUPTS));
            } else {
                list(page, command.controller());
            }
            return 0;
        }
        return manage(command);
    }

    private void describe(ByteBuffer page, int at, int ofVfs) {
        page.putInt(at, pf.card.nvmePool())
                .putInt(at + 4, ofVfs)
                .putShort(at + 12, (short) most())
                .putShort(at + 14, (short) 1);
    }

    private int most() {
        return pf.card.nvmePool() / 2;
    }

    private void list(ByteBuffer page, int from) {
        int count = 0;
        for (int id = Math.max(1, from); id <= pf.card.totalVfs(); id++) {
            NvmeSettings has = has(id);
            int at = ++count * ENTRY;
            page.putShort(at, (short) id)
                    .put(at + 4, (byte) (has.online() ? 1 : 0))
                    .putShort(at + 8, (short) id)
                    .putShort(at + 10, (short) has.queues())
                    .putShort(at + 12, (short) has.interrupts());
        }
        page.put(0, (byte) count);
    }

    private NvmeSettings has(int controller) {
        return pf.nvme.getOrDefault(controller - 1, NvmeSettings.OFF);
    }

    private int manage(NvmeCommand command) {
        int id = command.controller();
        if (id < 1 || id > pf.card.totalVfs()) {
            return NvmeStatus.INVALID_CONTROLLER;
        }
        NvmeSettings has = has(id);
        return switch (command.action()) {
            case NvmeCommand.TAKE_OFFLINE -> set(id, NvmeSettings.OFF);
            case NvmeCommand.BRING_ONLINE ->
                has.interrupts() == 0 || has.queues() < NvmePool.LEAST_QUEUES || id > pf.vfs
                        ? NvmeStatus.INVALID_STATE
                        : set(id, new NvmeSettings(true, has.queues(), has.interrupts()));
            case NvmeCommand.ASSIGN -> assign(id, has, command.resource(), command.dword11());
            default -> NvmeStatus.INVALID_OPCODE;
        };
    }

    private int assign(int id, NvmeSettings has, int resource, int count) {
        boolean queues = resource == NvmeCommand.QUEUES;
        int more = count - (queues ? has.queues() : has.interrupts());
        if (has.online()) {
            return NvmeStatus.INVALID_STATE;
        }
        if (count > most()) {
            return NvmeStatus.INVALID_NUMBER;
        }
        if (sum(resource) + more > pf.card.nvmePool()) {
            return NvmeStatus.INVALID_RESOURCE;
        }
        return set(
                id,
                queues
                        ? new NvmeSettings(false, count, has.interrupts())
                        : new NvmeSettings(false, has.queues(), count));
    }

    private int set(int id, NvmeSettings settings) {
        pf.nvme.put(id - 1, settings);
        return 0;
    }

    private int sum(int resource) {
        return pf.nvme.values().stream()
                .mapToInt(has -> resource == NvmeCommand.QUEUES ? has.queues() : has.interrupts())
                .sum();
    }
}
