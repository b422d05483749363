package org.svff.jconsole.model;

import java.util.List;

/**
 * A PF with its VFs, in the order of their indexes.
 *
 * @param totalVfs how many VFs there can be
 * @param numa the NUMA node; -1 when none is named
 * @param state READY, NO_DRIVER, STUCK or UNREADABLE
 * @param note why it cannot be worked with; else empty
 */
public record Card(
        String address,
        String driver,
        int totalVfs,
        int numa,
        String state,
        String note,
        List<String> interfaces,
        List<Vf> vfs) {
    public Card {
        interfaces = List.copyOf(interfaces);
        vfs = List.copyOf(vfs);
    }

    public boolean ready() {
        return state.equals("READY");
    }

    public int count(VfState wanted) {
        return (int) vfs.stream().filter(vf -> vf.state() == wanted).count();
    }

    public List<Vf> free() {
        return vfs.stream().filter(vf -> vf.state() == VfState.FREE).toList();
    }
}
