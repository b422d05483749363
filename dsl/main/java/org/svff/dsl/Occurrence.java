package org.svff.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.VfView;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;

/**
 * Something that happened.
 *
 * @param name by which statements choose: of the VM, the address of the PF
 * @param about makes what the statement calls {@code it}
 */
record Occurrence(Happening what, String name, Function<Actions, Object> about) {
    boolean isFor(Policy.Reaction reaction) {
        return reaction.when() == what
                && reaction.about().map(names -> names.matches(name)).orElse(true);
    }

    /**
     * What happened between two readings. What came and went between them did not happen: so a guest that is paused while
     * a card is changed is no event.
     */
    static List<Occurrence> between(WorldView before, WorldView now) {
        List<Occurrence> all = new ArrayList<>();
        Map<String, VmView> vmsBefore = byName(before.vms(), VmView::name);
        Map<String, VmView> vmsNow = byName(now.vms(), VmView::name);
        vmsNow.values().stream()
                .filter(vm -> !vmsBefore.containsKey(vm.name()))
                .forEach(vm -> all.add(of(Happening.VM_APPEARED, vm)));
        vmsBefore.values().stream()
                .filter(vm -> !vmsNow.containsKey(vm.name()))
                .forEach(vm -> all.add(of(Happening.VM_GONE, vm)));
        Map<String, PfView> pfs = byName(before.pfs(), PfView::address);
        now.pfs().forEach(pf -> Optional.ofNullable(pfs.get(pf.address())).ifPresent(was -> pf(was, pf, all)));
        Map<String, VfView> vfs = byName(before.vfs(), VfView::name);
        now.vfs().stream()
                .filter(vf -> vf.state().equals("FAILED"))
                .filter(vf -> !Optional.ofNullable(vfs.get(vf.name()))
                        .map(VfView::state)
                        .equals(Optional.of("FAILED")))
                .forEach(vf -> all.add(of(vf)));
        Map<String, BindingView> bindings = byName(before.bindings(), BindingView::name);
        now.bindings()
                .forEach(b -> binding(
                        Optional.ofNullable(bindings.get(b.name()))
                                .map(BindingView::state)
                                .orElse("ATTACHED"),
                        b,
                        all));
        return all;
    }

    private static <T> Map<String, T> byName(List<T> views, Function<T, String> name) {
        return views.stream().collect(Collectors.toMap(name, v -> v, (a, b) -> a, HashMap::new));
    }

    private static void pf(PfView was, PfView is, List<Occurrence> all) {
        if (is.numVfs() > 0 && is.freeVfs() == 0 && was.freeVfs() > 0) {
            all.add(of(Happening.PF_FULL, is));
        }
        if (!is.state().equals("READY") && was.state().equals("READY")) {
            all.add(of(Happening.PF_TROUBLE, is));
        }
    }

    private static void binding(String was, BindingView is, List<Occurrence> all) {
        if (is.state().equals(was)) {
            return;
        }
        switch (is.state()) {
            case "PAUSED" -> all.add(of(Happening.BINDING_PAUSED, is));
            case "FAILED" -> all.add(of(Happening.BINDING_FAILED, is));
            default -> all.add(of(Happening.BINDING_RESUMED, is));
        }
    }

    private static Occurrence of(Happening what, VmView vm) {
        return new Occurrence(what, vm.name(), actions -> new VmHandle(actions, vm));
    }

    private static Occurrence of(Happening what, PfView pf) {
        return new Occurrence(what, pf.address(), actions -> new PfHandle(actions, pf));
    }

    private static Occurrence of(VfView vf) {
        return new Occurrence(Happening.VF_FAILED, vf.vm(), actions -> new VfHandle(actions, vf));
    }

    private static Occurrence of(Happening what, BindingView binding) {
        return new Occurrence(what, binding.vm(), actions -> new BindingHandle(actions, binding));
    }

    /** A request was refused by a policy of the agent. */
    static Occurrence denied(String request, String message) {
        return new Occurrence(Happening.QUOTA_HIT, request, actions -> new DenialHandle(request, message));
    }

    /** What is about nothing: time has come, or a script's turn. */
    static Occurrence of(Happening what) {
        return new Occurrence(what, "", actions -> "");
    }

    /**
     * As a described host names it: {@code vmAppeared web-1}.
     *
     * @throws IllegalArgumentException when nothing of this kind can happen to what is there
     */
    static Occurrence parse(String text, WorldView world) {
        String[] words = text.strip().split("\\s+", 2);
        String name = words.length > 1 ? words[1] : "";
        Happening what = Happening.of(words[0])
                .orElseThrow(() -> new IllegalArgumentException("'" + words[0] + "' is no event"));
        return switch (what) {
            case VM_APPEARED -> of(what, one(world.vms(), VmView::name, name));
            case VM_GONE -> of(what, new VmView(name, 0, "", "", false, "", false, "NONE", 0, List.of()));
            case VF_FAILED -> of(one(world.vfs(), VfView::name, name));
            case BINDING_PAUSED, BINDING_RESUMED, BINDING_FAILED ->
                of(what, one(world.bindings(), BindingView::name, name));
            case PF_FULL, PF_TROUBLE -> of(what, one(world.pfs(), PfView::address, name));
            case QUOTA_HIT -> denied(name, name);
            case TIME, SCRIPT -> of(what);
        };
    }

    private static <T> T one(List<T> views, Function<T, String> nameOf, String name) {
        return views.stream()
                .filter(v -> nameOf.apply(v).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no '" + name + "'"));
    }
}
