package org.svff.dsl;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.svff.cli.policy.PolicyLanguage.Decided;
import org.svff.cli.policy.PolicyLanguage.Enforcement;
import org.svff.cli.policy.PolicyLanguage.Enforcer;
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
    private static final Duration SOONEST = Duration.ofMillis(10);
    private static final Duration LONGEST_AWAY = Duration.ofSeconds(30);

    private final Enforcement what;
    private final Clock clock;
    private final Telling telling;
    private final FollowedPolicies policies;
    private final Convergence convergence;
    private final LinkedBlockingQueue<Optional<AgentNotification>> news = new LinkedBlockingQueue<>();
    private final Map<Place, Instant> due = new HashMap<>();
    private volatile boolean stopped;
    private boolean scriptsRan;

    PolicyRun(Enforcement what, Clock clock) {
        this.what = what;
        this.clock = clock;
        telling = new Telling(what.decisions(), clock);
        policies = new FollowedPolicies(what.policies(), telling);
        convergence = new Convergence(telling, clock, () -> stopped);
    }

    @Override
    public void stop() {
        stopped = true;
        news.add(Optional.empty());
    }

    @Override
    public List<String> run() throws SvffException, InterruptedException {
        try {
            policies.read();
        } catch (PolicyException e) {
            return e.errors().stream().map(PolicyError::toString).toList();
        }
        Duration away = Duration.ofSeconds(1);
        boolean first = true;
        while (!stopped) {
            try (AgentClient agent = what.connector().connect()) {
                telling.tell(
                        Decided.NEWS,
                        "keeping " + String.join(", ", policies.files()) + " on "
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
                    telling.tell(
                            Decided.NEWS,
                            "the agent is lost, and looked for again in " + away.toSeconds() + " s: " + words(e),
                            "");
                    pause(away);
                    away = shorter(away.multipliedBy(2), LONGEST_AWAY);
                }
            }
        }
        telling.tell(Decided.NEWS, "ended", "");
        return List.of();
    }

    private static String words(Exception e) {
        Throwable cause = e instanceof UndeclaredThrowableException && e.getCause() != null ? e.getCause() : e;
        return String.valueOf(cause.getMessage());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
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
            if (policies.readAgain()) {
                due.clear();
            }
            WorldView now = agent.agent().snapshot();
            react(agent, happened(before, now, flock));
            before = now;
            Duration next = tick(agent);
            Convergence.Left left = convergence.converge(agent, policies.all(), next);
            if (!left.again() && !scriptsRan) {
                scriptsRan = true;
                react(agent, List.of(Occurrence.of(Happening.SCRIPT)));
            }
            flock = left.again() ? List.of() : await(left.next());
        }
    }

    private List<Occurrence> happened(WorldView before, WorldView now, List<AgentNotification> flock) {
        List<Occurrence> happened = new ArrayList<>(Occurrence.between(before, now));
        flock.stream()
                .filter(n -> n.type().equals("svff.policy.denied"))
                .forEach(n -> happened.add(Occurrence.denied(n.subject(), n.message())));
        happened.stream().filter(o -> o.what() == Happening.VM_APPEARED).forEach(o -> convergence.forget(o.name()));
        return happened;
    }

    /** Waits for news, and then until there are no more; so at most so long. */
    private List<AgentNotification> await(Duration longest) throws InterruptedException {
        List<AgentNotification> flock = new ArrayList<>();
        long most = longest.compareTo(SOONEST) < 0 ? SOONEST.toMillis() : longest.toMillis();
        Optional<AgentNotification> one = news.poll(most, TimeUnit.MILLISECONDS);
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

    private void react(AgentClient agent, List<Occurrence> happened) {
        for (Occurrence occurrence : happened) {
            for (Policy.Reaction reaction : policies.reactions()) {
                if (!stopped && occurrence.isFor(reaction)) {
                    run(agent, reaction, occurrence);
                }
            }
        }
    }

    private void run(AgentClient agent, Policy.Reaction reaction, Occurrence occurrence) {
        if (occurrence.what() != Happening.TIME && occurrence.what() != Happening.SCRIPT) {
            telling.tell(
                    Decided.NEWS,
                    reaction.text() + ": " + occurrence.name(),
                    reaction.place().toString());
        }
        try {
            reaction.deeds().run(agent.agent().snapshot(), occurrence.about(), change -> doIt(agent, change));
        } catch (PolicyException e) {
            telling.failed(e);
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
            telling.tell(Decided.NOTIFIED, notify.message(), change.why().toString());
        } else {
            telling.tell(Decided.DONE, change.text(), change.why().toString());
        }
    }

    /**
     * Does whatever is done so often, and is due.
     *
     * @return after how long something is due again, or the files are to be looked at
     */
    private Duration tick(AgentClient agent) {
        Duration next = LOOK_AT_FILES;
        for (Policy.Reaction reaction : policies.reactions()) {
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
            next = shorter(next, Duration.between(clock.instant(), time));
        }
        return next;
    }
}
