package org.svff.jmx

import org.svff.testbed.DemoAgent
import org.svff.world.SvffException
import spock.lang.AutoCleanup
import spock.lang.Specification

/** What reaches the port from strangers. */
class SerialFilterSpec extends Specification {
    @AutoCleanup
    DemoAgent agent = new DemoAgent()

    def setup() {
        Gadget.HARM.set(0)
    }

    def 'the gadget would do harm without the filter'() {
        given:
        def bytes = new ByteArrayOutputStream()
        new ObjectOutputStream(bytes).withCloseable { it.writeObject(new Gadget()) }
        def stream = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))
        stream.objectInputFilter = ObjectInputFilter.Config.createFilter('*')

        when:
        stream.readObject()

        then:
        Gadget.HARM.get() == 1
    }

    def 'a #what sent before the handshake is not read, and the agent goes on serving'() {
        when:
        new Socket('127.0.0.1', agent.port()).withCloseable { socket ->
            socket.soTimeout = 20_000
            try {
                def out = new ObjectOutputStream(socket.outputStream)
                out.writeObject(sent)
                out.flush()
                while (socket.inputStream.read() >= 0) { }
            } catch (IOException closed) {
                // that is what is hoped for
            }
        }

        then:
        Gadget.HARM.get() == 0
        agent.client().agent().pfCount == 2

        where:
        what             | sent
        'gadget'         | new Gadget()
        'list of one'    | new ArrayList([new Gadget()])
        'deep nesting'   | (0..60).inject((Object) 'x') { inner, i -> new ArrayList([inner]) }
        'huge array'     | new int[200_000]
        'huger one'      | new byte[33 << 20]
    }

    def 'a gadget as an argument is not read, and the connection goes on'() {
        when:
        agent.client().connection().invoke(Names.agent(), 'refresh', [new Gadget()] as Object[], [Gadget.name] as String[])

        then:
        thrown(Exception)
        Gadget.HARM.get() == 0
    }

    def 'remote clients can neither make MBeans nor reach those of others'() {
        given:
        def foreign = new javax.management.ObjectName('other:type=Thing')
        agent.server().registerMBean(new javax.management.timer.Timer(), foreign)
        def connection = agent.client().connection()

        when:
        attack(connection, foreign)

        then:
        thrown(SecurityException)

        where:
        attack << [
            { c, name -> c.createMBean('javax.management.loading.MLet', new javax.management.ObjectName('svff:type=MLet')) },
            { c, name -> c.unregisterMBean(Names.agent()) },
            { c, name -> c.invoke(name, 'start', new Object[0], new String[0]) },
            { c, name -> c.setAttribute(name, new javax.management.Attribute('SendPastNotifications', true)) }
        ]
    }

    def 'it listens on nothing but loopback'() {
        when:
        new DemoAgent(['jmx.host': '0.0.0.0'])

        then:
        def refusal = thrown(SvffException)
        refusal.message.contains('0.0.0.0')
        refusal.message.contains('127.0.0.1')
    }
}
