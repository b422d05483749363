package org.svff.sim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The configuration space of a simulated card, as far as svff looks at it. */
final class SimConfig {
    private static final int SIZE = 4096;
    private static final int FIRST_CAPABILITY = 0x100;
    private static final int SECOND_CAPABILITY = 0x140;
    private static final int VERSION_1 = 0x1_0000;
    private static final int ERROR_REPORTING = 0x0001;
    private static final int SERIAL_NUMBER = 0x0003;

    private SimConfig() {}

    /** Error reporting and, if it has one, the serial number, as Intel's 82576 has them; each byte as one character. */
    static String of(SimCard card) {
        ByteBuffer space = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        int next = card.serial() == 0 ? 0 : SECOND_CAPABILITY << 20;
        space.putInt(FIRST_CAPABILITY, next | VERSION_1 | ERROR_REPORTING);
        if (card.serial() != 0) {
            space.putInt(SECOND_CAPABILITY, VERSION_1 | SERIAL_NUMBER);
            space.putLong(SECOND_CAPABILITY + 4, card.serial());
        }
        return new String(space.array(), StandardCharsets.ISO_8859_1);
    }
}
