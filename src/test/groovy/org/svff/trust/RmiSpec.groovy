package org.svff.trust

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.svff.audit.AuditReader
import org.svff.cli.Commands
import org.svff.testbed.Folders
import org.svff.testbed.TrustedAgent
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Timeout

/** The RMI connector, from processes of their own: the same users, roles and filter as over JMXMP. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class RmiSpec extends Specification {
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
        plain = new TrustedAgent(['jmx.rmi': port as String], Optional.empty(), Optional.empty())
        tls = new TrustedAgent(['jmx.rmi': tlsPort as String, 'tls.enabled': 'true', 'tls.folder': folder.toString()],
            Optional.of(folder.resolve('ca.pem')), Optional.empty())
    }

    def cleanupSpec() {
        Folders.remove(folder)
    }

    private static int freePort() {
        new ServerSocket(0).withCloseable { it.localPort }
    }

    private String probe(Class main, Object... words) {
        def trust = ["-Djavax.net.ssl.trustStore=${folder.resolve('client.p12')}", '-Djavax.net.ssl.trustStoreType=PKCS12',
                     "-Djavax.net.ssl.trustStorePassword=${folder.resolve('client.password').toFile().text.trim()}"]
        def command = ["${System.getProperty('java.home')}/bin/java", '-XX:TieredStopAtLevel=1', '-cp', 'target/test-classes'] +
            trust + [main.name] + (words as List)
        def process = new ProcessBuilder(command*.toString()).redirectErrorStream(true).start()
        def said = process.inputStream.text
        assert process.waitFor(60, TimeUnit.SECONDS)
        said.trim()
    }

    def '#user may #what over RMI: #result'() {
        expect:
        probe(RmiProbe, port, 'PLAIN', user, password, what).startsWith(result)

        where:
        user     | password            | what          || result
        'monica' | 'secret of monica'  | 'read'        || 'DONE 2'
        'monica' | 'secret of monica'  | 'listen'      || 'DONE listening'
        'monica' | 'secret of monica'  | 'reconfigure' || 'FAILED java.lang.SecurityException: REFUSED'
        'oscar'  | 'secret of oscar'   | 'reconfigure' || 'DONE 3'
        'ada'    | 'secret of ada'     | 'create'      || 'FAILED java.lang.SecurityException: REFUSED'
        'ada'    | 'secret of ada'     | 'gadget'      || 'FAILED'
        'ada'    | 'wrong wrong'       | 'read'        || 'FAILED java.lang.SecurityException: authentication failed'
        ''       | ''                  | 'read'        || 'FAILED java.lang.SecurityException: authentication failed'
        'gadget' | ''                  | 'read'        || 'FAILED'
    }

    def 'nothing harmful was read, and the record has the names'() {
        expect:
        Harm.DONE.get() == 0
        AuditReader.last(plain.audit(), 1, { it.path('what').asText().startsWith('reconfigure') })[0].path('user').asText() == 'oscar'
        AuditReader.last(plain.audit(), 100, { it.path('what').asText() == 'RMI' && it.path('from').asText() == '127.0.0.1' }).size() > 3
    }

    def 'nobody can take the place of the agent in its registry'() {
        expect:
        probe(BindProbe, port).startsWith('FAILED')
        probe(RmiProbe, port, 'PLAIN', 'monica', 'secret of monica', 'read') == 'DONE 2'
    }

    def 'with TLS it is the same, and without it there is no answer'() {
        expect:
        probe(RmiProbe, tlsPort, 'TLS', 'monica', 'secret of monica', 'read') == 'DONE 2'
        probe(RmiProbe, tlsPort, 'TLS', 'monica', 'wrong wrong', 'read').startsWith('FAILED java.lang.SecurityException')
        probe(RmiProbe, tlsPort, 'PLAIN', 'monica', 'secret of monica', 'read').startsWith('FAILED')
    }
}
