package org.svff.engine;

import java.util.Optional;
import java.util.function.Consumer;
import org.svff.host.SriovHost;
import org.svff.image.Images;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.plan.Step;
import org.svff.world.Image;
import org.svff.world.SvffException;

/** The steps that change a card itself: its queues, its image. Thread-safe. */
final class CardSteps {
    private final SriovHost host;
    private final Images images;
    private final CardBook cards;
    private final Obligations obligations;
    private final Deadlines deadlines;

    CardSteps(SriovHost host, Images images, CardBook cards, Obligations obligations, Deadlines deadlines) {
        this.host = host;
        this.images = images;
        this.cards = cards;
        this.obligations = obligations;
        this.deadlines = deadlines;
    }

    /** The step with its card called by its present address. */
    Step here(Step step) {
        return Relocation.of(step, cards::whereIs);
    }

    void setQueues(Step.SetQueues s) throws SvffException {
        host.setQueues(s.pf(), s.queues(), deadlines.kernelWrite());
    }

    void wantQueues(Step.WantQueues s) throws SvffException {
        cards.wantQueues(s.pf(), s.queues());
    }

    /**
     * Takes the card off the bus, wherever it is: an agent that was killed may have had no time to put that down.
     *
     * @param then its address when the operation began
     */
    void remove(Step.RemoveCard s, PciAddress then) throws SvffException {
        PciAddress at = s.pf();
        if (!host.isThere(at, deadlines.kernelRead())) {
            Step.Return known = s.back();
            Optional<PciAddress> elsewhere = host.lookForCard(at, known.others(), known.ids(), deadlines.kernelRead());
            if (elsewhere.isPresent()) {
                at = elsewhere.get();
                cards.found(then, at);
            }
        }
        host.removeCard(at, deadlines.kernelWrite());
    }

    /**
     * Loads the image. From the first moment on until it is loaded, the card's image is not known.
     *
     * @return what the operator should know; mostly empty
     */
    String load(Step.LoadImage s, Consumer<String> progress) throws SvffException {
        Image image = images.find(s.image());
        if (cards.image(s.pf()).equals(Optional.of(image.loaded()))) {
            return s.pf() + " runs " + image.name() + " already: it was not loaded anew";
        }
        cards.image(s.pf(), Optional.empty());
        images.load(image, s.pf(), progress);
        try {
            cards.image(s.pf(), Optional.of(image.loaded()));
            return "";
        } catch (SvffException e) { // the card runs it all the same
            return "that " + s.pf() + " runs " + image.name() + " could not be put on record: "
                    + e.trouble().answer();
        }
    }

    /**
     * Finds the card.
     *
     * @param then its address when the operation began
     * @return what the operator should know; empty when it is where it was
     */
    String find(Step.FindCard s, PciAddress then) throws SvffException {
        PciAddress now = host.findCard(s.pf(), s.as().others(), s.as().ids(), deadlines.kernelWrite());
        cards.found(then, now);
        for (Obligation owed : obligations.all().values()) { // its VFs are the same ones, under another name
            if (!now.equals(owed.vf().pf())
                    && (owed.vf().pf().equals(then) || owed.vf().pf().equals(s.pf()))) {
                obligations.note(owed.with(new VfName(now, owed.vf().index())));
            }
        }
        return now.equals(then) ? "" : "the card that was at " + then + " is at " + now + " now";
    }

    /** Why the VF is not the device that the binding's guest knows; empty when it is, or nobody can tell. */
    Optional<String> mismatch(Step.ResumeSame s) throws SvffException {
        return host.vfId(s.vf().pf(), deadlines.kernelRead())
                .map(Object::toString)
                .filter(id -> s.id().filter(known -> !known.equals(id)).isPresent())
                .map(id -> "its VF is " + id + " now, and its guest has a " + s.id().orElse("device of another kind"));
    }

    /**
     * Puts down why the binding stays paused.
     *
     * @return the same for the operator
     */
    String leavePaused(Step.LeavePaused s) {
        Obligation owed = obligations.all().get(s.binding());
        if (owed == null) { // its VM ended on the way
            return "";
        }
        obligations.note(owed.because(s.why()));
        return s.binding() + " stays paused: " + s.why();
    }
}
