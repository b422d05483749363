package org.svff.testbed;

import java.util.List;
import java.util.function.Consumer;
import org.svff.image.Images;
import org.svff.pci.PciAddress;
import org.svff.world.Image;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** An agent's images, of which it loads none when it has died. Thread-safe. */
final class MortalImages implements Images {
    private final Images behind;
    private final Fate fate;

    MortalImages(Images behind, Fate fate) {
        this.behind = behind;
        this.fate = fate;
    }

    @Override
    public List<Listed> list() {
        return behind.list();
    }

    @Override
    public Image find(String name) throws SvffException {
        return behind.find(name);
    }

    @Override
    public void load(Image image, PciAddress card, Consumer<String> progress) throws SvffException {
        Fate.Verdict verdict = fate.act(Fate.LOADER + image.name());
        if (verdict == Fate.Verdict.LIVES || verdict == Fate.Verdict.DIES_AFTER) {
            behind.load(image, card, progress);
        }
        if (verdict != Fate.Verdict.LIVES) {
            throw new SvffException(new Trouble(card.toString(), "load", "the agent is dead", ""));
        }
    }
}
