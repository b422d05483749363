package org.svff.engine;

import java.time.Clock;
import org.svff.policy.Admission;
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
        Deadlines deadlines,
        int historySize,
        Clock clock)
        implements AutoCloseable {

    static EngineParts assemble(EngineSetup setup) throws SvffException {
        Journal journal = Journal.open(setup.stateFolder(), setup.disk());
        Obligations obligations = new Obligations(journal, setup.clock());
        EventBus events = new EventBus(setup.clock());
        Outages outages = new Outages(setup.clock());
        Inventory inventory = new Inventory(
                setup.host(),
                setup.uevents(),
                setup.vms(),
                obligations,
                events,
                setup.clock(),
                setup.poll(),
                setup.deadlines().kernelRead(),
                setup.vmDeadline());
        StepRunner runner =
                new StepRunner(setup.host(), setup.vms(), obligations, outages, inventory::world, setup.deadlines());
        return new EngineParts(
                journal,
                obligations,
                events,
                outages,
                inventory,
                runner,
                setup.admission(),
                setup.deadlines(),
                setup.historySize(),
                setup.clock());
    }

    @Override
    public void close() {
        admission.close();
        inventory.close();
        events.close();
        journal.close();
    }
}
