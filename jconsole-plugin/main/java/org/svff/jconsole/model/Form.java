package org.svff.jconsole.model;

import java.util.List;

/** What is left to choose before an act is complete. */
public sealed interface Form {
    Act act();

    /** What is to be done, in a few words. */
    String title();

    /** Nothing is left to choose. */
    record Settled(Act act, String title, Deed deed) implements Form {}

    /** One of several, each of which is a whole deed. */
    record Pick(Act act, String title, String prompt, List<Choice> choices) implements Form {
        public Pick {
            choices = List.copyOf(choices);
        }
    }

    /** What one can pick. */
    record Choice(String label, Deed deed) {
        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * How many VFs a card shall have.
     *
     * @param present how many it has
     * @param mayReplug whether this user may allow replug
     */
    record Count(Act act, String title, Card card, int present, Host host, boolean mayReplug) implements Form {
        /** Bindings whose VFs would no longer be there. */
        public List<String> bereft(int count) {
            return host.bindingsOn(card.address()).stream()
                    .filter(b -> indexOf(b.vf()) >= count)
                    .map(Binding::name)
                    .toList();
        }

        private static int indexOf(String vf) {
            return Integer.parseInt(vf.substring(vf.lastIndexOf('/') + 1));
        }

        /** VMs with a VF of this card that cannot pause: their guests would see the device go and come back. */
        public List<String> seeing() {
            return host.bindingsOn(card.address()).stream()
                    .map(Binding::vm)
                    .distinct()
                    .filter(vm -> host.vm(vm).filter(Vm::canPause).isEmpty())
                    .toList();
        }

        public Deed deed(int count, boolean replug, boolean mayStayPaused) {
            return new Deed(
                    act,
                    "Reconfigure " + card.address() + ": " + present + " to " + count + " VFs",
                    new Deed.Target.OfCard(card.address()),
                    "planWith",
                    "reconfigureWith",
                    List.of(
                            Deed.Argument.number(count),
                            Deed.Argument.flag(replug),
                            Deed.Argument.texts(mayStayPaused ? bereft(count) : List.of()),
                            Deed.Argument.texts(List.of())));
        }
    }
}
