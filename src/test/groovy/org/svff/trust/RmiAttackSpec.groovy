package org.svff.trust

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.svff.cli.Commands
import org.svff.testbed.Folders
import org.svff.testbed.Tally
import org.svff.testbed.TrustedAgent
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Timeout

/** What strangers do to the RMI connector's port, and what users do who should not. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
class RmiAttackSpec extends Specification {
    @Shared
    int port = freePort()

    @Shared
    int tlsPort = freePort()

    @Shared
    Path folder = Folders.temporary()

    @Shared
    @AutoCleanup
    TrustedAgent plain

    @Shared
    @AutoCleanup
    TrustedAgent tls

    def setupSpec() {
        assert Commands.run('tls', 'init', '-o', "tls.folder=$folder") == 0
        plain = new TrustedAgent(['jmx.rmi': port as String, 'jmx.connections': '100'], Optional.empty(), Optional.empty())
        tls = new TrustedAgent(['jmx.rmi': tlsPort as String, 'tls.enabled': 'true', 'tls.folder': folder.toString()],
            Optional.of(folder.resolve('ca.pem')), Optional.empty())
    }

    def cleanupSpec() {
        Folders.remove(folder)
    }

    private static int freePort() {
        new ServerSocket(0).withCloseable { it.localPort }
    }

    /** A program of a user's: takes lines of what to try, and answers each. */
    private Talker user(String name) {
        new Talker(port, name)
    }

    private boolean serves() {
        user('monica').withCloseable { it.tell('read') } == 'DONE 2'
    }

    private static class Talker implements Closeable {
        private final Process process
        private final BufferedReader said

        Talker(int port, String user) {
            process = new ProcessBuilder("${System.getProperty('java.home')}/bin/java", '-XX:TieredStopAtLevel=1', '-cp', 'target/test-classes',
                RmiProbe.name, port as String, 'PLAIN', user, "secret of $user", 'talk').redirectErrorStream(true).start()
            said = process.inputStream.newReader()
            assert said.readLine() == 'DONE connected'
        }

        String tell(String what) {
            process.outputStream << "$what\n"
            process.outputStream.flush()
            said.readLine()
        }

        @Override
        void close() {
            process.destroyForcibly().waitFor()
        }
    }

    def 'who says nothing is let go, and keeps nobody out: #what'() {
        given:
        def silent = (1..80).collect { new Wire(to(this)) }

        when: 'what there is of a handshake comes a byte at a time'
        silent.eachWithIndex { wire, i -> if (i % 2) try { wire.bytes(first) } catch (IOException cut) { } }

        then:
        serves()
        silent.every { it.cut }
        serves()
        Tally.add("RMI: silent strangers, $what", 80)

        cleanup:
        silent*.close()

        where:
        what                      | to            | first
        'before RMI begins'       | { it.port }    | 'JR'.bytes
        'before TLS begins'       | { it.tlsPort } | [22, 3, 1, 2, 0, 1] as byte[]
    }

    def 'who goes on slowly is let go as well'() {
        given: 'RMI has no password of its own: anybody may ping'
        def slow = new RmiWire(port)
        def end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
        def pings = 0

        when:
        try {
            while (System.nanoTime() < end) {
                slow.ping()
                pings++
                Thread.sleep(1000) // slow is what it is
            }
        } catch (IOException cut) { }

        then:
        pings < 25
        slow.cut
        serves()

        cleanup:
        slow.close()
    }

    def 'a stranger has a few calls, and they are short: #what'() {
        given:
        def wire = new RmiWire(port)

        when:
        def done = 0
        try {
            times.times {
                call(wire)
                done++
            }
        } catch (IOException cut) { }

        then:
        done < 25
        wire.cut
        serves()

        cleanup:
        wire.close()

        where:
        what               | times | call
        'looks'            | 1000  | { it.list() }
        'leases'           | 1000  | { it.dirty() }
        'pings'            | 1000  | { it.ping() }
        'a long argument'  | 1     | { it.endless(100_000) }
        'a very long one'  | 1     | { it.endless(8 << 20) }
    }

    def 'a flood of strangers takes neither memory nor threads, and those who are in go on'() {
        given:
        def known = user('monica')
        assert known.tell('read') == 'DONE 2'
        def before = used()
        def leases = 0

        when:
        def end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10)
        def threads = (1..8).collect {
            Thread.start {
                while (System.nanoTime() < end) {
                    try {
                        new RmiWire(port).withCloseable { w -> 20.times { w.dirty(); synchronized (this) { leases++ } } }
                    } catch (IOException cut) { }
                }
            }
        }
        def reads = 0
        while (threads.any { it.alive }) {
            assert known.tell('read') == 'DONE 2'
            reads++
        }

        then:
        reads > 0
        leases > 0
        used() - before < 64 << 20
        Thread.allStackTraces.keySet().count { it.name.startsWith('RMI TCP Connection') } <= 100 + 2
        serves()
        Tally.add('RMI: leases that strangers took', leases)

        cleanup:
        known.close()
    }

    private static long used() {
        3.times { System.gc() }
        Runtime.runtime.with { it.totalMemory() - it.freeMemory() }
    }

    def 'connections are bounded, and who is in stays in'() {
        given:
        def known = user('monica')
        def wires = []

        when: 'more strangers come than there are places for all'
        150.times { try { wires << new RmiWire(port) } catch (IOException cut) { } }

        then:
        wires.size() > 0
        Thread.allStackTraces.keySet().count { it.name.startsWith('RMI TCP Connection') && !it.name.contains('idle') } <= 100 + 2
        known.tell('read') == 'DONE 2'

        cleanup:
        known.close()
        wires*.close()
    }

    def 'a user may not send without end: #what'() {
        given:
        def ada = user('ada')

        expect:
        ada.tell(what).startsWith('FAILED')
        serves()

        cleanup:
        ada.close()

        where:
        what << ['a long text', 'many objects']
    }

    def 'a connection is as good after thousands of calls as before, and one that waits stays'() {
        given: 'more bytes in all than one message may have, and one call that waits longer than strangers may'
        def monica = user('monica')

        expect:
        monica.tell('listen') == 'DONE listening'
        monica.tell('10 long names') == 'DONE asked'
        monica.tell('3000 questions') == 'DONE asked'
        monica.tell('wait') == 'DONE waited'
        user('oscar').withCloseable { it.tell('reconfigure') } == 'DONE 3'
        monica.tell('heard').startsWith('DONE svff.')
        monica.tell('read') == 'DONE 2'

        cleanup:
        monica.close()
    }
}
