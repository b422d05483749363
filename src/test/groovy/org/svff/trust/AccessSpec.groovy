package org.svff.trust

import javax.management.Attribute
import javax.management.MBeanOperationInfo
import javax.management.NotificationFilterSupport
import javax.management.ObjectName
import javax.management.Query
import org.svff.access.Role
import org.svff.access.Scope
import org.svff.audit.AuditCheck
import org.svff.audit.AuditReader
import org.svff.jmx.AgentClient
import org.svff.jmx.Names
import org.svff.pci.PciAddress
import org.svff.testbed.TrustedAgent
import org.svff.world.BindingId
import org.svff.world.SvffException
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** Who may do what, asked of a running agent by users of each role. */
class AccessSpec extends Specification {
    static final CARD = PciAddress.parse('0000:03:00.0')

    @Shared
    @AutoCleanup
    TrustedAgent agent = new TrustedAgent()

    @Shared
    Map<String, AgentClient> clients

    def setupSpec() {
        clients = ['monica', 'oscar', 'ada', 'wendy', 'peter'].collectEntries { [it, agent.as(it)] }
        agent.agent().server().registerMBean(
            java.lang.management.ManagementFactory.getRuntimeMXBean(), new ObjectName('java.lang:type=Runtime'))
        agent.agent().server().registerMBean(
            java.lang.management.ManagementFactory.getMemoryMXBean(), new ObjectName('java.lang:type=Memory'))
        agent.agent().server().registerMBean(
            new javax.management.timer.Timer(), new ObjectName('com.sun.management:type=DiagnosticCommand'))
        clients.ada.pf(CARD).reconfigure(2)
        clients.ada.vm('web-1').attach('0000:03:00.0/0')
        new PollingConditions(timeout: 30).eventually {
            assert clients.ada.connection().isRegistered(Names.binding(BindingId.parse('web-1/svff-0')))
        }
    }

    def cleanupSpec() {
        clients.values()*.close()
    }

    private static final REFUSED_WORDS = ~/REFUSED: .*(needs the role|not open to remote callers).*/

    /** Whether the gate lets the call through: what comes after, an argument that cannot be read, is not its business. */
    private static boolean passes(AgentClient client, ObjectName name, MBeanOperationInfo op) {
        def arguments = op.signature.collect { it.type == 'int' ? 1 : it.type == 'boolean' ? false : it.type == 'java.lang.String' ? '?' : ['?'] as String[] }
        if (op.name in ['pause', 'resume', 'detach', 'reconfigure', 'reconfigureAllowingReplug'] && op.signature.length < 2) {
            arguments = op.signature.collect { it.type == 'int' ? -1 : '?' }
        }
        try {
            client.connection().invoke(name, op.name, arguments as Object[], op.signature*.type as String[])
            true
        } catch (SecurityException e) {
            assert e.message ==~ REFUSED_WORDS
            false
        } catch (Exception e) {
            true
        }
    }

    def 'each is told beforehand what he may do: #user'() {
        when:
        def rights = clients[user].agent().rights()

        then:
        [rights.user(), rights.role(), rights.mayAct(), rights.mayReplug(), rights.vms(), rights.pfs()] == [user, role, acts, replugs, vms, pfs]

        where:
        user     | role            | acts  | replugs | vms       | pfs
        'monica' | 'monitor'       | false | false   | []        | []
        'oscar'  | 'operator'      | true  | false   | []        | []
        'ada'    | 'administrator' | true  | true    | []        | []
        'wendy'  | 'operator'      | true  | false   | ['web-*'] | []
        'peter'  | 'operator'      | true  | false   | []        | ['0000:03:00.0']
    }

    def 'every operation of every MBean, for each role: #user'() {
        when:
        def wrong = []
        int cases = 0
        def names = clients.ada.connection().queryNames(new ObjectName('svff:*'), null).sort()
        // one MBean of each type will do, and the binding last: its operations take it away
        def chosen = names.groupBy { it.getKeyProperty('type') }.values()*.first().sort { it.getKeyProperty('type') == 'Binding' ? 1 : 0 }
        chosen.each { name ->
            agent.agent().server().getMBeanInfo(name).operations.each { op ->
                if (!(op.name == 'detach' && role.includes(Role.OPERATOR))) { // it would be gone for the next

                    cases++
                    def needed = op.impact == MBeanOperationInfo.INFO ? Role.MONITOR
                        : op.name.contains('AllowingReplug') || op.name.startsWith('program') || op.name in ['importWanted', 'restore', 'forget'] ? Role.ADMINISTRATOR : Role.OPERATOR
                    def passes = passes(clients[user], name, op)
                    if (passes != role.includes(needed)) {
                        wrong << "$name $op.name needs $needed, and $user ($role) ${passes ? 'may' : 'may not'}"
                    }
                }
            }
        }

        then: 'an operation that is here for the administrator is missing in Rules'
        wrong == []
        cases > 40

        where:
        user     | role
        'monica' | Role.MONITOR
        'oscar'  | Role.OPERATOR
        'ada'    | Role.ADMINISTRATOR
    }

    def 'replug needs an administrator, however it is asked for: #arguments'() {
        when:
        clients.oscar.connection().invoke(Names.pf(CARD), 'reconfigureWith', arguments as Object[],
            ['int', 'boolean', '[Ljava.lang.String;', '[Ljava.lang.String;'] as String[])

        then:
        thrown(SecurityException)

        where:
        arguments << [[1, true, [] as String[], [] as String[]], [1, null, [] as String[], [] as String[]], [1], []]
    }

    def 'all read, plan and listen: #user'() {
        given:
        def told = []

        expect:
        clients[user].agent().snapshot().vms().size() == 3
        clients[user].pf(CARD).plan(4).request().contains('4')
        clients[user].connection().getAttributes(Names.agent(), ['Version', 'PfCount'] as String[]).size() == 2
        clients[user].connection().getMBeanInfo(Names.agent()) != null
        clients[user].connection().getMBeanCount() > 5
        clients[user].connection().getDomains().length > 1

        when:
        clients[user].connection().addNotificationListener(Names.agent(), { n, h -> told << n.type } as javax.management.NotificationListener, null, null)
        clients.ada.pf(CARD).pause()
        clients.ada.pf(CARD).resume()

        then:
        new PollingConditions(timeout: 30).eventually { assert told.contains('svff.operation.finished') }

        where:
        user << ['monica', 'oscar', 'ada']
    }

    def 'a listener is told of MBeans that come after it, too'() {
        given:
        def told = []
        clients.monica.connection().addNotificationListener(Names.agent(), { n, h -> told << n.type } as javax.management.NotificationListener, null, null)
        def vm = agent.agent().host().startVm('late', org.svff.world.PauseSupport.VFIO_PAUSE)
        new PollingConditions(timeout: 30).eventually { assert clients.monica.connection().isRegistered(Names.vm('late')) }
        def ownTold = []
        clients.monica.connection().addNotificationListener(Names.vm('late'), { n, h -> ownTold << n.type } as javax.management.NotificationListener, null, null)

        expect:
        clients.monica.vm('late').name == 'late'

        cleanup:
        vm.kill()
    }

    static final DIAGNOSTIC = new ObjectName('com.sun.management:type=DiagnosticCommand')
    static final MEMORY = new ObjectName('java.lang:type=Memory')
    static final RUNTIME = new ObjectName('java.lang:type=Runtime')

    def '#user cannot: #what'() {
        when:
        attack(clients[user].connection())

        then:
        def refusal = thrown(Exception)
        refusal instanceof SecurityException || refusal instanceof InvalidClassException

        where:
        [user, [what, attack]] << [['monica', 'oscar', 'ada'], [
            ['make an MBean', { it.createMBean('javax.management.loading.MLet', new ObjectName('svff:type=MLet')) }],
            ['make one with arguments', { it.createMBean('javax.management.timer.Timer', new ObjectName('x:type=T'), new Object[0], new String[0]) }],
            ['make one with a loader', { it.createMBean('javax.management.timer.Timer', new ObjectName('x:type=T'), Names.agent()) }],
            ['take one away', { it.unregisterMBean(Names.agent()) }],
            ['set an attribute', { it.setAttribute(MEMORY, new Attribute('Verbose', true)) }],
            ['set attributes', { it.setAttributes(MEMORY, new javax.management.AttributeList([new Attribute('Verbose', true)])) }],
            ['run a diagnostic command', { it.invoke(DIAGNOSTIC, 'start', new Object[0], new String[0]) }],
            ['read one', { it.getAttribute(DIAGNOSTIC, 'Active') }],
            ['read some', { it.getAttributes(DIAGNOSTIC, ['Active'] as String[]) }],
            ['look at it', { it.getMBeanInfo(DIAGNOSTIC) }],
            ['learn its class', { it.getObjectInstance(DIAGNOSTIC) }],
            ['ask what it is', { it.isInstanceOf(DIAGNOSTIC, 'javax.management.timer.Timer') }],
            ['listen to it', { it.addNotificationListener(DIAGNOSTIC, { n, h -> } as javax.management.NotificationListener, null, null) }],
            ['have another MBean listen', { it.addNotificationListener(Names.agent(), DIAGNOSTIC, null, null) }],
            ['run the garbage collector', { it.invoke(MEMORY, 'gc', new Object[0], new String[0]) }],
            ['call a getter as an operation', { it.invoke(Names.agent(), 'getVersion', new Object[0], new String[0]) }],
            ['call what is not there', { it.invoke(Names.agent(), 'shutdown', new Object[0], new String[0]) }],
            ['query by value', { it.queryNames(new ObjectName('java.lang:*'), Query.eq(Query.attr('VmName'), Query.value('x'))) }]
        ]].combinations()
    }

    def 'what may not be read is not found'() {
        expect:
        !clients.ada.connection().isRegistered(DIAGNOSTIC)
        clients.ada.connection().queryNames(null, null).every { it.domain in ['svff', 'java.lang', 'JMImplementation'] }
        clients.ada.connection().queryMBeans(new ObjectName('com.sun.management:*'), null).empty
    }

    def 'how the agent was started is for administrators'() {
        expect:
        clients.ada.connection().getAttribute(RUNTIME, 'InputArguments') != null
        clients.monica.connection().getAttribute(RUNTIME, 'VmName') != null
        clients.monica.connection().getAttributes(RUNTIME, ['VmName', 'SystemProperties', 'InputArguments'] as String[])*.name == ['VmName']

        when:
        clients.monica.connection().getAttribute(RUNTIME, 'SystemProperties')

        then:
        thrown(SecurityException)
    }

    def 'filters of listeners are of three kinds, and no other'() {
        when:
        clients.monica.connection().addNotificationListener(Names.agent(),
            { n, h -> } as javax.management.NotificationListener, new NotificationFilterSupport(), null)

        then:
        noExceptionThrown()
    }

    def 'wendy operates on web-* only, and peter on one card only'() {
        when:
        clients.wendy.vm('web-1').pause()
        clients.wendy.vm('web-1').resume()
        clients.peter.vm('web-1').pause()
        clients.peter.vm('web-1').resume()

        then:
        noExceptionThrown()

        when:
        clients.wendy.vm('db-1').attach('0000:03:00.0/1')

        then:
        def refusal = thrown(IllegalStateException)
        refusal.message.contains('wendy may not touch VM db-1')
        clients.ada.agent().bindingCount == 1

        when: 'another card'
        def other = clients.ada.agent().snapshot().pfs()*.address().find { it != '0000:03:00.0' }
        clients.peter.pf(PciAddress.parse(other)).reconfigure(1)

        then:
        refusal = thrown(IllegalStateException)
        refusal.message.contains("peter may not touch PF $other")
        clients.ada.pf(PciAddress.parse(other)).numVfs == 0
    }

    def 'who may not touch a VM may not change the card that it has a VF of'() {
        given:
        clients.ada.vm('db-1').attach('0000:03:00.0/1')

        when:
        clients.wendy.pf(CARD).reconfigure(4)

        then:
        def refusal = thrown(IllegalStateException)
        refusal.message.contains('VM db-1')
        !refusal.message.contains('web-1,')
        clients.ada.pf(CARD).numVfs == 2

        cleanup:
        clients.ada.binding(BindingId.parse('db-1/svff-0')).detach()
    }

    def 'nobody cancels what is not his, unless everything is'() {
        given:
        def id = clients.ada.operations().history(1)[0].id()

        when:
        clients.wendy.operations().cancel(id)

        then:
        thrown(SecurityException)

        and:
        !clients.oscar.operations().cancel(id)
    }

    def 'operations and the audit log name who asked, and the log is whole'() {
        when:
        clients.oscar.vm('web-1').pause()
        clients.oscar.vm('web-1').resume()

        then:
        clients.monica.operations().history(2)*.requester() == ['oscar', 'oscar']
        def lines = AuditReader.last(agent.audit(), 3, { it.path('user').asText() == 'oscar' && it.path('result').asText() == 'DONE' })
        lines.last().path('from').asText() == '127.0.0.1'
        lines.last().path('device').asText() == 'web-1/svff-0'
        lines.last().path('plan').size() > 0
        lines.last().path('durationMillis').asLong() >= 0
        AuditReader.last(agent.audit(), 1, { it.path('kind').asText() == 'operation' && it.path('result').asText() == 'BEGUN' }).size() == 1
        AuditReader.last(agent.audit(), 1, { it.path('kind').asText() == 'refusal' }).size() == 1
        AuditReader.last(agent.audit(), 1, { it.path('what').asText() == 'addNotificationListener' && it.path('device').asText().contains('FlightRecorder') }).empty // a connector's own
        AuditCheck.check(agent.audit(), Optional.empty()).faults() == []
        AuditReader.last(agent.audit(), 10_000, { true }).every { !it.toString().contains('secret') && !it.toString().contains('pbkdf2') }
    }

    def 'wrong passwords, and names of nobody: #name'() {
        when:
        agent.as(name, password)

        then:
        def refusal = thrown(SvffException)
        refusal.message.contains('authentication failed')
        !refusal.message.contains(password)

        where:
        name          | password
        'monica'      | 'wrong wrong'
        'nobody'      | 'secret of nobody'
        'ada\u0000x'  | 'secret of ada'
        'local'       | 'secret of local'
        'agent'       | 'secret of agent'
    }

    def 'nobody gets in without a name'() {
        when:
        agent.agent().connect('localhost', org.svff.jmx.connect.ClientAccess.NONE)

        then:
        def refusal = thrown(SvffException)
        refusal.message.contains('--user')
    }

    def 'guessing is not listened to for a while'() {
        given:
        agent.add('guessed', Role.MONITOR, Scope.ALL)

        when:
        4.times {
            try {
                agent.as('guessed', 'wrong wrong')
                assert false
            } catch (SvffException expected) { }
        }
        agent.as('guessed')

        then: 'also the right password is not heard'
        thrown(SvffException)
        AuditReader.last(agent.audit(), 1, { it.path('user').asText() == 'guessed' })[0].path('why').asText().contains('too many failures')
    }

    def 'who is removed, or becomes less, is so at once on the connection that he has'() {
        given:
        agent.add('temp', Role.OPERATOR, Scope.ALL)
        def client = agent.as('temp')
        client.vm('web-1').pause()
        client.vm('web-1').resume()

        when:
        agent.add('temp', Role.MONITOR, Scope.ALL)
        client.vm('web-1').pause()

        then:
        thrown(SecurityException)
        client.agent().pfCount == 2

        when:
        agent.remove('temp')
        client.agent().pfCount

        then:
        thrown(SecurityException)

        cleanup:
        client?.close()
    }
}
