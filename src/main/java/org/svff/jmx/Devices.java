package org.svff.jmx;

import java.util.Set;
import java.util.stream.Collectors;
import org.svff.plan.Request;
import org.svff.world.BindingId;

/** The devices that a request names, for the audit log. */
final class Devices {
    private Devices() {}

    static String of(Request request) {
        if (request instanceof Request.Attach r) {
            return r.vm() + ", " + r.vf();
        } else if (request instanceof Request.Detach r) {
            return r.binding().toString();
        } else if (request instanceof Request.Pause r) {
            return listed(r.bindings());
        } else if (request instanceof Request.Resume r) {
            return listed(r.bindings());
        } else if (request instanceof Request.ReconfigurePf r) {
            return r.pf().toString();
        } else if (request instanceof Request.RecreateVfs r) {
            return r.pf().toString();
        } else if (request instanceof Request.ReconfigureQueues r) {
            return r.pf().toString();
        } else if (request instanceof Request.Program r) {
            return r.pf() + ", " + r.image();
        } else if (request instanceof Request.ReconfigureBinding r) {
            return r.binding() + ", " + r.vf();
        } else if (request instanceof Request.ReconfigureVf r) {
            return r.vf().toString();
        } else if (request instanceof Request.ReconfigureSettings r) {
            return r.vf().toString();
        }
        return "";
    }

    private static String listed(Set<BindingId> bindings) {
        return bindings.stream().sorted().map(BindingId::toString).collect(Collectors.joining(", "));
    }
}
