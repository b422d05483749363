package org.svff.host;

/**
 * An administration command to an NVMe controller (NVM Express Base Specification 2.0, sections 5.17 and 5.26).
 *
 * @param opcode which command
 * @param dword10 its first parameter
 * @param dword11 its second
 */
public record NvmeCommand(int opcode, int dword10, int dword11) {
    /** How much the controller fills in at an Identify. */
    public static final int PAGE = 4096;

    public static final int IDENTIFY = 0x06;
    public static final int VIRTUALIZATION_MANAGEMENT = 0x1c;

    /** What an Identify asks for (CNS). */
    public static final int CAPABILITIES = 0x14;

    public static final int SECONDARY_CONTROLLERS = 0x15;

    /** What Virtualization Management does (ACT). */
    public static final int TAKE_OFFLINE = 7;

    public static final int ASSIGN = 8;
    public static final int BRING_ONLINE = 9;

    /** Of what an assignment is (RT). */
    public static final int QUEUES = 0;

    public static final int INTERRUPTS = 1;

    static NvmeCommand capabilities() {
        return new NvmeCommand(IDENTIFY, CAPABILITIES, 0);
    }

    /** @param from the lowest controller id of interest */
    static NvmeCommand secondaries(int from) {
        return new NvmeCommand(IDENTIFY, SECONDARY_CONTROLLERS | from << 16, 0);
    }

    static NvmeCommand assign(int controller, int resource, int count) {
        return new NvmeCommand(VIRTUALIZATION_MANAGEMENT, ASSIGN | resource << 8 | controller << 16, count);
    }

    static NvmeCommand online(int controller, boolean online) {
        int action = online ? BRING_ONLINE : TAKE_OFFLINE;
        return new NvmeCommand(VIRTUALIZATION_MANAGEMENT, action | controller << 16, 0);
    }

    /** Whether it only asks. */
    public boolean isReading() {
        return opcode == IDENTIFY;
    }

    /** What the command does, or what an Identify asks for. */
    public int action() {
        return dword10 & (opcode == IDENTIFY ? 0xff : 0xf);
    }

    public int resource() {
        return dword10 >> 8 & 0x7;
    }

    public int controller() {
        return dword10 >>> 16;
    }

    @Override
    public String toString() {
        if (isReading()) {
            return "the question for its " + (action() == CAPABILITIES ? "capabilities" : "secondary controllers");
        }
        String which = "secondary controller " + controller();
        return switch (action()) {
            case TAKE_OFFLINE -> "'take " + which + " offline'";
            case BRING_ONLINE -> "'bring " + which + " online'";
            default -> "'give " + which + " " + dword11 + (resource() == QUEUES ? " queues" : " interrupts") + "'";
        };
    }
}
