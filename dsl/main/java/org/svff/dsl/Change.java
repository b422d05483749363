package org.svff.dsl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.svff.jmx.AgentClient;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.plan.Request;
import org.svff.plan.VfChoice;
import org.svff.world.BindingId;
import org.svff.world.SvffException;

/** One thing that a policy does to the host, and the statement that wants it. */
public sealed interface Change {
    Place why();

    /** For people. */
    String text();

    /**
     * Has an agent make it, by its MBeans.
     *
     * @throws SvffException when what it is about is not there any more
     * @throws IllegalStateException when the agent refuses, with its words
     */
    void make(AgentClient agent) throws SvffException;

    /** What a plan is made of. */
    sealed interface Planned extends Change permits Reconfigure, Program, Queues, Attach, Detach {
        /** As the engine takes it. */
        Request request();

        /** The card that is another afterwards, for whose VFs others have to wait; none for what is about one VM. */
        default Optional<String> changedCard() {
            return Optional.empty();
        }
    }

    /**
     * A card gets another number of VFs; its guests keep theirs.
     *
     * @param moves bindings that get another VF of the same card, by name, and its name
     */
    record Reconfigure(Place why, String card, int before, int after, Map<String, String> moves, int paused)
            implements Planned {
        public Reconfigure {
            moves = Map.copyOf(moves);
        }

        /** As the MBean takes them: {@code web-1/svff-0=0000:03:00.0/1}. */
        public List<String> movesAsText() {
            return new TreeMap<>(moves)
                    .entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .toList();
        }

        @Override
        public String text() {
            String moved = moves.isEmpty() ? "" : "; moves " + String.join(", ", movesAsText());
            return "reconfigure " + card + " from " + before + " to " + after + " VFs (" + disturbed(paused) + moved
                    + ")";
        }

        @Override
        public Optional<String> changedCard() {
            return Optional.of(card);
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            agent.pf(PciAddress.parse(card))
                    .reconfigureWith(after, false, new String[0], movesAsText().toArray(String[]::new));
        }

        @Override
        public Request request() {
            return new Request.ReconfigurePf(
                    PciAddress.parse(card),
                    after,
                    false,
                    Set.of(),
                    moves.entrySet().stream()
                            .collect(Collectors.toMap(
                                    e -> BindingId.parse(e.getKey()), e -> VfName.parse(e.getValue()))));
        }
    }

    /**
     * An image is loaded into a card; its guests wait, and have their VFs back if these are the same kind of device then.
     *
     * @param vfs how many VFs there shall be then; as many as before when empty
     */
    record Program(Place why, String card, String image, OptionalInt vfs, int paused) implements Planned {
        @Override
        public String text() {
            String count = vfs.isPresent() ? ", then " + vfs.getAsInt() + " VFs" : "";
            return "program " + card + " with " + image + count + " (" + disturbed(paused) + ")";
        }

        @Override
        public Optional<String> changedCard() {
            return Optional.of(card);
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            agent.pf(PciAddress.parse(card)).programWith(image, vfs.orElse(-1), false);
        }

        @Override
        public Request request() {
            return new Request.Program(PciAddress.parse(card), image, vfs, false);
        }
    }

    /** A card may use another number of queues; its guests keep their VFs. */
    record Queues(Place why, String card, int queues, int paused) implements Planned {
        @Override
        public String text() {
            return "reconfigure " + card + " to " + queues + " queues (" + disturbed(paused) + ")";
        }

        @Override
        public Optional<String> changedCard() {
            return Optional.of(card);
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            agent.pf(PciAddress.parse(card)).reconfigureQueues(queues, false);
        }

        @Override
        public Request request() {
            return new Request.ReconfigureQueues(PciAddress.parse(card), queues, false);
        }
    }

    private static String disturbed(int paused) {
        return paused == 0 ? "disturbs nobody" : paused + (paused == 1 ? " guest is" : " guests are") + " paused";
    }

    /**
     * A VM gets a VF.
     *
     * @param from a card, for any free VF of it, or a VF by name
     */
    record Attach(Place why, String vm, String from) implements Planned {
        @Override
        public String text() {
            return "attach " + (from.indexOf('/') < 0 ? "a VF of " : "") + from + " to " + vm;
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            agent.vm(vm).attach(from);
        }

        @Override
        public Request request() {
            VfChoice choice = from.indexOf('/') < 0
                    ? new VfChoice.AnyOf(PciAddress.parse(from))
                    : new VfChoice.Named(VfName.parse(from));
            return new Request.Attach(vm, choice, Optional.empty());
        }
    }

    /** A VM loses a VF; its guest sees it go. */
    record Detach(Place why, String binding) implements Planned {
        @Override
        public String text() {
            return "detach " + binding;
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            agent.binding(BindingId.parse(binding)).detach();
        }

        @Override
        public Request request() {
            return new Request.Detach(BindingId.parse(binding));
        }
    }

    /** A card gets another number of VFs, because an action says so. */
    record Resize(Place why, String card, int vfs) implements Change {
        @Override
        public String text() {
            return "reconfigure " + card + " to " + vfs + " VFs";
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            agent.pf(PciAddress.parse(card)).reconfigure(vfs);
        }
    }

    /** What is set on a VF from the host is changed; a guest that has it keeps it. */
    record Settings(Place why, String vf, String settings) implements Change {
        @Override
        public String text() {
            return "set " + settings + " on " + vf;
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            agent.vf(VfName.parse(vf)).reconfigureSettings(settings);
        }
    }

    /** Another VF is put behind a guest device. */
    record Move(Place why, String binding, String vf) implements Change {
        @Override
        public String text() {
            return "put " + vf + " behind " + binding;
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            agent.binding(BindingId.parse(binding)).reconfigure(vf);
        }
    }

    /** What holds guest devices, as pause and resume take it. */
    enum Kind {
        BINDING,
        VM,
        CARD
    }

    /** QEMU lets go of the VFs; the guests keep their devices. */
    record Pause(Place why, Kind kind, String of) implements Change {
        @Override
        public String text() {
            return "pause " + of;
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            switch (kind) {
                case BINDING -> agent.binding(BindingId.parse(of)).pause();
                case VM -> agent.vm(of).pause();
                case CARD -> agent.pf(PciAddress.parse(of)).pause();
            }
        }
    }

    /** The guest devices get their VFs back. */
    record Resume(Place why, Kind kind, String of) implements Change {
        @Override
        public String text() {
            return "resume " + of;
        }

        @Override
        public void make(AgentClient agent) throws SvffException {
            switch (kind) {
                case BINDING -> agent.binding(BindingId.parse(of)).resume();
                case VM -> agent.vm(of).resume();
                case CARD -> agent.pf(PciAddress.parse(of)).resume();
            }
        }
    }

    /** Somebody is told something; the host stays as it is. */
    record Notify(Place why, String message) implements Change {
        @Override
        public String text() {
            return "notify: " + message;
        }

        @Override
        public void make(AgentClient agent) {}
    }
}
