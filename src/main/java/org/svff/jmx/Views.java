package org.svff.jmx;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.svff.access.Caller;
import org.svff.access.Role;
import org.svff.engine.BindingStats;
import org.svff.engine.Control;
import org.svff.engine.Report;
import org.svff.image.Images;
import org.svff.jmx.view.BindingView;
import org.svff.jmx.view.ImageView;
import org.svff.jmx.view.PfView;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;
import org.svff.jmx.view.RightsView;
import org.svff.jmx.view.StageView;
import org.svff.jmx.view.StepView;
import org.svff.jmx.view.TroubleView;
import org.svff.jmx.view.VfView;
import org.svff.jmx.view.VmView;
import org.svff.jmx.view.WorldView;
import org.svff.pci.DeviceId;
import org.svff.pci.VfName;
import org.svff.plan.Plan;
import org.svff.plan.Step;
import org.svff.policy.KeptPolicy;
import org.svff.policy.VmQuota;
import org.svff.state.Drift;
import org.svff.world.AerCounters;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.Holder;
import org.svff.world.Image;
import org.svff.world.LoadedImage;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmeSettings;
import org.svff.world.PauseSupport;
import org.svff.world.PhysicalFunction;
import org.svff.world.Queues;
import org.svff.world.Trouble;
import org.svff.world.VfState;
import org.svff.world.VirtualFunction;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/** Turns what the agent knows into what JMX clients see. Touches neither kernel nor QEMU. */
public final class Views {
    private static final List<String> LINKS = List.of("auto", "on", "off"); // as NetworkSettings counts them

    private Views() {}

    static WorldView world(Control control) {
        WorldView world = world(control.world(), control::stats, control.policies());
        return new WorldView(
                world.generation(),
                world.takenAt(),
                world.pfs(),
                world.vfs(),
                world.vms(),
                world.bindings(),
                drift(control));
    }

    static List<String> drift(Control control) {
        return control.comparison().drift().stream().map(Drift::toString).toList();
    }

    /** The world as clients see it, but for quotas. */
    public static WorldView world(World world, Function<BindingId, BindingStats> stats) {
        return world(world, stats, List.of());
    }

    private static WorldView world(World world, Function<BindingId, BindingStats> stats, List<KeptPolicy> policies) {
        return new WorldView(
                world.generation(),
                world.takenAt().toString(),
                world.pfs().stream().map(pf -> pf(world, pf)).toList(),
                world.pfs().stream()
                        .flatMap(pf -> pf.vfs().stream())
                        .map(vf -> vf(world, vf))
                        .toList(),
                world.vms().stream().map(vm -> vm(world, vm, policies)).toList(),
                world.bindings().stream()
                        .map(b -> binding(b, stats.apply(b.id())))
                        .toList());
    }

    static PfView pf(World world, PhysicalFunction pf) {
        Map<VfState, Integer> counts = new EnumMap<>(VfState.class);
        pf.vfs().forEach(vf -> counts.merge(world.stateOf(vf), 1, Integer::sum));
        return new PfView(
                pf.address().toString(),
                String.format(Locale.ROOT, "%04x", pf.id().vendor()),
                String.format(Locale.ROOT, "%04x", pf.id().device()),
                pf.driver().orElse(""),
                pf.numaNode(),
                pf.totalVfs(),
                pf.numVfs(),
                counts.getOrDefault(VfState.FREE, 0),
                counts.getOrDefault(VfState.ATTACHED, 0),
                counts.getOrDefault(VfState.PAUSED, 0),
                counts.getOrDefault(VfState.FAILED, 0),
                counts.getOrDefault(VfState.HOST, 0),
                counts.getOrDefault(VfState.FOREIGN, 0),
                pf.autoprobe(),
                pf.state().toString(),
                pf.note(),
                pf.queues().map(Queues::max).orElse(-1),
                pf.queues().map(Queues::wanted).orElse(-1),
                pf.image().map(LoadedImage::name).orElse(""),
                pf.aer().map(AerCounters::correctable).orElse(-1L),
                pf.aer().map(AerCounters::nonFatal).orElse(-1L),
                pf.aer().map(AerCounters::fatal).orElse(-1L),
                pf.interfaces(),
                pf.identity().slot(),
                pf.identity().serial());
    }

    static ImageView image(Images.Listed listed) {
        Optional<Image> image = listed.image();
        return new ImageView(
                listed.name(),
                image.map(Image::description).orElse(""),
                image.map(Image::file).orElse(""),
                image.map(Image::sha256).orElse(""),
                image.map(i -> i.cards().stream()
                                .map(DeviceId::toString)
                                .sorted()
                                .toList())
                        .orElse(List.of()),
                image.flatMap(Image::shows).map(DeviceId::toString).orElse(""),
                image.flatMap(Image::vfShows).map(DeviceId::toString).orElse(""),
                image.map(i -> i.mostVfs().orElse(-1)).orElse(-1),
                image.map(i -> i.queues().orElse(-1)).orElse(-1),
                image.map(Image::loader).orElse(""),
                image.map(Image::remove).orElse(false),
                listed.problem());
    }

    static VfView vf(World world, VirtualFunction vf) {
        Optional<Binding> binding = world.bindingOf(vf.name());
        NetworkSettings set = vf.network().orElse(NetworkSettings.NONE);
        return new VfView(
                vf.name().toString(),
                vf.name().pf().toString(),
                vf.name().index(),
                vf.address().toString(),
                vf.driver().orElse(""),
                vf.iommuGroup().orElse(-1),
                world.stateOf(vf).toString(),
                binding.map(b -> b.id().vm()).orElse(""),
                binding.map(b -> b.id().device()).orElse(""),
                vf.holders().stream().map(Holder::toString).toList(),
                vf.hostUse().orElse(""),
                set.hasMac() ? set.mac() : "",
                set.vlan(),
                set.qos(),
                onOrOff(set.trust()),
                onOrOff(set.spoofCheck()),
                vf.network().isPresent() ? LINKS.get(set.linkState()) : "",
                set.minRate(),
                set.maxRate(),
                vf.network()
                        .map(NetworkSettings::toString)
                        .or(() -> vf.nvme().map(NvmeSettings::toString))
                        .orElse(""));
    }

    private static String onOrOff(Optional<Boolean> setting) {
        return setting.map(on -> on ? "on" : "off").orElse("");
    }

    static VmView vm(World world, VirtualMachine vm, List<KeptPolicy> policies) {
        List<VmQuota> quotas =
                policies.stream().flatMap(p -> p.quotasOf(vm.name()).stream()).toList();
        return new VmView(
                vm.name(),
                vm.pid(),
                vm.qemuVersion(),
                vm.status(),
                vm.reachable(),
                vm.note(),
                vm.pauseSupport() != PauseSupport.NONE,
                vm.pauseSupport().toString(),
                world.bindingsOf(vm.name()).size(),
                vm.freeBuses(),
                quotas.stream().flatMapToInt(q -> q.most().stream()).min().orElse(-1),
                quotas.stream().map(VmQuota::words).toList());
    }

    static BindingView binding(Binding b, BindingStats stats) {
        return new BindingView(
                b.id().toString(),
                b.id().vm(),
                b.id().device(),
                b.vf().map(VfName::toString).orElse(""),
                b.address().toString(),
                b.state().toString(),
                b.note(),
                stats.pausedSince().map(Instant::toString).orElse(""),
                stats.pausedSince()
                        .map(since -> Math.max(
                                0, Duration.between(since, Instant.now()).toMillis()))
                        .orElse(0L),
                stats.outages(),
                stats.lastOutage().toMillis(),
                stats.totalOutage().toMillis());
    }

    static PlanView plan(Plan plan) {
        return new PlanView(
                plan.request(),
                plan.steps().size(),
                plan.pfs().stream().sorted().map(Object::toString).toList(),
                plan.stages().stream()
                        .map(s -> new StageView(
                                s.title(),
                                s.steps().stream().map(Step::toString).toList()))
                        .toList(),
                plan.notes());
    }

    static ReportView report(Report r) {
        return new ReportView(
                r.id(),
                r.request(),
                r.requester(),
                r.outcome().toString(),
                r.outcome().isSuccess(),
                r.started().toString(),
                r.duration().toMillis(),
                r.steps().stream()
                        .map(s -> new StepView(
                                s.step(),
                                s.stage(),
                                s.status(),
                                s.started().toString(),
                                s.duration().toMillis(),
                                s.answer()))
                        .toList(),
                troubles(r.troubles()),
                r.notes());
    }

    static RightsView rights(Caller caller) {
        return new RightsView(
                caller.name(),
                caller.role().toString(),
                caller.role().includes(Role.OPERATOR),
                caller.role().includes(Role.ADMINISTRATOR),
                caller.scope().vms(),
                caller.scope().pfs());
    }

    private static List<TroubleView> troubles(List<Trouble> troubles) {
        return troubles.stream()
                .map(t -> new TroubleView(t.device(), t.tried(), t.answer(), t.remedy()))
                .toList();
    }
}
