package org.svff.jconsole.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the form of an act on a selection, of what the host has to offer. */
public final class Forms {
    private final Host host;
    private final User user;

    private Forms(Picture picture) {
        this.host = picture.host();
        this.user = picture.rights().user();
    }

    /**
     * The form of an act on what is selected.
     *
     * @throws IllegalArgumentException when {@link Abilities} says that it is not possible
     */
    public static Form of(Act act, Selection selection, Picture picture) {
        Forms forms = new Forms(picture);
        Host host = picture.host();
        if (selection instanceof Selection.OfCard s) {
            return forms.card(act, host.card(s.pf()).orElseThrow(() -> notPossible(act, selection)));
        }
        if (selection instanceof Selection.OfVf s) {
            return forms.vf(act, host.vf(s.pf(), s.index()).orElseThrow(() -> notPossible(act, selection)));
        }
        if (selection instanceof Selection.OfVm s) {
            return forms.vm(act, host.vm(s.vm()).orElseThrow(() -> notPossible(act, selection)));
        }
        throw notPossible(act, selection);
    }

    private static IllegalArgumentException notPossible(Act act, Object what) {
        return new IllegalArgumentException("cannot " + act.lower() + " " + what);
    }

    private Form card(Act act, Card card) {
        Deed.Target target = new Deed.Target.OfCard(card.address());
        return switch (act) {
            case ATTACH ->
                new Form.Pick(
                        act,
                        "Attach a VF of " + card.address() + " to a VM",
                        "VM",
                        vmsWithRoom(vm -> Deed.plain(
                                act,
                                "Attach a VF of " + card.address() + " to " + vm.name(),
                                new Deed.Target.OfVm(vm.name()),
                                "attach",
                                Deed.Argument.text(card.address()))));
            case PAUSE -> settled(act, "all on " + card.address(), target);
            case RESUME -> settled(act, "all on " + card.address(), target);
            case RECONFIGURE ->
                new Form.Count(
                        act, "Reconfigure " + card.address(), card, card.vfs().size(), host, user.mayReplug());
            case DETACH, MOVE -> throw notPossible(act, card.address());
        };
    }

    private Form vf(Act act, Vf vf) {
        Deed.Target target = new Deed.Target.OfVf(vf.pf(), vf.index());
        return switch (act) {
            case ATTACH ->
                new Form.Pick(
                        act,
                        "Attach VF " + vf.name() + " to a VM",
                        "VM",
                        vmsWithRoom(vm -> Deed.plain(
                                act,
                                "Attach " + vf.name() + " to " + vm.name(),
                                target,
                                "attach",
                                Deed.Argument.text(vm.name()))));
            case DETACH -> settled(act, vf.name() + " from " + vf.vm(), target);
            case PAUSE, RESUME -> settled(act, vf.binding(), target);
            case MOVE -> move(vf.binding(), vf.vm(), vf.device());
            case RECONFIGURE -> card(act, host.card(vf.pf()).orElseThrow());
        };
    }

    private Form vm(Act act, Vm vm) {
        Deed.Target target = new Deed.Target.OfVm(vm.name());
        return switch (act) {
            case ATTACH -> new Form.Pick(act, "Attach a VF to " + vm.name(), "VF", vfsFor(vm));
            case PAUSE, RESUME -> settled(act, "all of " + vm.name(), target);
            case DETACH, MOVE -> binding(act, vm);
            case RECONFIGURE -> throw notPossible(act, vm.name());
        };
    }

    private Form binding(Act act, Vm vm) {
        Binding b = host.bindingsOf(vm.name()).get(0);
        return act == Act.MOVE
                ? move(b.name(), b.vm(), b.device())
                : settled(act, b.name(), new Deed.Target.OfBinding(b.vm(), b.device()));
    }

    private static Form settled(Act act, String what, Deed.Target target) {
        String title = act.label() + " " + what;
        return new Form.Settled(act, title, Deed.plain(act, title, target, act.lower()));
    }

    private Form move(String binding, String vm, String device) {
        List<Form.Choice> choices = host.cards().stream()
                .filter(c -> c.ready() && user.hasPf(c.address()))
                .flatMap(c -> c.free().stream())
                .map(to -> new Form.Choice(
                        to.name() + "  (" + to.address() + ")",
                        Deed.plain(
                                Act.MOVE,
                                "Move " + binding + " to " + to.name(),
                                new Deed.Target.OfBinding(vm, device),
                                "reconfigure",
                                Deed.Argument.text(to.name()))))
                .toList();
        return new Form.Pick(Act.MOVE, "Put another VF behind " + binding, "VF", choices);
    }

    private List<Form.Choice> vmsWithRoom(java.util.function.Function<Vm, Deed> deed) {
        return host.vms().stream()
                .filter(vm -> vm.hasRoom() && user.hasVm(vm.name()))
                .sorted(Comparator.comparingInt(Vm::vfCount))
                .map(vm -> new Form.Choice(vm.name() + "  (" + Words.has(vm) + ")", deed.apply(vm)))
                .toList();
    }

    private List<Form.Choice> vfsFor(Vm vm) {
        List<Form.Choice> choices = new ArrayList<>();
        List<Card> cards = host.cards().stream()
                .filter(c -> c.ready() && !c.free().isEmpty() && user.hasPf(c.address()))
                .toList();
        for (Card card : cards) {
            choices.add(new Form.Choice(
                    "first free of " + card.address() + "  (" + card.free().size() + " free)",
                    attach(vm, card.address())));
        }
        for (Card card : cards) {
            card.free().forEach(vf -> choices.add(new Form.Choice(vf.name(), attach(vm, vf.name()))));
        }
        return choices;
    }

    private static Deed attach(Vm vm, String vf) {
        return Deed.plain(
                Act.ATTACH,
                "Attach " + vf + " to " + vm.name(),
                new Deed.Target.OfVm(vm.name()),
                "attach",
                Deed.Argument.text(vf));
    }
}
