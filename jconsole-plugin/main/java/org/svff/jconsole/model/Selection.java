package org.svff.jconsole.model;

import java.util.List;

/** What the operator has pointed at. */
public sealed interface Selection {
    record None() implements Selection {}

    record OfCard(String pf) implements Selection {}

    record OfVf(String pf, int index) implements Selection {
        public String name() {
            return pf + "/" + index;
        }
    }

    record OfVm(String vm) implements Selection {}

    /** What an operator who comes to this screen looks at first: what failed, what is paused, else the first card. */
    static Selection first(Host host) {
        for (VfState state : List.of(VfState.FAILED, VfState.PAUSED)) {
            for (Card card : host.cards()) {
                for (Vf vf : card.vfs()) {
                    if (vf.state() == state) {
                        return new OfVf(vf.pf(), vf.index());
                    }
                }
            }
        }
        return host.cards().isEmpty()
                ? new None()
                : new OfCard(host.cards().get(0).address());
    }

    /** The same where it is still there; else the nearest thing that is. */
    default Selection in(Host host) {
        if (this instanceof OfVf vf && host.vf(vf.pf(), vf.index()).isEmpty()) {
            return host.card(vf.pf()).isPresent() ? new OfCard(vf.pf()) : new None();
        }
        if (this instanceof OfCard card && host.card(card.pf()).isEmpty()) {
            return new None();
        }
        if (this instanceof OfVm vm && host.vm(vm.vm()).isEmpty()) {
            return new None();
        }
        return this;
    }
}
