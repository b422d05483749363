package org.svff.rig

import java.util.concurrent.TimeUnit
import org.svff.testbed.Cards
import org.svff.testbed.PlayedGuest
import org.svff.vm.qmp.QmpException
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** What QEMU's pause promises, access for access, with the rig's kernel and VFs. */
@Requires({ org.svff.testbed.Testbed.isRig() })
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class QemuPauseSpec extends Specification {
    @AutoCleanup
    Cards cards = new Cards()

    PlayedGuest guest

    PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.1)

    /** How devices reach the host: a VFIO group, or iommufd where the kernel has VFIO's device files. */
    static List<List<String>> backends() {
        Cards.hasIommufd() ? [[], ['-object', 'iommufd,id=iommufd0', ',iommufd=iommufd0']] : [[]]
    }

    def cleanup() {
        guest?.close()
    }

    private static String refusal(Closure<?> request) {
        try {
            request()
            'not refused'
        } catch (QmpException e) {
            e.message
        }
    }

    private boolean works(int device) {
        guest.mailbox(device) ==~ /..:..:..:..:..:../ && guest.raise(device, 0) == PlayedGuest.data(device, 0) && guest.send(device)
    }

    def 'what the guest set up survives the VF #backend'() {
        given: 'a guest that uses its VF, with an interrupt pending on a masked vector'
        def vfs = cards.makeVfs(0, 2)
        guest = PlayedGuest.start([vfs[0]], *backend)
        works(0)
        guest.mask(0, 1, true)
        guest.raiseMasked(0, 1)
        def before = [guest.configSpace(0), guest.vectorTable(0), guest.pendingBits(0)]
        guest.process().vfioFiles() > 0
        guest.process().vfioMappings() > 0

        when:
        guest.pause(0)

        then: 'the guest reads what it read before'
        guest.isPaused(0)
        [guest.configSpace(0), guest.vectorTable(0), guest.pendingBits(0)] == before
        guest.events()*.name().contains('VFIO_PAUSE')

        and: 'of the host device nothing is left: no file, no mapping, no memory locked for DMA'
        guest.process().vfioMappings() == 0
        guest.process().vfioFiles() == 0
        backend || guest.process().status('VmLck') == 0
        cards.interruptsOf(vfs[0]) == []

        when: 'the VFs go, others come, and the guest is given another'
        cards.unbind(vfs[0])
        cards.makeVfs(0, 0)
        def others = cards.makeVfs(0, 3)
        guest.resume(0, others[2])

        then: 'it all is as it was, and works'
        !guest.isPaused(0)
        guest.configSpace(0) == before[0]
        guest.vectorTable(0) == before[1]
        works(0)
        guest.raise(0, 2) == PlayedGuest.data(0, 2)

        and: 'the interrupt that was pending arrives when its vector is unmasked'
        guest.mask(0, 1, false)
        guest.arrived(0, 1) == PlayedGuest.data(0, 1)

        where:
        backend << backends()
    }

    def 'what the guest reads meanwhile is as asked, what it writes is dropped and counted'() {
        given:
        guest = PlayedGuest.start([cards.makeVfs(0, 1)[0]])
        guest.mailbox(0)
        def status = guest.read(PlayedGuest.bar(0) + 8)

        when:
        guest.qmp('x-vfio-pause', arguments)

        then:
        guest.read(PlayedGuest.bar(0) + 8) == (reads == 'status' ? status : reads)

        when:
        guest.write(PlayedGuest.bar(0) + 0x3818, 5)

        then:
        guest.property(0, 'paused-reads').asInt() == 1
        guest.property(0, 'paused-writes').asInt() == 1

        where:
        arguments                            | reads
        [id: 'vf0']                          | 0L
        [id: 'vf0', 'mmio-read': 'zeros']    | 0L
        [id: 'vf0', 'mmio-read': 'ones']     | 0xffffffffL
        [id: 'vf0', 'mmio-read': 'snapshot'] | 'status'
    }

    def 'what the guest changes meanwhile holds after the resume'() {
        given:
        guest = PlayedGuest.start([cards.makeVfs(0, 1)[0]])
        guest.mailbox(0)

        when: 'a message, an address, the interrupts off'
        guest.pause(0)
        guest.setData(0, 2, 0xbeef02)
        guest.resume(0)

        then:
        guest.mailbox(0)
        guest.raise(0, 2) == 0xbeef02

        when:
        guest.pause(0)
        guest.setConfigWord(0, 4, 0x0402)
        guest.setConfigWord(0, 0x72, 0)
        guest.resume(0)

        then: 'no DMA, no interrupt until they are on again'
        (guest.config(0, 4) & 7) == 2
        guest.setConfigWord(0, 4, 0x0406)
        guest.setConfigWord(0, 0x72, 0x8000)
        works(0)
    }

    def 'pause twice, resume twice, resume with what is no match: refused, and nothing changes'() {
        given:
        def vfs = cards.makeVfs(0, 2)
        guest = PlayedGuest.start([vfs[0]])
        guest.mailbox(0)

        expect: 'not paused'
        refusal { guest.resume(0) }.contains('not paused')
        works(0)

        when:
        guest.pause(0)
        def refusals = [
            refusal { guest.pause(0) },
            refusal { guest.resume(0, '0000:00:1f.7') },
            refusal { cards.unbind(vfs[1]); guest.resume(0, vfs[1]) },
            refusal { guest.resume(0, cards.deviceOfAnotherKind()) },
            refusal { guest.resume(0, 'nonsense') }]

        then:
        refusals[0].contains('already paused')
        refusals[1..4].every { it != 'not refused' }
        refusals[3].contains('differs')
        refusals[4].contains('is not a PCI address')
        guest.isPaused(0)
        guest.process().vfioFiles() == 0

        when:
        guest.resume(0)

        then:
        works(0)
    }

    def 'onto a VF of another card'() {
        given:
        def vf = cards.makeVfs(0, 1)[0]
        def other = cards.makeVfs(1, 1)[0]
        guest = PlayedGuest.start([vf])
        guest.mailbox(0)

        when:
        guest.pause(0)
        guest.resume(0, other)

        then:
        works(0)
    }

    def 'a resume has the port report an error when it is asked to, and not else'() {
        given:
        guest = PlayedGuest.start([cards.makeVfs(0, 1)[0]])
        guest.takeErrorReports(0)

        when:
        guest.pause(0)
        guest.resume(0)

        then:
        guest.reportedErrors(0) == 0

        when:
        guest.pause(0)
        guest.qmp('x-vfio-resume', [id: 'vf0', 'report-error': true])

        then: 'a completion timeout, not fatal, of the port itself'
        guest.reportedErrors(0) == 1 << 14
        works(0)
    }

    def 'many devices in one VM: the others go on'() {
        given:
        def vfs = cards.makeVfs(0, 4)
        guest = PlayedGuest.start(vfs, *backend)
        (0..3).every { works(it) }
        def files = guest.process().vfioFiles()

        when:
        guest.pause(0)
        guest.pause(2)

        then:
        works(1)
        works(3)
        refusal { guest.resume(0, vfs[1]) } != 'not refused' // this VM has that one already
        guest.isPaused(0)

        when: 'they come back, changed about'
        guest.resume(2, vfs[0])
        guest.resume(0, vfs[2])

        then:
        (0..3).every { works(it) }
        guest.process().vfioFiles() == files

        where:
        backend << backends()
    }

    def 'a reset of the VM meanwhile, by #whom, is survived, and the guest sets up what it finds'() {
        given:
        guest = PlayedGuest.start([cards.makeVfs(0, 1)[0]])
        guest.mailbox(0)

        when:
        guest.pause(0)
        reset(guest)
        soon.eventually { assert guest.events()*.name().contains('RESET') }
        guest.setUp(0)

        then:
        guest.isPaused(0)
        guest.config(0, 0) == 0x10ca8086L
        guest.vectorTable(0)[2] == PlayedGuest.data(0, 0)

        when:
        guest.resume(0)

        then:
        works(0)

        where:
        whom           | reset
        'its operator' | { PlayedGuest it -> it.qmp('system_reset', [:]) }
        'its guest'    | { PlayedGuest it -> it.reboot() }
    }

    def 'an unplug meanwhile ends it, without a trace'() {
        given:
        def vfs = cards.makeVfs(0, 2)
        guest = PlayedGuest.start([vfs[0]])
        guest.mailbox(0)

        when:
        guest.pause(0)
        guest.qmp('device_del', [id: 'vf0'])
        guest.powerSlotOff(0)

        then:
        soon.eventually { assert guest.events()*.name().contains('DEVICE_DELETED') }
        !guest.qmp('query-migrate', [:]).has('blocked-reasons')

        and: 'its place is free'
        guest.qmp('device_add', [driver: 'vfio-pci', id: 'vf0', bus: 'rp0', host: vfs[1]]).isEmpty()
        !guest.isPaused(0)
    }

    def 'migration is refused meanwhile, in words'() {
        given:
        guest = PlayedGuest.start([cards.makeVfs(0, 1)[0]])
        guest.pause(0)

        expect:
        refusal { guest.qmp('migrate', [uri: 'exec:cat >/dev/null']) }.contains('paused')
    }

    def 'QEMU ends while paused'() {
        given:
        guest = PlayedGuest.start([cards.makeVfs(0, 1)[0]])
        guest.pause(0)

        expect:
        guest.quit() == 0
    }

    def 'fifty pauses leave nothing behind'() {
        given:
        guest = PlayedGuest.start(cards.makeVfs(0, 2), *backend)
        guest.mailbox(0)
        def once = { guest.pause(0); guest.resume(0) }
        10.times { once() } // what is made on first use is there now
        def before = [guest.process().files(), guest.process().mappings(), guest.process().status('VmLck'), cards.interrupts()]
        def resident = guest.process().status('VmRSS')

        when:
        50.times { once() }

        then:
        [guest.process().files(), guest.process().mappings(), guest.process().status('VmLck'), cards.interrupts()] == before
        guest.process().status('VmRSS') - resident < 1024 // KiB
        works(0)

        where:
        backend << backends()
    }
}
