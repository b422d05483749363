package org.svff.jconsole.link;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServerConnection;
import org.jspecify.annotations.Nullable;
import org.svff.jconsole.model.Agent;
import org.svff.jconsole.model.Deed;
import org.svff.jconsole.model.Happening;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.LinkState;
import org.svff.jconsole.model.Operations;
import org.svff.jconsole.model.Picture;
import org.svff.jconsole.model.Plan;
import org.svff.jconsole.model.Report;

/**
 * Keeps a picture of the agent: one subscription, and after events one look at the whole host. Its state belongs to one
 * thread, on which nothing blocks; calls are made on lanes of their own.
 */
public final class AgentLink implements AutoCloseable {
    private static final Duration FOLD = Duration.ofMillis(30);

    private final Supplier<MBeanServerConnection> connections;
    private final Consumer<Picture> onChange;
    private final Pace pace;
    private final Clock clock;
    private final Owner owner = new Owner();
    private final Lane reading = new Lane("svff-tab-reading");
    private final Lane planning = new Lane("svff-tab-planning");
    private final Lane acting = new Lane("svff-tab-acting");

    // What follows belongs to the owner's thread.
    private Picture picture;
    private @Nullable Session session;
    private boolean connected;
    private boolean connecting;
    private boolean restWanted; // what no event tells of: operations whose events were lost, our rights
    private final Looks looks;

    /**
     * @param connections the connection of the moment; asked again for each session and each act
     * @param onChange is told each new picture, on the link's thread
     */
    public AgentLink(Supplier<MBeanServerConnection> connections, Consumer<Picture> onChange, Pace pace, Clock clock) {
        this.connections = connections;
        this.onChange = onChange;
        this.pace = pace;
        this.clock = clock;
        this.looks = new Looks(pace);
        this.picture = Picture.empty(new LinkState(LinkState.Kind.CONNECTING, clock.instant(), ""));
        owner.later(this::idle, pace.ping());
    }

    /** The connection is there, for the first time or again. */
    public void connected() {
        owner.soon(() -> {
            connected = true;
            connect();
        });
    }

    /** The connection is gone, and somebody else sees to it. */
    public void disconnected() {
        owner.soon(() -> {
            connected = false;
            lost("JConsole lost the connection");
        });
    }

    /** What the deed would do. Ends with whatever went wrong; see {@link Wrong#words}. */
    public CompletableFuture<Plan> plan(Deed deed) {
        return planning.call(pace.reading(), () -> calls().plan(deed)).whenComplete(learn(deed));
    }

    /** Has the deed done, and waits for its end, but not for ever. */
    public CompletableFuture<Report> run(Deed deed) {
        return acting.call(pace.acting(), () -> calls().run(deed)).whenComplete(learn(deed));
    }

    private Calls calls() {
        return new Calls(connections.get());
    }

    private <T> BiConsumer<T, @Nullable Throwable> learn(Deed deed) {
        return (value, error) -> {
            if (error != null && Wrong.cause(error) instanceof SecurityException denied) {
                String why = Wrong.words(denied);
                owner.soon(() -> publish(picture.with(picture.rights().without(deed.act(), why))));
            }
        };
    }

    // --- connecting -------------------------------------------------------------------------------------------------

    private void connect() {
        if (!connected || connecting) {
            return;
        }
        connecting = true;
        Session old = session;
        session = null;
        read(
                () -> {
                    if (old != null) {
                        old.end();
                    }
                    return new Session(calls(), this::eventsOf, this::comingOf).begin();
                },
                this::greeted);
    }

    private void greeted(Session.@Nullable Greeting greeting, @Nullable Throwable error) {
        connecting = false;
        if (greeting == null) {
            unanswered(error == null ? new IllegalStateException("no answer") : error);
            return;
        }
        String before = picture.agent().startedAt();
        session = greeting.session();
        Picture next = picture.with(greeting.agent()).with(greeting.user()).with(greeting.operations());
        Happening told = Happening.ofLink(clock.instant(), connectedTo(before, greeting.agent()));
        next = next.with(next.events().with(List.of(told)));
        looks.seen();
        seen(next, greeting.host());
        fold(greeting.session());
    }

    private static String connectedTo(String startedBefore, Agent agent) {
        if (startedBefore.isEmpty()) {
            return "Connected to " + agent.hostName();
        }
        return startedBefore.equals(agent.startedAt()) ? "Connected again" : "Connected again; the agent was restarted";
    }

    private void unanswered(Throwable error) {
        if (Wrong.cause(error) instanceof InstanceNotFoundException) {
            session = null;
            publish(picture.with(new LinkState(LinkState.Kind.NO_AGENT, clock.instant(), Wrong.words(error))));
        } else {
            lost(Wrong.words(error));
        }
        if (connected) {
            owner.later(this::reconnect, pace.retry());
        }
    }

    /** Unless something else has led to a session meanwhile. */
    private void reconnect() {
        if (session == null || !picture.link().live()) {
            connect();
        }
    }

    private void lost(String why) {
        if (!connected) {
            session = null; // its subscription went with the connection
        }
        if (picture.link().kind() == LinkState.Kind.LOST) {
            return; // told already, and since when
        }
        Happening told = Happening.ofLink(clock.instant(), "Connection lost: " + why);
        publish(picture.with(new LinkState(LinkState.Kind.LOST, clock.instant(), why))
                .with(picture.events().with(List.of(told))));
    }

    // --- events -----------------------------------------------------------------------------------------------------

    /** On a thread of the connector's. */
    private void eventsOf(Session from) {
        owner.later(() -> fold(from), FOLD);
    }

    /** On a thread of the connector's. */
    private void comingOf(Session from) {
        owner.soon(() -> {
            if (session == from) {
                connect();
            }
        });
    }

    private void fold(Session from) {
        if (session != from) {
            return; // its greeting is under way, which folds; or it is over
        }
        List<Happening> batch = from.drain();
        if (batch.isEmpty()) {
            return;
        }
        Operations operations = picture.operations();
        for (Happening h : batch) {
            operations = operations.with(h);
        }
        restWanted |= batch.stream().anyMatch(h -> h.type().equals(Happening.LINK));
        publish(picture.with(operations).with(picture.events().with(batch)));
        if (batch.stream().anyMatch(Happening::changesHost)) {
            wantLook();
        }
    }

    // --- looking at the host ----------------------------------------------------------------------------------------

    private void wantLook() {
        looks.wanted().ifPresent(wait -> owner.later(this::look, wait));
    }

    private void look() {
        Session from = session;
        if (from == null) {
            looks.dropped();
            return;
        }
        looks.begun();
        boolean all = restWanted;
        restWanted = false;
        read(() -> all ? Seen.all(from.calls()) : Seen.host(from.calls()), (seen, error) -> {
            boolean again = looks.ended();
            if (session == from && seen == null) {
                unanswered(error == null ? new IllegalStateException("no answer") : error);
            } else if (session == from) {
                seen(seen.rest(picture), seen.host());
            }
            if (again) {
                wantLook();
            }
        });
    }

    private void seen(Picture next, Host host) {
        Duration ahead = Duration.between(clock.instant(), host.takenAt());
        LinkState live =
                picture.link().live() ? picture.link() : new LinkState(LinkState.Kind.LIVE, clock.instant(), "");
        publish(next.with(live).seen(host, ahead.isNegative() ? Duration.ZERO : ahead));
    }

    /** Nothing may come for long, also when nothing can come any more. */
    private void idle() {
        Duration silent = looks.silence();
        if (silent.compareTo(pace.idle()) >= 0) {
            restWanted = true;
            wantLook();
        } else if (silent.compareTo(pace.ping()) >= 0) {
            ping();
        }
        owner.later(this::idle, pace.ping());
    }

    private void ping() {
        Session asked = session;
        if (asked != null && picture.link().live() && !looks.underWay()) {
            read(
                    () -> {
                        asked.calls().ping();
                        return asked;
                    },
                    (there, error) -> {
                        if (session == asked && error != null) {
                            unanswered(error);
                        }
                    });
        }
    }

    // --- the owner's thread -----------------------------------------------------------------------------------------

    private void publish(Picture next) {
        picture = next;
        onChange.accept(next);
    }

    /** A call on the reading lane; what came of it is told on the owner's thread. */
    private <T> void read(Callable<T> call, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        owner.after(reading.call(pace.reading(), call), then);
    }

    @Override
    public void close() {
        owner.close();
        reading.close();
        planning.close();
        acting.close();
    }
}
