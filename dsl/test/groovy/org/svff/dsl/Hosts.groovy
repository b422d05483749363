package org.svff.dsl

import org.svff.jmx.view.*

/** Hosts for specifications: {@code Hosts.of { card('0000:03:00.0', vfs: 2); vm('web-1', '0000:03:00.0/0') }}. */
class Hosts {
    List<PfView> pfs = []
    List<VfView> vfs = []
    List<VmView> vms = []
    List<BindingView> bindings = []

    static WorldView of(@DelegatesTo(value = Hosts, strategy = Closure.DELEGATE_FIRST) Closure content) {
        def hosts = new Hosts()
        content.delegate = hosts
        content.resolveStrategy = Closure.DELEGATE_FIRST
        content()
        hosts.world()
    }

    void card(Map options = [:], String address) {
        int count = options.vfs ?: 0
        pfs << new PfView(address, '10ee', options.device ?: '903f', 'qdma-pf', (options.numa ?: 0) as int,
                (options.total ?: 8) as int, count, 0, 0, 0, 0, 0, 0, false, options.state ?: 'READY', '', options.queues == null ? -1 : options.queues as int,
                options.queues == null ? -1 : options.queues as int, options.image ?: '', -1, -1, -1, [], '', '')
        (0..<count).each { vfs << vf(address, it, it in (options.foreign ?: []) ? 'FOREIGN' : 'FREE', '') }
    }

    private static VfView vf(String card, int index, String state, String vm) {
        new VfView("$card/$index", card, index, "0000:99:00.$index", '', -1, state, vm, '', [], '', '', 0)
    }

    /** A VM that has these VFs. */
    void vm(String name, String... has) {
        vm([:], name, has)
    }

    void vm(Map options, String name, String... has) {
        vms << new VmView(name, 1, '10.0', 'running', true, '', true, 'VFIO_PAUSE', has.length, [],
                options.quota == null ? -1 : options.quota as int, options.quota == null ? [] : ["q:1 max $options.quota" as String])
        has.eachWithIndex { given, i ->
            bindings << new BindingView("$name/svff-$i", name, "svff-$i", given, '', 'ATTACHED', '', '', 0, 0, 0, 0)
            int at = vfs.findIndexOf { it.name() == given }
            vfs[at] = vf(vfs[at].pf(), vfs[at].index(), 'ATTACHED', name)
        }
    }

    private WorldView world() {
        def counted = pfs.collect { pf ->
            int free = vfs.count { it.pf() == pf.address() && it.state() == 'FREE' }
            new PfView(pf.address(), pf.vendorId(), pf.deviceId(), pf.driver(), pf.numaNode(), pf.totalVfs(), pf.numVfs(),
                    free, 0, 0, 0, 0, 0, false, pf.state(), '', pf.queues(), pf.wantedQueues(), pf.image(), -1, -1, -1, [], '', '')
        }
        new WorldView(1, '', counted, vfs, vms, bindings)
    }
}
