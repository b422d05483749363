package org.svff.plan

import java.time.Instant
import org.svff.pci.DeviceId
import org.svff.pci.PciAddress
import org.svff.pci.VfName
import org.svff.world.*

/** Builds worlds for specifications: {@code Worlds.of { card(...); vm(...) }}. */
class Worlds {
    static final PciAddress PF = PciAddress.parse('0000:03:00.0')

    List<PhysicalFunction> pfs = []
    List<VirtualMachine> vms = []
    List<Binding> bindings = []

    static World of(@DelegatesTo(value = Worlds, strategy = Closure.DELEGATE_FIRST) Closure content) {
        def worlds = new Worlds()
        content.delegate = worlds
        content.resolveStrategy = Closure.DELEGATE_FIRST
        content()
        new World(7, Instant.EPOCH, worlds.pfs, worlds.vms, worlds.bindings)
    }

    static VfName vf(int index, PciAddress pf = PF) {
        new VfName(pf, index)
    }

    static PciAddress addressOf(VfName vf) {
        vf.pf().plus(0x80 + 2 * vf.index())
    }

    void card(Map options = [:]) {
        def address = options.address ?: PF
        int vfs = options.vfs ?: 0
        pfs << new PhysicalFunction(
                address, new DeviceId(0x10ee, 0x903f), Optional.of('qdma-pf'), 0, (options.total ?: 8) as int, vfs,
                (options.autoprobe ?: false) as boolean, options.state ?: PfState.READY, options.note ?: '',
                Optional.empty(), Optional.empty(), [],
                (0..<vfs).collect { virtualFunction(vf(it, address), options) })
    }

    private static VirtualFunction virtualFunction(VfName name, Map options) {
        def driver = options.driver
        new VirtualFunction(
                name, addressOf(name), Optional.ofNullable(driver), options.iommu == false ? OptionalInt.empty() : OptionalInt.of(20 + name.index()),
                (options.holders?.get(name.index()) ?: []) as List<Holder>,
                Optional.ofNullable(options.network?.get(name.index())),
                Optional.ofNullable(options.hostUse?.get(name.index())))
    }

    /** A VM; {@code has} maps device ids to VFs, {@code paused} names those of them that are. */
    void vm(Map options = [:], String name) {
        Map<String, VfName> has = options.has ?: [:]
        List<String> paused = options.paused ?: []
        vms << new VirtualMachine(
                name, (options.pid ?: name.hashCode() & 0xffff) as long, '10.0.2', 'running', options.reachable != false,
                options.reachable == false ? 'no answer' : '', options.pause ?: PauseSupport.NONE,
                has.collect { id, vf -> new GuestDevice(id, addressOf(vf), id in paused, Optional.of('rp0')) },
                (options.ports == null ? ['rp1'] : options.ports) as List<String>)
        has.each { id, vf ->
            bindings << new Binding(new BindingId(name, id), Optional.of(vf), addressOf(vf),
                    id in paused ? BindingState.PAUSED : BindingState.ATTACHED, '')
        }
    }
}
