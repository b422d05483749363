package org.svff.engine;

import java.time.Clock;
import java.util.Optional;
import org.svff.host.HostException;
import org.svff.image.Images;
import org.svff.policy.Admission;
import org.svff.state.StateKeeper;
import org.svff.world.SvffException;

/** The engine's parts, put together. */
record EngineParts(
        Journal journal,
        Obligations obligations,
        EventBus events,
        Outages outages,
        Inventory inventory,
        StepRunner runner,
        Admission admission,
        CardBook cards,
        StateKeeper state,
        Images images,
        Deadlines deadlines,
        int historySize,
        Clock clock)
        implements AutoCloseable {

    static EngineParts assemble(EngineSetup setup) throws SvffException {
        Journal journal = Journal.open(setup.stateFolder(), setup.disk());
        Obligations obligations = new Obligations(journal, setup.clock(), pid -> lifeOf(setup, pid));
        CardBook cards = CardBook.open(setup.stateFolder(), setup.disk(), boot(setup), setup.queues());
        StateKeeper state = StateKeeper.open(setup.stateFolder(), setup.disk()::replace);
        EventBus events = new EventBus(setup.clock());
        Outages outages = new Outages(setup.clock());
        Inventory inventory = new Inventory(
                setup.host(),
                setup.uevents(),
                setup.vms(),
                obligations,
                cards,
                events,
                setup.clock(),
                setup.poll(),
                setup.deadlines().kernelRead(),
                setup.vmDeadline());
        StepRunner runner = new StepRunner(
                setup.host(),
                setup.vms(),
                obligations,
                outages,
                inventory::world,
                setup.deadlines(),
                new CardSteps(setup.host(), setup.images(), cards, obligations, setup.deadlines()));
        return new EngineParts(
                journal,
                obligations,
                events,
                outages,
                inventory,
                runner,
                setup.admission(),
                cards,
                state,
                setup.images(),
                setup.deadlines(),
                setup.historySize(),
                setup.clock());
    }

    /** A kernel that does not answer leaves records as they are. */
    private static Optional<String> lifeOf(EngineSetup setup, long pid) {
        try {
            return setup.host().lifeOf(pid, setup.deadlines().kernelRead());
        } catch (HostException e) {
            return Optional.empty();
        }
    }

    /** A kernel that does not tell has its boots taken for one. */
    private static String boot(EngineSetup setup) {
        try {
            return setup.host().bootId(setup.deadlines().kernelRead());
        } catch (HostException e) {
            return "";
        }
    }

    @Override
    public void close() {
        admission.close();
        inventory.close();
        events.close();
        journal.close();
    }
}
