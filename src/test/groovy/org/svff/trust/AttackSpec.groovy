package org.svff.trust

import java.util.concurrent.TimeUnit
import javax.management.ObjectName
import javax.management.remote.message.CloseMessage
import javax.management.remote.message.HandshakeBeginMessage
import javax.management.remote.message.HandshakeEndMessage
import javax.management.remote.message.HandshakeErrorMessage
import javax.management.remote.message.MBeanServerRequestMessage
import javax.management.remote.message.MBeanServerResponseMessage
import javax.management.remote.message.NotificationRequestMessage
import javax.management.remote.message.SASLMessage
import javax.management.remote.message.TLSMessage
import javax.management.remote.message.VersionMessage
import javax.security.auth.Subject
import org.svff.audit.AuditReader
import org.svff.jmx.Names
import org.svff.testbed.TrustedAgent
import org.svff.world.SvffException
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Timeout

/** What strangers send to the port, and what users send who should not. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AttackSpec extends Specification {
    @Shared
    @AutoCleanup
    TrustedAgent agent = new TrustedAgent()

    def setup() {
        Harm.DONE.set(0)
    }

    private int port() { agent.agent().port() }

    private boolean serves() { agent.agent().client().agent().pfCount == 2 }

    private static byte[] plain(String text) { text.getBytes('UTF-8') }

    def 'not read before the handshake has ended: #what'() {
        given:
        def wire = new Wire(port())

        when:
        try { wire.send(sent) } catch (SocketException cutWhileSending) { }

        then:
        wire.cut
        Harm.DONE.get() == 0
        serves()

        cleanup:
        wire.close()

        where:
        what                       | sent
        'a gadget'                 | new Harm()
        'a gadget in a list'       | new ArrayList([new Harm()])
        'a gadget in an array'     | [new Harm()] as Object[]
        'a gadget as a context'    | new HandshakeEndMessage(new Harm(), 'x')
        'a gadget as a parameter'  | new MBeanServerRequestMessage(1, [new Harm()] as Object[], null)
        'a subject'                | new Subject()
        'an exception'             | new javax.management.BadAttributeValueExpException('x')
        'a map'                    | new HashMap([a: 1])
        'a name'                   | Names.agent()
        'a request'                | new MBeanServerRequestMessage(MBeanServerRequestMessage.GET_MBEAN_COUNT, null, null)
        'a request for notices'    | new NotificationRequestMessage(0, 1, 1)
        'a farewell'               | new CloseMessage('x')
        'a long array'             | new byte[9000]
        'a very long array'        | new byte[33 << 20]
        'a long text'              | 'x' * 200_000
        'an array of arrays'       | [[[[[['x'] as Object[]] as Object[]] as Object[]] as Object[]] as Object[]] as Object[]
    }

    def 'the handshake goes one way: #what'() {
        given:
        def wire = new Wire(port())

        when:
        wire.read()
        try { messages.each { wire.send(it) } } catch (SocketException cutWhileSending) { }

        then: 'what is said is no more than that it failed'
        wire.cut
        serves()

        cleanup:
        wire.close()

        where:
        what                                   | messages
        'ends at once'                         | [new HandshakeEndMessage(null, null)]
        'ends before the password'             | [new VersionMessage('1.0'), new HandshakeEndMessage(null, null)]
        'a password that is not finished'      | [new SASLMessage('PLAIN', 1, new byte[0]), new HandshakeEndMessage(null, null)]
        'a wrong password, then the end'       | [new SASLMessage('PLAIN', 1, plain('\u0000ada\u0000wrong wrong')), new HandshakeEndMessage(null, null)]
        'the right password for another'       | [new SASLMessage('PLAIN', 1, plain('ada\u0000monica\u0000secret of monica'))]
        'no password at all'                   | [new SASLMessage('PLAIN', 1, plain('ada'))]
        'three zeros'                          | [new SASLMessage('PLAIN', 1, plain('\u0000\u0000\u0000'))]
        'no UTF-8'                             | [new SASLMessage('PLAIN', 1, [0, -1, -2, 0, -3] as byte[])]
        'a long one'                           | [new SASLMessage('PLAIN', 1, plain('\u0000ada\u0000' + 'x' * 5000))]
        'a mechanism that wants clear secrets' | [new SASLMessage('CRAM-MD5', 1, new byte[0])]
        'another'                              | [new SASLMessage('DIGEST-MD5', 1, new byte[0])]
        'one that asks for nothing'            | [new SASLMessage('ANONYMOUS', 1, plain('ada'))]
        'one that has no name'                 | [new SASLMessage('', 1, plain('ada'))]
        'TLS where none was offered'           | [new TLSMessage(1)]
        'another version'                      | [new VersionMessage('9.9')]
        'a refusal of its own'                 | [new HandshakeErrorMessage('no')]
        'the beginning again and again'        | [new VersionMessage('1.0')] * 20
        'a request in the middle'              | [new MBeanServerRequestMessage(MBeanServerRequestMessage.GET_MBEAN_COUNT, null, null)]
    }

    def 'what is no Java stream at all: #what'() {
        given:
        def wire = new Wire(port())

        when:
        try { wire.bytes(bytes) } catch (SocketException cutWhileSending) { }

        then:
        wire.cut
        serves()

        cleanup:
        wire.close()

        where:
        what                  | bytes
        'HTTP'                | 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'.bytes
        'zeros'               | new byte[100]
        'TLS'                 | [22, 3, 1, 0, 5, 1, 0, 0, 1, 0] as byte[]
        'a text of gigabytes' | ([0xac, 0xed, 0, 5, 0x7c, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff].collect { (byte) it } + [(byte) 65] * 100_000) as byte[]
        'a huge array'        | [0xac, 0xed, 0, 5, 0x75, 0x72, 0, 2, 0x5b, 0x42, 0xac, 0xf3, 0x17, 0xf8, 6, 8, 0x54, 0xe0, 2, 0, 0, 0x78, 0x70, 0x7f, 0xff, 0xff, 0xf0].collect { (byte) it } as byte[]
        'noise'               | { def b = new byte[5000]; new Random(3).nextBytes(b); b }()
    }

    def 'who says nothing is let go, and keeps nobody out'() {
        given: 'more than the library has threads, and more than there are places for strangers'
        def silent = (1..80).collect { new Wire(port()) }

        expect: 'users come and go'
        3.times { agent.as('monica').withCloseable { assert it.agent().pfCount == 2 } }

        and: 'the silent are cut off'
        silent.every { it.cut }

        cleanup:
        silent*.close()
    }

    def 'who has been let in cannot send gadgets either: #what'() {
        given:
        def client = agent.as('ada')

        when:
        client.connection().invoke(Names.agent(), 'refresh', [sent] as Object[], ['x'] as String[])

        then:
        thrown(Exception)
        Harm.DONE.get() == 0
        serves()

        cleanup:
        client.close()

        where:
        what                  | sent
        'a gadget'            | new Harm()
        'one in a list'       | new ArrayList([new Harm()])
        'a subject'           | new Subject()
        'a map'               | new HashMap([a: new Harm()])
        'a set'               | new LinkedHashSet([1])
        'a date'              | new Date()
        'a URL'               | new URL('http://127.0.0.1:1/')
        'a query'             | javax.management.Query.value('x')
        'an exception'        | new javax.management.BadAttributeValueExpException('x')
        'many objects'        | new ArrayList((1..60_000).collect { new Integer(it) })
        'a long text'         | 'x' * (2 << 20)
    }

    def 'nobody acts for another'() {
        given: 'monica, who has been let in'
        def wire = new Wire(port())
        wire.read()
        wire.send(new SASLMessage('PLAIN', 1, plain('\u0000monica\u0000secret of monica')))
        wire.read()
        wire.send(new HandshakeEndMessage(null, null))
        wire.read()
        def asked = { Subject whom ->
            wire.send(new MBeanServerRequestMessage(MBeanServerRequestMessage.GET_MBEAN_COUNT, null, whom))
        }

        expect: 'she is answered for herself'
        asked(null)
        wire.read() instanceof MBeanServerResponseMessage

        when:
        asked(new Subject(true, [new javax.management.remote.JMXPrincipal('ada')] as Set, [] as Set, [] as Set))

        then:
        wire.cut
        serves()

        cleanup:
        wire.close()
    }

    def 'a connection is as good after thousands of requests as before'() {
        given: 'more than a stream may have objects and bytes in one message'
        def client = agent.as('monica')
        def big = 'x' * 900_000

        expect:
        (1..40).every {
            try {
                client.operations().operation(big)
                false
            } catch (IllegalArgumentException expected) {
                true
            }
        }
        (1..3000).every { client.connection().isRegistered(Names.agent()) }

        cleanup:
        client.close()
    }

    def 'who gets in and who does not is on record, with no password'() {
        when:
        try { agent.as('monica', 'not my password') } catch (SvffException expected) { }

        then:
        def last = AuditReader.last(agent.audit(), 1, { it.path('user').asText() == 'monica' })[0]
        last.path('result').asText() == 'REFUSED'
        last.path('from').asText() == '127.0.0.1'
        !agent.audit().toFile().listFiles().findAll { !it.name.endsWith('.next') }*.text.any { it.contains('not my password') } // that comes and goes
    }
}
