package org.svff.dsl;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.svff.jmx.view.WorldView;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;

/**
 * What actions are written with: the host as it was when they began, and what can be done to it. Each action is made at
 * once, in its turn; one that fails ends the actions.
 */
public final class Actions {
    private static final int MOST = 1000;
    private static final int LONGEST_MESSAGE = 2000;

    private final WorldView world;
    private final Rules rules;
    private final Consumer<Change> doer;
    private final Set<String> taken = new HashSet<>();
    private int count;

    /** @param doer makes each change; may throw */
    Actions(WorldView world, Rules rules, Consumer<Change> doer) {
        this.world = world;
        this.rules = rules;
        this.doer = doer;
    }

    void act(Change change) {
        if (++count > MOST) {
            throw new IllegalStateException("more than " + MOST + " actions at once");
        }
        doer.accept(change);
    }

    /** A free VF of the card, another one each time. */
    String takeFree(String card) {
        PfHandle pf = pf(card);
        String name = getVfs().stream()
                .filter(vf -> vf.getPf().equals(pf.getAddress()) && vf.isFree() && !taken.contains(vf.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(pf.getAddress() + " has no free VF"))
                .getName();
        taken.add(name);
        return name;
    }

    Place here() {
        return rules.here();
    }

    /** All PFs. */
    public List<PfHandle> getPfs() {
        return world.pfs().stream().map(view -> new PfHandle(this, view)).toList();
    }

    /** All VFs. */
    public List<VfHandle> getVfs() {
        return world.vfs().stream().map(view -> new VfHandle(this, view)).toList();
    }

    /** All VMs. */
    public List<VmHandle> getVms() {
        return world.vms().stream().map(view -> new VmHandle(this, view)).toList();
    }

    /** All bindings. */
    public List<BindingHandle> getBindings() {
        return world.bindings().stream()
                .map(view -> new BindingHandle(this, view))
                .toList();
    }

    /** A PF by address. */
    public PfHandle pf(String address) {
        String wanted = PciAddress.parse(address).toString();
        return one(
                getPfs().stream().filter(pf -> pf.getAddress().equals(wanted)).toList(), "PF", address);
    }

    /** A VF by name. */
    public VfHandle vf(String name) {
        String wanted = VfName.parse(name).toString();
        return one(getVfs().stream().filter(vf -> vf.getName().equals(wanted)).toList(), "VF", name);
    }

    /** A VM by name. */
    public VmHandle vm(String name) {
        return one(getVms().stream().filter(vm -> vm.getName().equals(name)).toList(), "VM", name);
    }

    /** A binding by VM and guest device. */
    public BindingHandle binding(String name) {
        String wanted = BindingId.parse(name).toString();
        return one(
                getBindings().stream().filter(b -> b.getName().equals(wanted)).toList(), "binding", name);
    }

    private static <T> T one(List<T> found, String kind, String name) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no " + kind + " " + name);
        }
        return found.get(0);
    }

    /** Tells it to whoever looks at what the policy does; the parts are joined by blanks. */
    public void notify(Object... parts) {
        String text = Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(" "));
        String line = text.replaceAll("\\p{Cntrl}", " ");
        act(new Change.Notify(
                here(), line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line));
    }

    /** The VM gets a VF: any free one of a card, or one by name. */
    public void attach(String vm, String vf) {
        vm(vm).attach(vf);
    }

    /** The VM loses this guest device. */
    public void detach(String binding) {
        binding(binding).detach();
    }

    /** QEMU lets go of the VF; the guest keeps its device. */
    public void pause(String binding) {
        binding(binding).pause();
    }

    /** The guest device gets its VF back. */
    public void resume(String binding) {
        binding(binding).resume();
    }
}
