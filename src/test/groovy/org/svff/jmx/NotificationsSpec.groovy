package org.svff.jmx

import java.util.concurrent.CopyOnWriteArrayList
import javax.management.ObjectName
import org.svff.pci.PciAddress
import org.svff.testbed.DemoAgent
import org.svff.world.BindingId
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** What listeners are told, and that the MBeans come and go with what they stand for. */
class NotificationsSpec extends Specification {
    static final CARD = '0000:03:00.0'

    @AutoCleanup
    DemoAgent agent = new DemoAgent()

    List<AgentNotification> told = new CopyOnWriteArrayList<>()
    def soon = new PollingConditions(timeout: 30)

    def setup() {
        agent.client().onNotification { told << it }
    }

    private int count(String pattern) {
        agent.client().connection().queryNames(new ObjectName("svff:$pattern"), null).size()
    }

    private List<String> types() {
        told*.type()
    }

    def 'an operation is told from its start through each step to its end, in order'() {
        when:
        agent.client().pf(PciAddress.parse(CARD)).reconfigure(2)

        then:
        soon.eventually { assert types().contains('svff.operation.finished') }
        def operation = told.findAll { it.type().startsWith('svff.operation') }
        operation*.type().unique() == ['svff.operation.started', 'svff.operation.progress', 'svff.operation.finished']
        operation*.subject().unique().size() == 1
        operation.last().after() == 'DONE'

        and: 'numbers rise, so that a listener can see what it missed'
        told*.sequence() == told*.sequence().toSorted().toUnique()

        and: 'the VFs and the count are told too'
        soon.eventually {
            assert types().count('svff.vf.added') == 2
            assert told.any { it.type() == 'svff.pf.vfs' && it.before() == '0' && it.after() == '2' }
        }
    }

    def 'VFs have MBeans while they are there'() {
        when:
        agent.client().pf(PciAddress.parse(CARD)).reconfigure(4)

        then:
        soon.eventually { assert count("type=VirtualFunction,pf=pci_0000_03_00_0,*") == 4 }

        when:
        agent.client().pf(PciAddress.parse(CARD)).reconfigure(1)

        then:
        soon.eventually { assert count("type=VirtualFunction,pf=pci_0000_03_00_0,*") == 1 }
        types().count('svff.vf.removed') >= 3
    }

    def 'a VM and its bindings have MBeans while it runs'() {
        given:
        agent.client().pf(PciAddress.parse(CARD)).reconfigure(1)
        def vm = agent.host().startVm('comet', PauseSupport.VFIO_PAUSE)

        expect:
        soon.eventually { assert count('type=VirtualMachine,vm=comet') == 1 }

        when:
        agent.client().vm('comet').attach("$CARD/0")

        then:
        soon.eventually {
            assert count('type=Binding,vm=comet,*') == 1
            assert types().containsAll(['svff.vm.added', 'svff.binding.added'])
        }

        when:
        vm.kill()

        then:
        soon.eventually {
            assert count('type=VirtualMachine,vm=comet') == 0
            assert count('type=Binding,vm=comet,*') == 0
            assert types().containsAll(['svff.binding.removed', 'svff.vm.removed'])
        }
    }

    def 'a pause and a resume are told with the states before and after'() {
        given:
        agent.client().pf(PciAddress.parse(CARD)).reconfigure(1)
        agent.client().vm('web-1').attach("$CARD/0")
        def binding = BindingId.parse('web-1/svff-0')

        when:
        agent.client().binding(binding).pause()
        agent.client().binding(binding).resume()

        then:
        soon.eventually {
            assert told.findAll { it.type() == 'svff.binding.state' }.collect { [it.before(), it.after()] } ==
                [['ATTACHED', 'PAUSED'], ['PAUSED', 'ATTACHED']]
        }
    }

    def 'every kind of notification is described, and its text tells what is not in its type'() {
        given:
        def infos = agent.client().connection().getMBeanInfo(Names.agent()).notifications

        expect:
        infos.every { it.notifTypes.length == 1 && it.description.size() > 10 }
        infos*.description.unique(false).size() == infos.size()

        when:
        agent.client().pf(PciAddress.parse(CARD)).reconfigure(1)
        agent.client().vm('web-1').attach("$CARD/0")

        then: 'who has the VF now'
        soon.eventually {
            assert told.any { it.type() == 'svff.vf.state' && it.message() == "VF $CARD/0: FREE -> ATTACHED (web-1/svff-0)" }
        }
    }
}
