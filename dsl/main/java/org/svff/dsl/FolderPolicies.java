package org.svff.dsl;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.engine.BindingStats;
import org.svff.jmx.Views;
import org.svff.pci.VfName;
import org.svff.plan.Plan;
import org.svff.plan.Request;
import org.svff.plan.Step;
import org.svff.policy.Admission;
import org.svff.policy.KeptPolicy;
import org.svff.world.BindingId;
import org.svff.world.Trouble;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/**
 * Answers by the policies of a folder. They are looked at with every request, and every few seconds; what has changed is
 * read anew, and holds all at once.
 */
final class FolderPolicies implements Admission {
    private static final Logger LOG = LoggerFactory.getLogger(FolderPolicies.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Path folder;
    private final boolean keepLastGood;
    private final Clock clock;
    private final FolderReader reader;
    private final List<BiConsumer<String, String>> followers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "svff-policies");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Map<Path, KeptFile> files = Map.of();
    private volatile String folderError = "";

    FolderPolicies(Path folder, boolean keepLastGood, Clock clock) {
        this.clock = clock;
        this.folder = folder;
        this.keepLastGood = keepLastGood;
        this.reader = new FolderReader(folder);
    }

    /** Reads what is there, and looks again every few seconds. */
    void start() {
        look();
        var unused = watch.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    @Override
    public boolean countsVfs() {
        return true;
    }

    @Override
    public List<KeptPolicy> policies() {
        return List.copyOf(files.values());
    }

    @Override
    public void follow(BiConsumer<String, String> listener) {
        followers.add(listener);
    }

    private synchronized void look() {
        try {
            take(reader.read());
            folderError = "";
        } catch (IOException | RuntimeException e) {
            if (folderError.isEmpty()) {
                LOG.error("the policies of {} cannot be read; until they can no VM is given a VF", folder, e);
            }
            folderError = folder + " cannot be read: " + e;
        }
    }

    private void take(Map<Path, FolderReader.Content> contents) {
        Map<Path, KeptFile> now = new TreeMap<>();
        List<String[]> news = new ArrayList<>();
        contents.forEach((path, content) -> {
            KeptFile file = Optional.ofNullable(files.get(path))
                    .orElseGet(() ->
                            new KeptFile(path, keepLastGood, clock, () -> quotas(LocalTime.now(clock)), this::tell));
            String what = file.take(content);
            now.put(path, file);
            if (!what.isEmpty()) {
                news.add(new String[] {file.name(), what});
            }
        });
        files.forEach((path, file) -> {
            if (!now.containsKey(path)) {
                news.add(new String[] {file.name(), "is gone: " + path});
            }
        });
        files = now;
        news.forEach(n -> tell(n[0], n[1]));
    }

    private void tell(String name, String what) {
        LOG.info("policy {} {}", name, what);
        followers.forEach(f -> f.accept(name, "policy " + name + " " + what));
    }

    private List<Policy.Quota> quotas(LocalTime time) {
        return files.values().stream().flatMap(f -> f.quotas(time).stream()).toList();
    }

    @Override
    public synchronized Optional<Trouble> refusal(World world, Request request, Plan plan, String requester) {
        if (plan.steps().stream().noneMatch(FolderPolicies::gives)) {
            return Optional.empty(); // nobody gets a VF: nothing that a quota is about
        }
        look();
        if (!folderError.isEmpty()) {
            return Optional.of(unusable(request, folderError));
        }
        for (KeptFile file : files.values()) {
            Optional<String> why = file.unusable();
            if (why.isPresent()) {
                file.denied(request.toString(), why.get());
                return Optional.of(unusable(request, why.get()));
            }
        }
        return breach(world, request, plan);
    }

    private static boolean gives(Step step) {
        return step instanceof Step.AttachDevice || step instanceof Step.ResumeDevice;
    }

    private static Trouble unusable(Request request, String why) {
        return new Trouble(
                "policies",
                request.toString(),
                "they cannot be asked: " + why,
                "mend the policy, or disable it (svff policy disable); until then no VM is given a VF");
    }

    /** Each VF that the plan gives to a VM which has it not yet. */
    private Optional<Trouble> breach(World world, Request request, Plan plan) {
        files.values().stream().filter(KeptFile::enabled).forEach(KeptFile::evaluated);
        List<Policy.Quota> quotas = quotas(LocalTime.now(clock));
        if (quotas.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = new Draft(Views.world(world, id -> BindingStats.NONE));
        Quotas rules = new Quotas(
                quotas, world.vms().stream().map(VirtualMachine::name).toList(), draft);
        for (Step step : plan.steps()) {
            Optional<Given> given = given(step);
            if (given.isPresent() && isNews(world, draft, given.get())) {
                BindingId binding = given.get().binding;
                draft.free(binding.toString());
                Draft.Card card = draft.card(given.get().vf.pf().toString());
                Optional<Quotas.Breach> breach = rules.breach(binding.vm(), card);
                if (breach.isPresent()) {
                    return Optional.of(denied(request, binding.vm(), breach.get()));
                }
                draft.put(card, given.get().vf.index(), binding.toString());
            }
        }
        return Optional.empty();
    }

    private Trouble denied(Request request, String vm, Quotas.Breach breach) {
        files.values().stream()
                .filter(f -> f.isAt(breach.place().file()))
                .forEach(f -> f.denied(request.toString(), breach.why()));
        return new Trouble(vm, request.toString(), breach.why(), "detach another VF, or have the policy changed");
    }

    /** A binding that is there keeps what it has, whatever a quota says; from one card to another it is counted anew. */
    private static boolean isNews(World world, Draft draft, Given given) {
        Optional<String> card = draft.cardOf(given.binding.toString());
        String wanted = given.vf.pf().toString();
        return world.binding(given.binding).isEmpty()
                || card.filter(c -> !c.equals(wanted)).isPresent();
    }

    private record Given(BindingId binding, VfName vf) {}

    private static Optional<Given> given(Step step) {
        if (step instanceof Step.AttachDevice s) {
            return Optional.of(new Given(s.binding(), s.vf()));
        }
        return step instanceof Step.ResumeDevice s ? Optional.of(new Given(s.binding(), s.vf())) : Optional.empty();
    }
}
