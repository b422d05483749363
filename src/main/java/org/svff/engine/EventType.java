package org.svff.engine;

/** What an event tells. {@link #id()} is its JMX notification type. */
public enum EventType {
    PF_ADDED("svff.pf.added"),
    PF_REMOVED("svff.pf.removed"),
    PF_STATE("svff.pf.state"),
    PF_VFS("svff.pf.vfs"),
    VF_ADDED("svff.vf.added"),
    VF_REMOVED("svff.vf.removed"),
    VF_STATE("svff.vf.state"),
    VM_ADDED("svff.vm.added"),
    VM_REMOVED("svff.vm.removed"),
    VM_STATE("svff.vm.state"),
    BINDING_ADDED("svff.binding.added"),
    BINDING_REMOVED("svff.binding.removed"),
    BINDING_STATE("svff.binding.state"),
    OPERATION_STARTED("svff.operation.started"),
    OPERATION_PROGRESS("svff.operation.progress"),
    OPERATION_FINISHED("svff.operation.finished"),
    POLICY_DENIED("svff.policy.denied"),
    POLICY_CHANGED("svff.policy.changed");

    private final String id;

    EventType(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
