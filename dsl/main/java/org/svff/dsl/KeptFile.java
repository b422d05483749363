package org.svff.dsl;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.svff.engine.BindingStats;
import org.svff.jmx.Views;
import org.svff.jmx.view.WorldView;
import org.svff.policy.KeptPolicy;
import org.svff.policy.Proposal;
import org.svff.policy.VmQuota;
import org.svff.world.World;

/** One policy of an agent's folder. */
final class KeptFile implements KeptPolicy {
    private final Path path;
    private final boolean keepLastGood;
    private final Supplier<List<Policy.Quota>> allQuotas;
    private final Clock clock;
    private final BiConsumer<String, String> news;
    private Optional<FolderReader.Content> content = Optional.empty();
    private Optional<Policy> policy = Optional.empty();
    private String sha256 = "";
    private String error = "";
    private boolean enabled = true;
    private Optional<Instant> lastEvaluation = Optional.empty();
    private long denials;
    private String lastDenial = "";

    /**
     * @param allQuotas those of all policies that are in force
     * @param news is told when it is switched on or off, with its name
     */
    KeptFile(
            Path path,
            boolean keepLastGood,
            Clock clock,
            Supplier<List<Policy.Quota>> allQuotas,
            BiConsumer<String, String> news) {
        this.news = news;
        this.clock = clock;
        this.path = path;
        this.keepLastGood = keepLastGood;
        this.allQuotas = allQuotas;
    }

    /**
     * Takes what is in the file now.
     *
     * @return what became of it, for people; empty when it is as it was
     */
    synchronized String take(FolderReader.Content now) {
        if (content.filter(now::equals).isPresent()) {
            return "";
        }
        boolean first = content.isEmpty();
        content = Optional.of(now);
        if (!now.problem().isEmpty()) {
            return broken(now.problem());
        }
        try {
            policy = Optional.of(PolicyReader.read(path.toString(), now.text()));
            sha256 = hash(now.text());
            error = "";
            return (first ? "is kept from now on: " : "has changed: ") + path;
        } catch (PolicyException e) {
            return broken(String.valueOf(e.getMessage()));
        }
    }

    private String broken(String why) {
        error = why;
        if (!keepLastGood) {
            policy = Optional.empty();
            sha256 = "";
        }
        return "cannot be used" + (policy.isPresent() ? " and goes on as it was: " : ": ") + why;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** The quotas that are in force; none when it is disabled. */
    synchronized List<Policy.Quota> quotas(LocalTime time) {
        return enabled ? policy.map(p -> p.at(time).quotas()).orElse(List.of()) : List.of();
    }

    /** Why nobody may be given a VF on its account; empty when that is not so. */
    synchronized Optional<String> unusable() {
        return enabled && policy.isEmpty() ? Optional.of(error) : Optional.empty();
    }

    synchronized void evaluated() {
        lastEvaluation = Optional.of(clock.instant());
    }

    synchronized void denied(String request, String why) {
        denials++;
        lastDenial = clock.instant() + " " + request + ": " + why;
    }

    boolean isAt(String file) {
        return path.toString().equals(file);
    }

    @Override
    public String name() {
        String file = path.getFileName().toString();
        return file.substring(0, file.length() - FolderReader.ENDING.length());
    }

    @Override
    public String file() {
        return path.toString();
    }

    @Override
    public synchronized String sha256() {
        return sha256;
    }

    @Override
    public synchronized boolean enabled() {
        return enabled;
    }

    @Override
    public void enable(boolean on) {
        if (switchTo(on)) {
            news.accept(name(), on ? "is enabled" : "is disabled");
        }
    }

    private synchronized boolean switchTo(boolean on) {
        boolean changes = enabled != on;
        enabled = on;
        return changes;
    }

    @Override
    public synchronized Optional<Instant> lastEvaluation() {
        return lastEvaluation;
    }

    @Override
    public synchronized String error() {
        return error;
    }

    @Override
    public synchronized long denials() {
        return denials;
    }

    @Override
    public synchronized String lastDenial() {
        return lastDenial;
    }

    private synchronized Optional<Policy> now() {
        return policy.map(p -> p.at(LocalTime.now(clock)));
    }

    private Policy required() {
        evaluated();
        return now().orElseThrow(() -> new IllegalStateException(error()));
    }

    /** What it says itself, beside the quotas of all. */
    private Policy amongOthers(Policy own) {
        List<Policy.Quota> quotas = new ArrayList<>(own.quotas());
        allQuotas.get().stream().filter(q -> !quotas.contains(q)).forEach(quotas::add);
        return new Policy(own.name(), quotas, own.cards(), own.assigns(), List.of(), List.of());
    }

    @Override
    public List<VmQuota> quotasOf(String vm) {
        return quotas(LocalTime.now(clock)).stream()
                .filter(q -> q.vms().matches(vm))
                .map(q -> new VmQuota(
                        q.together() || !q.cards().equals(Policy.From.ANY) ? OptionalInt.empty() : q.most(),
                        q.text() + " (" + q.place() + ")"))
                .toList();
    }

    @Override
    public List<String> violations(World world) {
        evaluated();
        Optional<Policy> own = now();
        return own.map(p -> Standing.violations(p, amongOthers(p), view(world))).orElse(List.of());
    }

    private static WorldView view(World world) {
        return Views.world(world, id -> BindingStats.NONE);
    }

    @Override
    public Proposal plan(World world) {
        PolicyPlan plan = PolicyPlanner.plan(amongOthers(required()), view(world));
        return new Proposal(
                plan.changes().stream()
                        .map(c -> new Proposal.Item(c.text(), c.why().toString(), c.request()))
                        .toList(),
                plan.unmet().stream()
                        .filter(e -> isAt(e.place().file()))
                        .map(PolicyError::toString)
                        .collect(Collectors.toList()));
    }

    @Override
    public List<Explanation> explain(World world, String what) {
        return Standing.explain(required(), view(world), what);
    }
}
