package org.svff.jconsole.model;

import java.util.List;

/**
 * What can be done with a selection. This greys out what could not succeed, and says why; whether the rest succeeds is for
 * the agent's plan to say.
 */
public final class Abilities {
    private final Host host;

    private Abilities(Host host) {
        this.host = host;
    }

    public static Ability of(Act act, Selection selection, Picture picture) {
        if (!picture.link().live()) {
            return Ability.no("The agent does not answer.");
        }
        String denied = picture.rights().denied().get(act);
        if (denied != null) {
            return Ability.no("You may not: " + denied);
        }
        Abilities abilities = new Abilities(picture.host());
        if (selection instanceof Selection.OfCard s) {
            return picture.host().card(s.pf()).map(c -> abilities.card(act, c)).orElseGet(Abilities::gone);
        }
        if (selection instanceof Selection.OfVf s) {
            return picture.host()
                    .vf(s.pf(), s.index())
                    .map(vf -> abilities.vf(act, vf))
                    .orElseGet(Abilities::gone);
        }
        if (selection instanceof Selection.OfVm s) {
            return picture.host().vm(s.vm()).map(vm -> abilities.vm(act, vm)).orElseGet(Abilities::gone);
        }
        return Ability.no("Select a card, a VF or a VM first.");
    }

    private static Ability gone() {
        return Ability.no("It is no longer there.");
    }

    private Ability card(Act act, Card card) {
        if (!card.ready()) {
            return Ability.no("The card is " + card.state() + (card.note().isEmpty() ? "." : ": " + card.note()));
        }
        return switch (act) {
            case ATTACH -> card.free().isEmpty() ? Ability.no("No VF of this card is free.") : someVmHasRoom();
            case DETACH, MOVE -> Ability.no("Select one VF of this card.");
            case PAUSE -> pausable(host.bindingsOn(card.address()), "on this card");
            case RESUME -> resumable(host.bindingsOn(card.address()), "on this card");
            case RECONFIGURE -> Ability.when(card.totalVfs() > 0, "The card has no VFs to offer.");
        };
    }

    private Ability vf(Act act, Vf vf) {
        Card card = host.card(vf.pf()).orElseThrow();
        if (act == Act.RECONFIGURE || !card.ready()) {
            return card(act, card);
        }
        boolean bound = !vf.vm().isEmpty();
        return switch (act) {
            case ATTACH -> vf.state() == VfState.FREE ? someVmHasRoom() : Ability.no(taken(vf));
            case DETACH -> Ability.when(bound, nobodys(vf));
            case MOVE -> bound ? somewhereToMove() : Ability.no(nobodys(vf));
            case PAUSE -> bound ? pausable(binding(vf), "with this VF") : Ability.no(nobodys(vf));
            case RESUME -> bound ? resumable(binding(vf), "with this VF") : Ability.no(nobodys(vf));
            case RECONFIGURE -> throw new AssertionError("is the card's");
        };
    }

    private List<Binding> binding(Vf vf) {
        return host.binding(vf.binding()).stream().toList();
    }

    private static String taken(Vf vf) {
        String who = vf.holder();
        return switch (vf.state()) {
            case FOREIGN -> "Held by " + who + ", which is none of the VMs; svff never touches it.";
            case HOST -> "The host itself uses it: " + who + ".";
            default -> who.isEmpty() ? "It is not free." : "It is " + who + "'s already.";
        };
    }

    private static String nobodys(Vf vf) {
        return vf.state() == VfState.FREE ? "No VM has this VF." : taken(vf);
    }

    private Ability vm(Act act, Vm vm) {
        List<Binding> bindings = host.bindingsOf(vm.name());
        return switch (act) {
            case ATTACH -> attachTo(vm);
            case DETACH -> oneOf(bindings);
            case MOVE -> oneOf(bindings).possible() ? somewhereToMove() : oneOf(bindings);
            case PAUSE -> pausable(bindings, "of this VM");
            case RESUME -> resumable(bindings, "of this VM");
            case RECONFIGURE -> Ability.no("Select a card: it is its number of VFs that changes.");
        };
    }

    private Ability attachTo(Vm vm) {
        if (!vm.reachable()) {
            return Ability.no("Its QEMU does not answer" + (vm.note().isEmpty() ? "." : ": " + vm.note()));
        }
        if (vm.freePorts().isEmpty()) {
            return Ability.no("It has no empty hot-plug port.");
        }
        return Ability.when(
                host.cards().stream().anyMatch(c -> c.ready() && !c.free().isEmpty()), "No VF of any card is free.");
    }

    private Ability someVmHasRoom() {
        return Ability.when(
                host.vms().stream()
                        .anyMatch(vm -> vm.reachable() && !vm.freePorts().isEmpty()),
                "No VM has an empty hot-plug port.");
    }

    private static Ability oneOf(List<Binding> bindings) {
        return switch (bindings.size()) {
            case 0 -> Ability.no("This VM has no VF.");
            case 1 -> Ability.YES;
            default -> Ability.no("This VM has " + bindings.size() + " VFs: select one of them.");
        };
    }

    private Ability somewhereToMove() {
        return Ability.when(
                host.cards().stream().anyMatch(c -> c.ready() && !c.free().isEmpty()),
                "No other VF is free to move to.");
    }

    private Ability pausable(List<Binding> bindings, String where) {
        List<Binding> attached =
                bindings.stream().filter(b -> b.state() == VfState.ATTACHED).toList();
        if (attached.isEmpty()) {
            return Ability.no("Nothing " + where + " is attached.");
        }
        for (Binding b : attached) {
            if (host.vm(b.vm()).filter(Vm::canPause).isEmpty()) {
                return Ability.no("The QEMU of " + b.vm() + " has no pause command.");
            }
        }
        return Ability.YES;
    }

    private static Ability resumable(List<Binding> bindings, String where) {
        return Ability.when(
                bindings.stream().anyMatch(b -> b.state() == VfState.PAUSED || b.state() == VfState.FAILED),
                "Nothing " + where + " is paused or failed.");
    }
}
