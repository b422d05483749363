package org.svff.plan

import static org.svff.plan.Worlds.PF
import static org.svff.plan.Worlds.vf

import org.svff.pci.PciAddress
import org.svff.world.BindingId
import org.svff.world.Holder
import org.svff.world.NetworkSettings
import org.svff.world.PauseSupport
import org.svff.world.PfState
import spock.lang.Specification

class PlannerSpec extends Specification {
    static final WEB = new BindingId('web-1', 'svff-0')
    static final DB = new BindingId('db-1', 'svff-0')

    private static List<List<String>> stages(Plan plan) {
        plan.stages().collect { stage -> stage.steps()*.toString() }
    }

    private static Request.ReconfigurePf count(Map options = [:], int vfs) {
        new Request.ReconfigurePf(options.pf ?: PF, vfs, options.allowReplug ?: false, (options.mayLose ?: []) as Set, options.moves ?: [:])
    }

    def "a free VF is given VFIO's driver and plugged in"() {
        given:
        def world = Worlds.of { card(vfs: 2); vm('web-1') }

        when:
        def plan = Planner.plan(world, new Request.Attach('web-1', new VfChoice.AnyOf(PF), Optional.empty()))

        then:
        stages(plan) == [
            ['bind 0000:03:00.0/0 to vfio-pci'],
            ['attach 0000:03:00.0/0 to web-1 as svff-0']]
        plan.notes() == ['the guest of web-1 sees a new device']
        plan.commitAfter() == 2
    }

    def "the lowest free VF and the lowest free id are taken"() {
        given:
        def world = Worlds.of { card(vfs: 3, driver: 'vfio-pci'); vm('web-1', has: ['svff-0': vf(0)]) }

        expect:
        stages(Planner.plan(world, new Request.Attach('web-1', new VfChoice.AnyOf(PF), Optional.empty()))) ==
                [['attach 0000:03:00.0/1 to web-1 as svff-1']]
    }

    def "a change of the VF count lets go in parallel, proves that all is free, and gives back in parallel"() {
        given:
        def world = Worlds.of {
            card(vfs: 2, autoprobe: true)
            vm('web-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(0)])
            vm('db-1', pause: PauseSupport.DEVICE_PAUSE, has: ['svff-0': vf(1)])
        }

        when:
        def plan = Planner.plan(world, count(4))

        then:
        stages(plan) == [
            ['pause web-1/svff-0 (0000:03:00.0/0)', 'pause db-1/svff-0 (0000:03:00.0/1)'],
            ['check that nothing holds a VF of 0000:03:00.0'],
            ['turn automatic driver binding of new VFs of 0000:03:00.0 off'],
            ['set the VF count of 0000:03:00.0 from 2 to 0'],
            ['set the VF count of 0000:03:00.0 from 0 to 4'],
            ['bind 0000:03:00.0/0 to vfio-pci', 'bind 0000:03:00.0/1 to vfio-pci'],
            ['resume web-1/svff-0 with 0000:03:00.0/0', 'resume db-1/svff-0 with 0000:03:00.0/1'],
            ['turn automatic driver binding of new VFs of 0000:03:00.0 on']]

        and: 'everything up to the resume can be taken back as a whole'
        plan.commitAfter() == 6
    }

    def "a VM of libvirt's is paused where it gets its VF back, and for another VF only replugged"() {
        given:
        def world = Worlds.of {
            card(vfs: 2)
            vm('web-1', pause: PauseSupport.VFIO_PAUSE_IN_PLACE, has: ['svff-0': vf(0)])
        }
        def to = { boolean replug -> new Request.ReconfigureBinding(WEB, vf(1), replug) }

        expect:
        Planner.plan(world, count(3)).steps().first() instanceof Step.PauseDevice

        when:
        Planner.plan(world, to(false))

        then:
        def e = thrown(Refused)
        e.message.contains("libvirt's XML")

        and:
        Planner.plan(world, to(true)).steps().any { it instanceof Step.DetachDevice }
    }

    def "the first VFs of a card need no release"() {
        expect:
        stages(Planner.plan(Worlds.of { card() }, count(4))) == [['set the VF count of 0000:03:00.0 from 0 to 4']]
    }

    def "VFs are made anew by the same steps, as many as there are"() {
        given:
        def world = Worlds.of {
            card(vfs: 2)
            vm('web-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(1)])
        }

        expect:
        stages(Planner.plan(world, new Request.RecreateVfs(PF, false))) == [
            ['pause web-1/svff-0 (0000:03:00.0/1)'],
            ['check that nothing holds a VF of 0000:03:00.0'],
            ['set the VF count of 0000:03:00.0 from 2 to 0'],
            ['set the VF count of 0000:03:00.0 from 0 to 2'],
            ['bind 0000:03:00.0/1 to vfio-pci'],
            ['resume web-1/svff-0 with 0000:03:00.0/1']]

        and: 'without VFs there is nothing to do'
        Planner.plan(Worlds.of { card(vfs: 0) }, new Request.RecreateVfs(PF, false)).isEmpty()
    }

    def "a VM on stock QEMU is replugged when that is allowed, and comes back on its port"() {
        given:
        def world = Worlds.of { card(vfs: 1); vm('web-1', has: ['svff-0': vf(0)]) }

        when:
        def plan = Planner.plan(world, count(2, allowReplug: true))

        then:
        plan.steps().first() instanceof Step.DetachDevice
        plan.steps().last() == new Step.AttachDevice(WEB, vf(0), Optional.of('rp0'))
        plan.notes() == ['the guest of web-1 sees its device go and come back']
    }

    def "bindings whose VF disappears stay paused only when that was said"() {
        given:
        def world = Worlds.of {
            card(vfs: 2)
            vm('web-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(0)])
            vm('db-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(1)])
        }

        when:
        Planner.plan(world, count(1))

        then:
        def refused = thrown(Refused)
        refused.message.contains('db-1/svff-0')
        !refused.message.contains('web-1/svff-0')

        when:
        def plan = Planner.plan(world, count(1, mayLose: [DB]))

        then:
        plan.steps().findAll { it instanceof Step.PauseDevice }.size() == 2
        plan.steps().findAll { it instanceof Step.ResumeDevice } == [new Step.ResumeDevice(WEB, vf(0))]
        plan.notes() == ['db-1/svff-0 stays paused: its VF is no longer there']
    }

    def "another VF, on another card, is put behind the guest's device"() {
        given:
        def other = PciAddress.parse('0000:04:00.0')
        def world = Worlds.of {
            card(vfs: 1, driver: 'vfio-pci')
            card(address: other, vfs: 1)
            vm('web-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(0)])
        }

        when:
        def plan = Planner.plan(world, new Request.ReconfigureBinding(WEB, vf(0, other), false))

        then:
        stages(plan) == [
            ['bind 0000:04:00.0/0 to vfio-pci'],
            ['pause web-1/svff-0 (0000:03:00.0/0)'],
            ['resume web-1/svff-0 with 0000:04:00.0/0']]
        plan.pfs() == [PF, other] as Set
    }

    def "what is so already needs no plan: #request"() {
        given:
        def world = Worlds.of {
            card(vfs: 2, driver: 'vfio-pci')
            vm('web-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(0)])
            vm('db-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(1)], paused: ['svff-0'])
        }

        when:
        def plan = Planner.plan(world, request)

        then:
        plan.isEmpty()
        !plan.notes().isEmpty()

        where:
        request << [
            count(2),
            new Request.Pause([DB] as Set),
            new Request.Resume([WEB] as Set),
            new Request.ReconfigureBinding(WEB, vf(0), false)]
    }

    def "refused, telling device, reason and remedy: #what"() {
        given:
        def world = Worlds.of {
            card(vfs: 4, total: 4, hostUse: [3: 'eth7 is up'], holders: [2: [new Holder(4242, 'dpdk-testpmd')]])
            card(address: PciAddress.parse('0000:05:00.0'), state: PfState.STUCK, note: 'held by qemu (pid 9)')
            card(address: PciAddress.parse('0000:06:00.0'), state: PfState.NO_DRIVER)
            card(address: PciAddress.parse('0000:07:00.0'), vfs: 1, iommu: false)
            vm('web-1', has: ['svff-0': vf(0)])
            vm('full', ports: [])
            vm('gone', reachable: false)
            vm('a "b": *')
        }

        when:
        Planner.plan(world, request)

        then:
        def refused = thrown(Refused)
        words.every { refused.message.contains(it) }
        !refused.trouble().device().isEmpty()
        !refused.trouble().answer().isEmpty()
        !refused.trouble().remedy().isEmpty()

        where:
        what                     | request                                        || words
        'no such PF'             | count(2, pf: PciAddress.parse('0000:09:00.0')) || ['0000:09:00.0', 'no SR-IOV PF', '0000:03:00.0']
        'negative count'         | count(-1)                                      || ['negative', '0 to 4']
        'count above the total'  | count(5)                                       || ['at most 4 VFs']
        'VF held by a stranger'  | count(0, allowReplug: true)                    || ['dpdk-testpmd (pid 4242)', '0000:03:00.0/2']
        'PF stuck'               | count(1, pf: PciAddress.parse('0000:05:00.0')) || ['stuck', 'qemu (pid 9)']
        'PF without driver'      | count(1, pf: PciAddress.parse('0000:06:00.0')) || ['no driver']
        'no such VM'             | attach('nobody', vf(1))                        || ['nobody', 'no VM', 'web-1']
        'VM name is only data'   | attach('a "b": ?', vf(1))                      || ['no VM of this name']
        'VM that does not answer'| attach('gone', vf(1))                          || ['does not answer']
        'VM without a port'      | attach('full', vf(1))                          || ['no free hot-pluggable PCIe port', 'pcie-root-port']
        'no such VF'             | attach('web-1', vf(9))                         || ['no such VF', 'has 4']
        'VF bound already'       | attach('web-1', vf(0))                         || ['ATTACHED', 'web-1/svff-0']
        'VF of a stranger'       | attach('web-1', vf(2))                         || ['dpdk-testpmd (pid 4242)']
        'VF in use by the host'  | attach('web-1', vf(3))                         || ['eth7 is up']
        'no IOMMU'               | attach('web-1', vf(0, PciAddress.parse('0000:07:00.0'))) || ['IOMMU']
        'bad device id'          | attach('web-1', vf(1), '1 x')                  || ["'1 x'"]
        'device id taken'        | attach('web-1', vf(1), 'svff-0')               || ["has a device 'svff-0'"]
        'no such binding'        | new Request.Detach(DB)                         || ['db-1/svff-0', 'no such binding']
        'stock QEMU cannot pause'| new Request.Pause([WEB] as Set)                || ['web-1', '10.0.2', 'no pause command']
        'stock QEMU cannot move' | new Request.ReconfigureBinding(WEB, vf(1), false) || ['cannot put another VF']
        'driver of a bound VF'   | new Request.ReconfigureVf(vf(0), Optional.empty()) || ['web-1/svff-0']
    }

    private static Request attach(String vm, vf, String device = null) {
        new Request.Attach(vm, new VfChoice.Named(vf), Optional.ofNullable(device))
    }

    def "a card with a VM on stock QEMU is not reconfigured without leave"() {
        when:
        Planner.plan(Worlds.of { card(vfs: 1); vm('web-1', has: ['svff-0': vf(0)]) }, count(2))

        then:
        def refused = thrown(Refused)
        refused.message.contains('--allow-replug')
    }

    def "every step that changes something can be taken back by naming what was before"() {
        expect:
        step.undo() == undone

        where:
        step                                                                 | undone
        new Step.SetVfCount(PF, 4, 2, [:])                                   | [new Step.SetVfCount(PF, 2, 4, [:])]
        new Step.SetAutoprobe(PF, false, true)                               | [new Step.SetAutoprobe(PF, true, false)]
        new Step.BindDriver(vf(0), Optional.of('vfio-pci'), Optional.of('x')) | [new Step.BindDriver(vf(0), Optional.of('x'), Optional.of('vfio-pci'))]
        new Step.ResumeDevice(WEB, vf(0))                                    | [new Step.PauseDevice(WEB, vf(0))]
        new Step.PauseDevice(WEB, vf(0))                                     | [new Step.BindDriver(vf(0), Optional.of('vfio-pci'), Optional.empty()), new Step.ResumeDevice(WEB, vf(0))]
        new Step.AttachDevice(WEB, vf(0), Optional.of('rp0'))                | [new Step.DetachDevice(WEB, Optional.of(vf(0)), Optional.of('rp0'))]
        new Step.DetachDevice(WEB, Optional.of(vf(0)), Optional.of('rp0'))   | [new Step.BindDriver(vf(0), Optional.of('vfio-pci'), Optional.empty()), new Step.AttachDevice(WEB, vf(0), Optional.of('rp0'))]
        new Step.ProveFree(PF)                                               | []
    }

    def 'a stranger that holds a VF beside the VM that has it is the one who is named'() {
        given:
        def held = Worlds.of {
            card(vfs: 1, holders: [0: [new org.svff.world.Holder(11, 'qemu'), new org.svff.world.Holder(9001, 'dpdk-testpmd')]])
            vm('owner', pid: 11, has: [n0: Worlds.vf(0)])
        }

        when:
        Planner.plan(held, new Request.ReconfigurePf(Worlds.PF, 2, true, [] as Set))

        then:
        def refused = thrown(Refused)
        refused.trouble().answer().contains('held by dpdk-testpmd')
        !refused.trouble().answer().contains('qemu')
    }

    def "what is set on network VFs is set on the new ones, and goes along with a binding that gets another"() {
        given:
        def own = NetworkSettings.NONE.withMac('52:54:00:00:00:0a')
        def others = NetworkSettings.NONE.withMac('52:54:00:00:00:0b')
        def world = Worlds.of {
            card(vfs: 3, network: [0: NetworkSettings.NONE, 1: others, 2: own])
            vm('web-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(2)])
        }

        expect: 'as they were'
        counts(Planner.plan(world, count(5))).every { it.network() == [0: NetworkSettings.NONE, 1: others, 2: own] }

        and: 'with the guest that moves'
        def moved = Planner.plan(world, count(1, moves: [(WEB): vf(0)]))
        counts(moved)[1].network()[0] == own

        and: 'not when all is taken back: then the guest that was there has its own again'
        counts(moved)[0].undo()[0].network() == [0: NetworkSettings.NONE, 1: others, 2: own]
        moved.steps()*.toString().contains('resume web-1/svff-0 with 0000:03:00.0/0')
    }

    private static List<Step.SetVfCount> counts(Plan plan) {
        plan.steps().findAll { it instanceof Step.SetVfCount } as List<Step.SetVfCount>
    }

    def "a move to #where is refused"() {
        given:
        def world = Worlds.of {
            card(vfs: 3)
            vm('web-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(0)])
            vm('db-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(2)])
        }

        when:
        Planner.plan(world, count(2, moves: moves))

        then:
        def refused = thrown(Refused)
        refused.trouble().answer().contains(says)

        where:
        where                        | moves                            | says
        'a VF that will not be'      | [(DB): vf(2)]                    | 'it will not be there'
        'a VF that another has'      | [(DB): vf(0)]                    | "would be another's"
        'one VF by two'              | [(DB): vf(1), (WEB): vf(1)]      | "would be another's"
        'somewhere, of a stranger'   | [(new BindingId('x', 'y')): vf(1)] | 'no VF of 0000:03:00.0'
    }

    def "a guest that moves to another VF takes its network settings along; the VFs swap them"() {
        given:
        def own = NetworkSettings.NONE.withMac('52:54:00:00:00:0a')
        def world = Worlds.of {
            card(vfs: 2, driver: 'vfio-pci', network: [0: own, 1: NetworkSettings.NONE])
            vm('web-1', pause: PauseSupport.VFIO_PAUSE, has: ['svff-0': vf(0)])
        }

        expect:
        Planner.plan(world, new Request.ReconfigureBinding(WEB, vf(1), false)).steps() == [
            new Step.PauseDevice(WEB, vf(0)),
            new Step.SetNetwork(vf(0), NetworkSettings.NONE, own),
            new Step.SetNetwork(vf(1), own, NetworkSettings.NONE),
            new Step.ResumeDevice(WEB, vf(1))]
    }
}
