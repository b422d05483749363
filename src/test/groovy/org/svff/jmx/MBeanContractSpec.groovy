package org.svff.jmx

import javax.management.MBeanOperationInfo
import javax.management.ObjectName
import org.svff.pci.PciAddress
import org.svff.testbed.DemoAgent
import org.svff.world.PauseSupport
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** What clients may count on, of every MBean there is. */
class MBeanContractSpec extends Specification {
    @Shared
    @AutoCleanup
    DemoAgent agent = new DemoAgent()

    static final ODD = ['my vm', 'a:b', 'q"uote', 'st*r', 'wh?t', 'c,omma', 'eq=al', "apo'strophe", 'ünï']

    def setupSpec() {
        ODD.each { agent.host().startVm(it, PauseSupport.VFIO_PAUSE) }
        agent.client().pf(PciAddress.parse('0000:03:00.0')).reconfigure(2)
        agent.client().vm('web-1').attach('0000:03:00.0')
        new PollingConditions(timeout: 30).eventually { assert agent.client().agent().vmCount == 3 + ODD.size() }
    }

    private List<ObjectName> names() {
        agent.client().connection().queryNames(new ObjectName('svff:*'), null).sort()
    }

    def 'there is one for the agent, its operations, each PF, VF, VM and binding'() {
        expect:
        names().countBy { it.getKeyProperty('type') } == [
            Agent: 1, Operations: 1, PhysicalFunction: 2, VirtualFunction: 2, VirtualMachine: 3 + ODD.size(), Binding: 1]
        names().contains(new ObjectName('svff:type=PhysicalFunction,pf=pci_0000_03_00_0'))
        names().contains(new ObjectName('svff:type=VirtualFunction,pf=pci_0000_03_00_0,vf=1'))
        names().contains(new ObjectName('svff:type=Binding,vm=web-1,device=svff-0'))
    }

    def 'each describes itself, its attributes, operations and their parameters'() {
        expect:
        names().every { name ->
            def info = agent.client().connection().getMBeanInfo(name)
            def undescribed = []
            if (info.description.size() < 10) undescribed << name
            info.attributes.each { if (it.description == it.name || it.description.size() < 5) undescribed << it }
            info.operations.each { op ->
                if (op.description == op.name || op.description.size() < 5) undescribed << op
                op.signature.each { if (it.description.size() < 5 || it.name ==~ /p\d+/) undescribed << "$op.name: $it" }
            }
            assert undescribed == []
            true
        }
    }

    def 'what one looks for first stands first, and no attribute is left out of that order'() {
        expect:
        [AgentMXBean, OperationsMXBean, PhysicalFunctionMXBean, VirtualFunctionMXBean, VirtualMachineMXBean,
            BindingMXBean].every { type ->
            def name = names().find { type.simpleName.startsWith(it.getKeyProperty('type')) }
            def info = agent.client().connection().getMBeanInfo(name)
            assert info.attributes*.name == type.getAnnotation(AttributeOrder).value() as List
            assert info.descriptor.getFieldValue('immutableInfo') == 'true'
            assert info.descriptor.getFieldValue('mxbean') == 'true'
            true
        }
    }

    static final NO_QUANTITIES = ['NumaNode', 'Index', 'IommuGroup', 'Vlan', 'Qos', 'Pid']

    def 'each quantity has a unit, and says whether it only goes up'() {
        expect:
        names().every { name ->
            agent.client().connection().getMBeanInfo(name).attributes.each {
                boolean quantity = it.type in ['int', 'long'] && !(it.name in NO_QUANTITIES)
                assert (it.descriptor.getFieldValue('units') != null) == quantity: "$name $it.name"
                assert !quantity || it.descriptor.getFieldValue('metricType') in ['gauge', 'counter']
            }
            true
        }
    }

    def 'results can be read as they are: a plan has lines, a report a summary'() {
        when:
        def plan = agent.client().pf(PciAddress.parse('0000:04:00.0')).plan(2)

        then:
        plan.lines().size() == plan.stages().size() + plan.notes().size()
        plan.lines()[0].startsWith('1. ')

        when:
        def report = agent.client().pf(PciAddress.parse('0000:04:00.0')).reconfigure(0)

        then:
        report.summary() ==~ /UNCHANGED after \d+ ms: reconfigure 0000:04:00.0 to 0 VFs.*/
    }

    def 'no operation has two forms, and each type is one that any client knows'() {
        expect:
        names().every { name ->
            def info = agent.client().connection().getMBeanInfo(name)
            assert info.operations*.name.unique(false) == info.operations*.name
            info.attributes.each {
                assert it.type.startsWith('java.lang.') || it.type in ['int', 'long', 'boolean', '[Ljava.lang.String;']
            }
            assert info.attributes.every { !it.writable }
            true
        }
    }

    def 'what touches nothing says so'() {
        expect:
        names().every { name ->
            agent.client().connection().getMBeanInfo(name).operations.each { op ->
                boolean plan = op.name.startsWith('plan') || op.name in ['snapshot', 'refresh', 'images', 'rights', 'history', 'operation', 'exportWanted']
                assert (op.impact == MBeanOperationInfo.INFO) == plan: "$name $op.name"
            }
            true
        }
    }

    def 'VMs are found by whatever they are called: #vm'() {
        expect:
        agent.client().vm(vm).name == vm

        where:
        vm << ODD
    }

    def 'a scrape of everything touches neither kernel nor QEMU'() {
        expect: 'unless the agent read anew meanwhile, when it is tried again'
        def untouched = (1..20).any {
            def before = seen()
            scrape()
            def after = seen()
            assert before.generation != after.generation || before == after
            before.generation == after.generation
        }
        untouched
    }

    private Map<String, Long> seen() {
        [generation: agent.client().agent().generation,
         looks: agent.sysfs().looks(),
         commands: agent.host().vm('web-1').commandsTaken()]
    }

    private void scrape() {
        names().each { name ->
            def attributes = agent.client().connection().getMBeanInfo(name).attributes*.name
            assert agent.client().connection().getAttributes(name, attributes as String[]).size() == attributes.size()
        }
        agent.client().agent().snapshot()
    }

    def 'a refusal is made of nothing but classes of the JDK, and names its operation'() {
        when:
        agent.client().pf(PciAddress.parse('0000:03:00.0')).reconfigure(99)

        then:
        def refusal = thrown(IllegalStateException)
        chain(refusal).every { it.class.name.startsWith('java') }
        def id = (refusal.message =~ /\[operation (\S+)]$/)[0][1]
        agent.client().operations().operation(id).outcome() == 'REFUSED'

        when:
        agent.client().pf(PciAddress.parse('0000:03:00.0')).plan(99)

        then:
        def same = thrown(IllegalStateException)
        chain(same).every { it.class.name.startsWith('java') }
    }

    private static List<Throwable> chain(Throwable t) {
        t == null ? [] : [t] + chain(t.cause) + t.suppressed.collectMany { chain(it) }
    }
}
