package org.svff.jconsole.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be done with a selection. This greys out what could not succeed, and says why; whether the rest succeeds is for
 * the agent's plan to say.
 */
public final class Abilities {
    private final Host host;
    private final User user;

    private Abilities(Host host, User user) {
        this.host = host;
        this.user = user;
    }

    public static Ability of(Act act, Selection selection, Picture picture) {
        if (!picture.link().live()) {
            return Ability.no("The agent does not answer.");
        }
        Optional<String> denied = picture.rights().refusal(act);
        if (denied.isPresent()) {
            return Ability.no(denied.get());
        }
        Ability ability = of(selection, act, picture);
        return ability.possible()
                ? touching(act, selection, picture).map(Ability::no).orElse(ability)
                : ability;
    }

    private static Ability of(Selection selection, Act act, Picture picture) {
        Abilities abilities = new Abilities(picture.host(), picture.rights().user());
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

    /** Why this user may not touch what the act would. */
    private static Optional<String> touching(Act act, Selection selection, Picture picture) {
        Host host = picture.host();
        Set<String> vms = new TreeSet<>();
        Set<String> pfs = new TreeSet<>();
        if (selection instanceof Selection.OfVm s) {
            vms.add(s.vm());
            if (act != Act.ATTACH) {
                touched(act, host.bindingsOf(s.vm())).forEach(b -> pfs.add(b.pf()));
            }
        } else if (selection instanceof Selection.OfVf s && act != Act.RECONFIGURE) {
            pfs.add(s.pf());
            host.vf(s.pf(), s.index()).filter(vf -> !vf.vm().isEmpty()).ifPresent(vf -> vms.add(vf.vm()));
        } else {
            String pf = selection instanceof Selection.OfVf s ? s.pf() : ((Selection.OfCard) selection).pf();
            pfs.add(pf);
            touched(act, host.bindingsOn(pf)).forEach(b -> vms.add(b.vm()));
        }
        pfs.remove("");
        return picture.rights().refusal(vms, pfs);
    }

    /** Those of the bindings that an act on all of them would touch. */
    private static List<Binding> touched(Act act, List<Binding> bindings) {
        return bindings.stream()
                .filter(b -> switch (act) {
                    case ATTACH -> false;
                    case PAUSE -> b.state() == VfState.ATTACHED;
                    case RESUME -> b.state() != VfState.ATTACHED;
                    case DETACH, MOVE, RECONFIGURE -> true;
                })
                .toList();
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
        if (vm.isFull()) {
            return Ability.no("It has " + Words.has(vm) + ", all that its quota allows.");
        }
        return Ability.when(
                host.cards().stream().anyMatch(this::canGive), "No VF of any card is free" + forYou(user.pfs()) + ".");
    }

    private Ability someVmHasRoom() {
        return Ability.when(
                host.vms().stream().anyMatch(vm -> vm.hasRoom() && user.hasVm(vm.name())),
                "No VM has an empty hot-plug port and may have another VF" + forYou(user.vms()) + ".");
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
                host.cards().stream().anyMatch(this::canGive),
                "No other VF is free to move to" + forYou(user.pfs()) + ".");
    }

    private boolean canGive(Card card) {
        return card.ready() && !card.free().isEmpty() && user.hasPf(card.address());
    }

    private static String forYou(List<String> patterns) {
        return patterns.isEmpty() ? "" : ", of those that you may touch (" + String.join(", ", patterns) + ")";
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
