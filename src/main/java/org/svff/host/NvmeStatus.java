package org.svff.host;

import java.util.Locale;
import org.svff.host.HostException.Kind;
import org.svff.world.Trouble;

/** What an NVMe controller's status means to an operator (NVM Express Base Specification 2.0, figures 94 to 98). */
public final class NvmeStatus {
    public static final int INVALID_OPCODE = 0x001;
    public static final int INVALID_CONTROLLER = 0x11f;
    public static final int INVALID_STATE = 0x120;
    public static final int INVALID_NUMBER = 0x121;
    public static final int INVALID_RESOURCE = 0x122;

    /** Status code and its type; above are More and Do Not Retry. */
    private static final int CODE = 0x7ff;

    private NvmeStatus() {}

    static HostException trouble(String device, NvmeCommand command, int status) {
        String number = String.format(Locale.ROOT, " (NVMe status 0x%x)", status);
        String tried = command.toString().replace("'", "");
        return switch (status & CODE) {
            case INVALID_STATE ->
                refused(
                        device,
                        tried,
                        "the controller is not in a state for that" + number,
                        "only an offline controller is given anything, and one that goes online needs 2 queues and an"
                                + " interrupt: `nvme list-secondary` shows what it has");
            case INVALID_NUMBER ->
                refused(
                        device,
                        tried,
                        "the card does not give one VF so many" + number,
                        "`nvme primary-ctrl-caps` shows the most (vqfrsm, vifrsm): ask for fewer");
            case INVALID_RESOURCE ->
                refused(
                        device,
                        tried,
                        "the card has not so many left" + number,
                        "take some from other VFs, or from the PF (`nvme virt-mgmt` with -a 1, then a reset of the PF)");
            case INVALID_CONTROLLER ->
                refused(device, tried, "it is no controller of the card" + number, "list the devices again");
            case INVALID_OPCODE ->
                refused(
                        device,
                        tried,
                        "the controller knows no virtualization management" + number,
                        "its maker's tool divides what its VFs have");
            default -> refused(device, tried, "the controller refused it" + number, "see dmesg");
        };
    }

    private static HostException refused(String device, String tried, String answer, String remedy) {
        return new HostException(Kind.REFUSED, new Trouble(device, tried, answer, remedy));
    }
}
