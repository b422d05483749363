package org.svff.jconsole.model;

import java.util.Locale;

/** What an operator can have done. */
public enum Act {
    ATTACH("Attach", 'A', "the guest gets a new device"),
    DETACH("Detach", 'D', "the guest sees its device go"),
    PAUSE("Pause", 'P', "the guest keeps its device, without a VF"),
    RESUME("Resume", 'R', "gives the device its VF back"),
    MOVE("Move", 'M', "puts another VF behind the device"),
    RECONFIGURE("Reconfigure", 'F', "changes the card's number of VFs");

    private final String label;
    private final char mnemonic;
    private final String effect;

    Act(String label, char mnemonic, String effect) {
        this.label = label;
        this.mnemonic = mnemonic;
        this.effect = effect;
    }

    /** What comes of it, in a few words. */
    public String effect() {
        return effect;
    }

    public String label() {
        return label;
    }

    public char mnemonic() {
        return mnemonic;
    }

    public String lower() {
        return label.toLowerCase(Locale.ROOT);
    }
}
