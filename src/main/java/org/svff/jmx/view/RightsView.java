package org.svff.jmx.view;

import java.util.List;

/** What a caller may do. */
@Description("What a caller may do. A quota, or a plan that touches more than was named, may still refuse a request.")
public record RightsView(
        @Description("Name of the user; local for whoever is on the host, as long as there are no users")
        String user,

        @Description("monitor, operator or administrator") String role,

        @Description("Whether this role may change anything: attach, detach, pause, resume, reconfigure")
        boolean mayAct,

        @Description("Whether this role may allow replug, which guests see")
        boolean mayReplug,

        @Description("Patterns of the VMs that the user is kept to; empty for all")
        List<String> vms,

        @Description("Patterns of the PFs that the user is kept to; empty for all")
        List<String> pfs) {
    public RightsView {
        vms = List.copyOf(vms);
        pfs = List.copyOf(pfs);
    }
}
