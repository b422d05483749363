package org.svff.engine;

/** What an event tells. {@link #id()} is its JMX notification type. */
public enum EventType {
    PF_ADDED("svff.pf.added", "A card appeared"),
    PF_REMOVED("svff.pf.removed", "A card is gone"),
    PF_STATE("svff.pf.state", "A card can be worked with again, or no longer"),
    PF_VFS("svff.pf.vfs", "A card has another number of VFs"),
    VF_ADDED("svff.vf.added", "A VF was made"),
    VF_REMOVED("svff.vf.removed", "A VF is gone"),
    VF_STATE("svff.vf.state", "A VF has another user or none"),
    VM_ADDED("svff.vm.added", "A VM was found"),
    VM_REMOVED("svff.vm.removed", "A VM is gone"),
    VM_STATE("svff.vm.state", "A VM's run state changed, or its QEMU answers no more"),
    BINDING_ADDED("svff.binding.added", "A VM got a device"),
    BINDING_REMOVED("svff.binding.removed", "A VM lost a device"),
    BINDING_STATE("svff.binding.state", "A VM's device was paused, got its VF back, or failed to"),
    OPERATION_STARTED("svff.operation.started", "An operation began"),
    OPERATION_PROGRESS("svff.operation.progress", "A step of an operation ended, or told how far it is"),
    OPERATION_FINISHED("svff.operation.finished", "An operation ended"),
    POLICY_DENIED("svff.policy.denied", "A policy refused a request"),
    POLICY_CHANGED("svff.policy.changed", "A policy came, changed, went, or was switched on or off");

    private final String id;
    private final String description;

    EventType(String id, String description) {
        this.id = id;
        this.description = description;
    }

    public String id() {
        return id;
    }

    /** What such an event tells, in a sentence without its full stop. */
    public String description() {
        return description;
    }
}
