package org.svff.trust

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.util.concurrent.TimeUnit
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLSocket
import javax.net.ssl.X509TrustManager
import org.svff.cli.Commands
import org.svff.jmx.connect.ClientAccess
import org.svff.testbed.DemoAgent
import org.svff.testbed.Folders
import org.svff.testbed.TrustedAgent
import org.svff.world.SvffException
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** TLS: that it is asked for, that both sides prove who they are, and that the agent stays off networks without it. */
class TlsSpec extends Specification {
    @Shared
    Path folder = Folders.temporary()

    @Shared
    Path other = Folders.temporary()

    @Shared
    @AutoCleanup
    TrustedAgent agent

    def setupSpec() {
        assert Commands.run('tls', 'init', '-o', "tls.folder=$folder") == 0
        assert Commands.run('tls', 'init', '-o', "tls.folder=$other", '--name', 'elsewhere.example.org') == 0
        agent = new TrustedAgent(['tls.enabled': 'true', 'tls.folder': folder.toString()],
            Optional.of(folder.resolve('ca.pem')), Optional.empty())
    }

    def cleanupSpec() {
        Folders.remove(folder)
        Folders.remove(other)
    }

    private static ClientAccess access(Path ca, Path key = null) {
        new ClientAccess(Optional.of(TrustedAgent.login('monica', TrustedAgent.password('monica'))),
            Optional.ofNullable(ca), Optional.ofNullable(key))
    }

    def 'a user is served over TLS, by name and by address: #host'() {
        expect:
        agent.agent().connect(host, access(folder.resolve('ca.pem'))).withCloseable { it.agent().pfCount } == 2

        where:
        host << ['localhost', '127.0.0.1']
    }

    def 'an agent with a certificate of another CA is not told the password'() {
        when:
        agent.agent().connect('localhost', access(other.resolve('ca.pem')))

        then:
        def e = thrown(SvffException)
        e.message.contains('--ca')
    }

    def 'a client without TLS gets nowhere, and without a password neither'() {
        when:
        agent.agent().connect('localhost', access)

        then:
        thrown(SvffException)

        where:
        access << [ClientAccess.NONE, access(null), new ClientAccess(Optional.empty(), Optional.of(folder.resolve('ca.pem')), Optional.empty())]
    }

    def 'the files are for their owner, but for the certificate of the CA'() {
        expect:
        Files.list(folder).toList().every {
            PosixFilePermissions.toString(Files.getPosixFilePermissions(it)) ==
                (it.fileName.toString() == 'ca.pem' ? 'rw-r--r--' : 'rw-------')
        }
        Commands.run('tls', 'init', '-o', "tls.folder=$folder") == 1
    }

    def 'keys that are open to others are not used'() {
        given:
        def open = Folders.temporary()
        ['server.p12', 'server.password', 'ca.pem'].each { Files.copy(folder.resolve(it), open.resolve(it)) }
        Files.setPosixFilePermissions(open.resolve(file), PosixFilePermissions.fromString('rw-r--r--'))

        when:
        new DemoAgent(['tls.enabled': 'true', 'tls.folder': open.toString()])

        then:
        def e = thrown(SvffException)
        e.message.contains('chmod 600')

        cleanup:
        Folders.remove(open)

        where:
        file << ['server.p12', 'server.password']
    }

    def 'with certificates required, a client needs one of the right CA: #what'() {
        given:
        def strict = new TrustedAgent(
            ['tls.enabled': 'true', 'tls.folder': folder.toString(), 'tls.client-certificates': 'required'],
            Optional.of(folder.resolve('ca.pem')), Optional.of(folder.resolve('client.p12')))
        def key = from == null ? null : (from == 'own' ? folder : other).resolve('client.p12')

        when:
        boolean let
        try {
            strict.agent().connect('localhost', access(folder.resolve('ca.pem'), key)).withCloseable { let = it.agent().pfCount == 2 }
        } catch (SvffException e) {
            let = false
        }

        then:
        let == good

        cleanup:
        strict.close()

        where:
        what          | from    || good
        'none'        | null    || false
        'another CA'  | 'other' || false
        'the right'   | 'own'   || true
    }

    def 'off loopback there must be TLS and users: #options.keySet()'() {
        when:
        new DemoAgent(['jmx.host': '0.0.0.0'] + options.collectEntries { k, v -> [k, v.replace('FOLDER', folder.toString()).replace('USERS', agent.usersFile().toString())] })

        then:
        def e = thrown(SvffException)
        e.message.contains('svff tls init')
        e.message.contains('0.0.0.0')

        where:
        options << [[:], ['tls.enabled': 'true', 'tls.folder': 'FOLDER'], ['users.file': 'USERS']]
    }

    def 'with both it listens there'() {
        when:
        def everywhere = new TrustedAgent(['jmx.host': '0.0.0.0', 'tls.enabled': 'true', 'tls.folder': folder.toString()],
            Optional.of(folder.resolve('ca.pem')), Optional.empty())

        then:
        everywhere.agent().client().agent().pfCount == 2

        when: 'it is called by an address that its certificate does not have'
        everywhere.agent().connect('127.0.0.2', access(folder.resolve('ca.pem')))

        then: 'it is not told the password'
        def e = thrown(SvffException)
        e.message.contains('127.0.0.2')
        e.message.contains('matching')

        cleanup:
        everywhere?.close()
    }

    def 'a password does not go over a network in the clear'() {
        when:
        access(null).env('192.0.2.1', false)

        then:
        def e = thrown(SvffException)
        e.message.contains('--ca')
    }
}
