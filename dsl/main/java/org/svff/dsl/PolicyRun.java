package org.svff.dsl;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.svff.cli.policy.PolicyLanguage.Decided;
import org.svff.cli.policy.PolicyLanguage.Decision;
import org.svff.cli.policy.PolicyLanguage.Enforcement;
import org.svff.cli.policy.PolicyLanguage.Enforcer;
import org.svff.cli.policy.PolicyLanguage.Reading;
import org.svff.cli.policy.PolicyLanguage.Source;
import org.svff.jmx.AgentClient;
import org.svff.jmx.AgentNotification;
import org.svff.jmx.view.WorldView;
import org.svff.world.SvffException;

/** Keeps policies: one thread, which waits for news of the host, and then does what is due. */
final class PolicyRun implements Enforcer {
    /** News come in flocks; they are taken together when there was none for so long. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final int LARGEST_FLOCK = 1000;
    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(5);
    private static final Duration LONGEST_AWAY = Duration.ofSeconds(30);

    private final Enforcement what;
    private final Clock clock;
    private final LinkedBlockingQueue<Optional<AgentNotification>> news = new LinkedBlockingQueue<>();
    private final Patience patience = new Patience();
    private final Map<String, Source> sources = new HashMap<>();
    private final Map<String, Policy> policies = new HashMap<>();
    private final Map<Place, Instant> due = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private volatile boolean stopped;
    private boolean scriptsRan;
    private Duration next = Duration.ZERO;

    PolicyRun(Enforcement what, Clock clock) {
        this.what = what;
        this.clock = clock;
    }

    @Override
    public void stop() {
        stopped = true;
        news.add(Optional.empty());
    }

    @Override
    public List<String> run() throws SvffException, InterruptedException {
        for (Reading reading : what.policies()) {
            Source source = reading.read();
            try {
                take(source);
            } catch (PolicyException e) {
                return e.errors().stream().map(PolicyError::toString).toList();
            }
        }
        Duration away = Duration.ofSeconds(1);
        boolean first = true;
        while (!stopped) {
            try (AgentClient agent = what.connector().connect()) {
                tell(
                        Decided.NEWS,
                        "keeping "
                                + String.join(
                                        ", ",
                                        policies.keySet().stream().sorted().toList()) + " on "
                                + agent.agent().getHostName(),
                        "");
                first = false;
                away = Duration.ofSeconds(1);
                live(agent);
            } catch (SvffException | UndeclaredThrowableException e) {
                if (first && e instanceof SvffException none) {
                    throw none; // an agent that never answered is most likely another
                }
                if (!stopped) {
                    tell(
                            Decided.NEWS,
                            "the agent is lost, and looked for again in " + away.toSeconds() + " s: " + words(e),
                            "");
                    pause(away);
                    away = away.multipliedBy(2).compareTo(LONGEST_AWAY) > 0 ? LONGEST_AWAY : away.multipliedBy(2);
                }
            }
        }
        tell(Decided.NEWS, "ended", "");
        return List.of();
    }

    private static String words(Exception e) {
        Throwable cause = e instanceof UndeclaredThrowableException && e.getCause() != null ? e.getCause() : e;
        return String.valueOf(cause.getMessage());
    }

    private void tell(Decided kind, String text, String place) {
        what.decisions().accept(new Decision(clock.instant(), kind, text, place));
    }

    private void take(Source source) throws PolicyException {
        policies.put(
                source.file(),
                PolicyReader.read(
                        source.file(),
                        source.text(),
                        source.trusted() ? PolicyReader.Trust.GROOVY : PolicyReader.Trust.LANGUAGE));
        sources.put(source.file(), source);
    }

    private void live(AgentClient agent) throws SvffException, InterruptedException {
        news.clear();
        if (stopped) {
            return; // its mark may have been among what was cleared
        }
        agent.onNotification(n -> {
            if (!n.type().equals("svff.operation.progress")) {
                news.add(Optional.of(n));
            }
        });
        WorldView before = agent.agent().refresh();
        List<AgentNotification> flock = List.of();
        while (!stopped) {
            readAgain();
            next = LOOK_AT_FILES;
            WorldView now = agent.agent().snapshot();
            List<Occurrence> happened = new ArrayList<>(Occurrence.between(before, now));
            flock.stream()
                    .filter(n -> n.type().equals("svff.policy.denied"))
                    .forEach(n -> happened.add(Occurrence.denied(n.subject(), n.message())));
            happened.stream().filter(o -> o.what() == Happening.VM_APPEARED).forEach(o -> patience.forget(o.name()));
            before = now;
            react(agent, happened);
            tick(agent);
            boolean more = converge(agent);
            if (!more && !scriptsRan) {
                scriptsRan = true;
                react(agent, List.of(Occurrence.of(Happening.SCRIPT)));
            }
            flock = more ? List.of() : await(next);
        }
    }

    /** Waits for news, and then until there are no more; so at most so long. */
    private List<AgentNotification> await(Duration longest) throws InterruptedException {
        List<AgentNotification> flock = new ArrayList<>();
        Optional<AgentNotification> one = news.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        while (one != null && !stopped && flock.size() < LARGEST_FLOCK) {
            one.ifPresent(flock::add);
            one = news.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
        }
        return flock;
    }

    private void pause(Duration time) throws InterruptedException {
        Instant end = clock.instant().plus(time);
        while (!stopped && clock.instant().isBefore(end)) {
            news.poll(Duration.between(clock.instant(), end).toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    /** A file that was broken goes on as it was. */
    private void readAgain() {
        for (Reading reading : what.policies()) {
            try {
                Source now = reading.read();
                if (!now.equals(sources.get(now.file()))) {
                    sources.put(now.file(), now);
                    take(now);
                    due.clear();
                    tell(Decided.NEWS, now.file() + " has changed", now.file());
                }
            } catch (PolicyException e) {
                e.errors()
                        .forEach(error -> tell(
                                Decided.FAILED, error.message(), error.place().toString()));
                tell(Decided.NEWS, "the policy is kept as it was", "");
            } catch (SvffException e) {
                if (told.add(e.trouble().toString())) {
                    tell(Decided.FAILED, e.trouble() + "; it is kept as it was", "");
                }
            }
        }
    }

    private List<Policy.Reaction> reactions() {
        return policies.values().stream().flatMap(p -> p.actions().stream()).toList();
    }

    private void react(AgentClient agent, List<Occurrence> happened) {
        for (Occurrence occurrence : happened) {
            for (Policy.Reaction reaction : reactions()) {
                if (!stopped && occurrence.isFor(reaction)) {
                    run(agent, reaction, occurrence);
                }
            }
        }
    }

    private void run(AgentClient agent, Policy.Reaction reaction, Occurrence occurrence) {
        if (occurrence.what() != Happening.TIME && occurrence.what() != Happening.SCRIPT) {
            tell(
                    Decided.NEWS,
                    reaction.text() + ": " + occurrence.name(),
                    reaction.place().toString());
        }
        try {
            reaction.deeds().run(agent.agent().snapshot(), occurrence.about(), change -> doIt(agent, change));
        } catch (PolicyException e) {
            e.errors()
                    .forEach(error ->
                            tell(Decided.FAILED, error.message(), error.place().toString()));
        }
    }

    private void doIt(AgentClient agent, Change change) {
        if (stopped) {
            throw new Deeds.Failed(change, "not done: the policy is ended");
        }
        try {
            change.make(agent);
        } catch (SvffException | IllegalStateException | IllegalArgumentException e) {
            throw new Deeds.Failed(change, String.valueOf(e.getMessage()));
        }
        if (change instanceof Change.Notify notify) {
            tell(Decided.NOTIFIED, notify.message(), change.why().toString());
        } else {
            tell(Decided.DONE, change.text(), change.why().toString());
        }
    }

    /** Whatever is done so often. */
    private void tick(AgentClient agent) {
        for (Policy.Reaction reaction : reactions()) {
            if (reaction.when() != Happening.TIME || stopped) {
                continue;
            }
            Duration every = reaction.every().orElseThrow();
            Instant time =
                    due.computeIfAbsent(reaction.place(), p -> clock.instant().plus(every));
            if (!clock.instant().isBefore(time)) {
                run(agent, reaction, Occurrence.of(Happening.TIME));
                time = clock.instant().plus(every);
                due.put(reaction.place(), time);
            }
            wake(Duration.between(clock.instant(), time));
        }
    }

    private void wake(Duration in) {
        Duration soon = in.compareTo(Duration.ofMillis(10)) < 0 ? Duration.ofMillis(10) : in;
        next = soon.compareTo(next) < 0 ? soon : next;
    }

    /**
     * Makes the host as the policies want it.
     *
     * @return whether to look again at once: something failed, and the rest may have to be planned anew
     */
    private boolean converge(AgentClient agent) {
        PolicyPlan plan = PolicyPlanner.plan(
                Policy.together(policies.values(), LocalTime.now(clock)),
                agent.agent().snapshot());
        tellUnmet(plan);
        List<Change.Planned> ready = new ArrayList<>();
        Set<String> waitingCards = new HashSet<>();
        Map<Patience.Key, Patience.Wait> waits = new HashMap<>();
        for (Change.Planned change : plan.changes()) {
            Patience.Key key = Patience.Key.of(change);
            Patience.Wait wait = waits.computeIfAbsent(key, k -> patience.wanted(k, clock.instant()));
            if (wait.isOver() && !(change instanceof Change.Attach a && waitingCards.contains(a.from()))) {
                ready.add(change);
            } else {
                waits(change, wait, waitingCards);
                waits.put(key, new Patience.Wait(wait.left(), false));
            }
        }
        for (Change.Planned change : ready) {
            if (stopped) {
                return false;
            }
            if (!make(agent, change)) {
                return true;
            }
        }
        return false;
    }

    private void waits(Change.Planned change, Patience.Wait wait, Set<String> waitingCards) {
        if (change instanceof Change.Reconfigure r) {
            waitingCards.add(r.card());
        }
        if (wait.isNews()) {
            tell(
                    Decided.WAITS,
                    change.text() + ": was undone by somebody, and is done again in "
                            + wait.left().toSeconds() + " s",
                    change.why().toString());
        }
        if (!wait.isOver()) {
            wake(wait.left());
        }
    }

    private boolean make(AgentClient agent, Change.Planned change) {
        Patience.Key key = Patience.Key.of(change);
        try {
            change.make(agent);
            patience.made(key, clock.instant());
            tell(Decided.DONE, change.text(), change.why().toString());
            return true;
        } catch (SvffException | IllegalStateException e) {
            Duration wait = patience.failed(key, clock.instant());
            tell(
                    Decided.FAILED,
                    change.text() + ": " + e.getMessage() + "; again in " + wait.toSeconds() + " s",
                    change.why().toString());
            return false;
        }
    }

    /** Once, until it was met. */
    private void tellUnmet(PolicyPlan plan) {
        Set<String> now = new HashSet<>();
        for (PolicyError error : plan.unmet()) {
            now.add(error.toString());
            if (told.add(error.toString())) {
                tell(Decided.UNMET, error.message(), error.place().toString());
            }
        }
        told.removeIf(text -> !now.contains(text));
    }
}
