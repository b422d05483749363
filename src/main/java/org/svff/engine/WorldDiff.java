package org.svff.engine;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.svff.world.Binding;
import org.svff.world.Holder;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualFunction;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/** Tells what changed between two worlds, as events. */
final class WorldDiff {
    private final EventBus events;

    WorldDiff(EventBus events) {
        this.events = events;
    }

    void publish(World before, World after) {
        compare(
                before.pfs(),
                after.pfs(),
                PhysicalFunction::address,
                pf -> tell(EventType.PF_ADDED, pf.address(), "PF " + pf.address() + " appeared", "", pf.state()),
                pf -> tell(EventType.PF_REMOVED, pf.address(), "PF " + pf.address() + " is gone", pf.state(), ""),
                this::pfChanged);
        compare(
                vfs(before),
                vfs(after),
                VirtualFunction::name,
                vf -> tell(EventType.VF_ADDED, vf.name(), "VF " + vf.name() + " appeared", "", after.stateOf(vf)),
                vf -> tell(EventType.VF_REMOVED, vf.name(), "VF " + vf.name() + " is gone", before.stateOf(vf), ""),
                (old, vf) -> change(
                        EventType.VF_STATE, "VF", vf.name(), before.stateOf(old), after.stateOf(vf), user(after, vf)));
        compare(
                before.vms(),
                after.vms(),
                VirtualMachine::name,
                vm -> tell(EventType.VM_ADDED, vm.name(), "VM " + vm.name() + " appeared", "", reach(vm)),
                vm -> tell(EventType.VM_REMOVED, vm.name(), "VM " + vm.name() + " is gone", reach(vm), ""),
                (old, vm) -> change(EventType.VM_STATE, "VM", vm.name(), reach(old), reach(vm), vm.note()));
        compare(
                before.bindings(),
                after.bindings(),
                Binding::id,
                b -> tell(EventType.BINDING_ADDED, b.id(), "binding " + b.id() + " appeared", "", b.state()),
                b -> tell(EventType.BINDING_REMOVED, b.id(), "binding " + b.id() + " is gone", b.state(), ""),
                (old, b) -> change(EventType.BINDING_STATE, "binding", b.id(), old.state(), b.state(), b.note()));
    }

    private static List<VirtualFunction> vfs(World world) {
        return world.pfs().stream().flatMap(pf -> pf.vfs().stream()).toList();
    }

    private static String reach(VirtualMachine vm) {
        return vm.reachable() ? vm.status() : "unreachable";
    }

    private void pfChanged(PhysicalFunction old, PhysicalFunction pf) {
        change(EventType.PF_STATE, "PF", pf.address(), old.state(), pf.state(), pf.note());
        change(EventType.PF_VFS, "VF count of", pf.address(), old.numVfs(), pf.numVfs(), "");
    }

    /** Who has the VF: the binding, or what holds or uses it; empty when nobody does. */
    private static String user(World world, VirtualFunction vf) {
        return world.bindingOf(vf.name())
                .map(b -> b.id().toString())
                .or(vf::hostUse)
                .orElseGet(() -> vf.holders().stream().map(Holder::toString).collect(Collectors.joining(", ")));
    }

    /** @param why what the operator should know about it; may be empty */
    private void change(EventType type, String kind, Object subject, Object before, Object after, String why) {
        if (!before.equals(after)) {
            String message = kind + " " + subject + ": " + before + " -> " + after;
            tell(type, subject, why.isEmpty() ? message : message + " (" + why + ")", before, after);
        }
    }

    private void tell(EventType type, Object subject, String message, Object before, Object after) {
        events.publish(type, subject.toString(), message, before.toString(), after.toString());
    }

    private static <K, V> void compare(
            List<V> before,
            List<V> after,
            Function<V, K> key,
            Consumer<V> added,
            Consumer<V> removed,
            BiConsumer<V, V> both) {
        Map<K, V> old = before.stream().collect(Collectors.toMap(key, Function.identity(), (a, b) -> a));
        Map<K, V> now = after.stream().collect(Collectors.toMap(key, Function.identity(), (a, b) -> a));
        before.stream().filter(v -> !now.containsKey(key.apply(v))).forEach(removed);
        for (V value : after) {
            V former = old.get(key.apply(value));
            if (former == null) {
                added.accept(value);
            } else {
                both.accept(former, value);
            }
        }
    }
}
