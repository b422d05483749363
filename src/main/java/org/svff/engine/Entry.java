package org.svff.engine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.svff.plan.Plan;
import org.svff.world.BindingId;

/** One line of the journal. Steps are named by their place in the plan that {@link Begin} carries. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Begin.class, name = "begin"),
    @JsonSubTypes.Type(value = Entry.StepStarted.class, name = "started"),
    @JsonSubTypes.Type(value = Entry.StepDone.class, name = "done"),
    @JsonSubTypes.Type(value = Entry.Undoing.class, name = "undoing"),
    @JsonSubTypes.Type(value = Entry.StepUndone.class, name = "undone"),
    @JsonSubTypes.Type(value = Entry.End.class, name = "end"),
    @JsonSubTypes.Type(value = Entry.Owed.class, name = "owed"),
    @JsonSubTypes.Type(value = Entry.Settled.class, name = "settled")
})
sealed interface Entry {
    /** An operation is about to begin. */
    record Begin(String operation, String requester, long at, Plan plan) implements Entry {}

    /** A step is about to touch something. */
    record StepStarted(String operation, int stage, int step) implements Entry {}

    /** A step has been done and read back. */
    record StepDone(String operation, int stage, int step) implements Entry {}

    /** What was done is being taken back. */
    record Undoing(String operation) implements Entry {}

    /** A step has been taken back. Doing that once more would go through states in which guests have no VF. */
    record StepUndone(String operation, int stage, int step) implements Entry {}

    /** The operation is over; nothing of it needs recovery. */
    record End(String operation, Outcome outcome) implements Entry {}

    /** A binding is owed its VF. Replaces what stood for the same binding. */
    record Owed(Obligation obligation) implements Entry {}

    /** The binding has its VF again, or is owed nothing more. */
    record Settled(BindingId binding) implements Entry {}
}
