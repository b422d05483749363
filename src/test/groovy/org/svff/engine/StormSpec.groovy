package org.svff.engine

import java.util.concurrent.atomic.AtomicInteger
import org.svff.plan.Request
import org.svff.plan.VfChoice
import org.svff.pci.VfName
import org.svff.sim.GuestBehaviour
import org.svff.testbed.Lab
import org.svff.testbed.Tally
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

import static org.svff.testbed.Lab.CARD
import static org.svff.testbed.Lab.OTHER

/** More events than anybody can act upon. */
class StormSpec extends Specification {
    @AutoCleanup
    Lab lab = new Lab()

    def 'a storm of uevents costs few readings, and no operation its end'() {
        given: 'a guest on one card, and somebody who binds and unbinds a VF of the other as fast as can be'
        lab.startVm('a', PauseSupport.VFIO_PAUSE, GuestBehaviour.OBLIGING)
        [CARD, OTHER].each { assert lab.run(new Request.ReconfigurePf(it, 1, false, [] as Set)).outcome() == Outcome.DONE }
        lab.run(new Request.Attach('a', new VfChoice.Named(new VfName(CARD, 0)), Optional.empty()))
        def vf = lab.world().vf(new VfName(OTHER, 0)).get().address()
        def driver = "/sys/bus/pci/devices/$vf/driver/unbind" as String
        lab.host().kernel().write("/sys/bus/pci/devices/$vf/driver_override", 'igbvf')
        def before = lab.world().generation()
        def events = new AtomicInteger()
        def subscription = lab.host().kernel().subscribe({ events.incrementAndGet() }, {})
        def storm = new Thread({
            5000.times {
                lab.host().kernel().write('/sys/bus/pci/drivers/igbvf/bind', vf.toString())
                lab.host().kernel().write(driver, vf.toString())
            }
        })

        when:
        storm.start()
        def outcomes = (1..6).collect { lab.run(new Request.ReconfigurePf(CARD, 1 + it % 3, false, [] as Set)).outcome() }
        storm.join()

        then:
        outcomes.every { it in [Outcome.DONE, Outcome.UNCHANGED] }
        new PollingConditions(timeout: 60).eventually { assert events.get() >= 10_000 }
        lab.world().generation() - before < events.get() / 2
        lab.guests()['a']['svff-0'].isPresent()

        cleanup:
        subscription?.close()
        Tally.add('uevents of a storm', events.get())
    }
}
