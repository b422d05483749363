package org.svff.cli

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import org.svff.cli.print.Screen
import org.svff.testbed.TrustedAgent
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** The command line of users, audit and clients that prove who they are. */
class TrustCommandsSpec extends Specification {
    @TempDir
    Path folder

    @AutoCleanup
    TrustedAgent agent

    Map<String, String> env = [:]
    StringWriter out = new StringWriter()
    StringWriter err = new StringWriter()

    int svff(String... words) {
        out.buffer.length = 0
        err.buffer.length = 0
        Main.run(words, Screen.plain(new PrintWriter(out), new PrintWriter(err)), env)
    }

    private Path secret(String name, String text, String mode = 'rw-------') {
        def file = folder.resolve(name)
        file.toFile().text = text
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode))
        file
    }

    def 'users are added, listed and removed'() {
        given:
        def users = "users.file=${folder.resolve('users.yaml')}" as String
        def password = secret('password', 'a good password\nsecond line\n').toString()

        expect:
        svff('user', 'add', 'ann', '--role', 'operator', '--vm', 'web-*', '--pf', '0000:03:00.0', '--password-file', password, '-o', users) == 0
        svff('user', 'add', 'bob', '--role', 'monitor', '--password-file', password, '-o', users) == 0
        svff('user', 'list', '-o', users) == 0
        out.toString().readLines()*.split(/\s\s+/)*.toList() == [['USER', 'ROLE', 'VMS', 'PFS'], ['ann', 'operator', 'web-*', '0000:03:00.0'], ['bob', 'monitor', 'all', 'all']]
        svff('user', 'list', '--json', '-o', users) == 0
        new ObjectMapper().readTree(out.toString()).size() == 2
        !out.toString().contains('pbkdf2')
        svff('user', 'remove', 'bob', '-o', users) == 0
        svff('user', 'remove', 'bob', '-o', users) == 1
        err.toString().contains('no such user')
    }

    def 'bad input is told: #words'() {
        given:
        def users = "users.file=${folder.resolve('users.yaml')}" as String
        def password = secret('password', text, mode).toString()

        expect:
        svff(*(words + ['--password-file', password, '-o', users])) == code
        err.toString().contains(says)
        !err.toString().contains('short!')

        where:
        words                                           | text             | mode        || code | says
        ['user', 'add', 'ann', '--role', 'root']        | 'long enough'    | 'rw-------' || 2    | 'monitor, operator, administrator'
        ['user', 'add', 'an n', '--role', 'monitor']    | 'long enough'    | 'rw-------' || 2    | 'cannot be a user'
        ['user', 'add', 'policy', '--role', 'monitor']  | 'long enough'    | 'rw-------' || 2    | 'cannot be a user'
        ['user', 'add', 'ann', '--role', 'monitor']     | 'short!'         | 'rw-------' || 2    | '8 to 1024'
        ['user', 'add', 'ann', '--role', 'monitor']     | 'long enough'    | 'rw-r--r--' || 1    | 'chmod 600'
    }

    def 'commands work against an agent with users, from environment, options and a client file'() {
        given:
        agent = new TrustedAgent()
        def password = secret('oscar', TrustedAgent.password('oscar'))
        def monica = secret('monica', TrustedAgent.password('monica'))
        env = [SVFF_AGENT: "localhost:${agent.agent().port()}" as String]

        expect: 'not without a name'
        svff('list') == 1
        err.toString().contains('--user')

        when:
        env += [SVFF_USER: 'oscar', SVFF_PASSWORD_FILE: password.toString()]

        then:
        svff('list') == 0
        svff('reconfigure', '0000:03:00.0', '--vfs', '2') == 0
        svff('history') == 0
        out.toString().contains('reconfigure 0000:03:00.0 to 2 VFs')

        when: 'another user, by option'
        def code = svff('reconfigure', '0000:03:00.0', '--vfs', '4', '--user', 'monica', '--password-file', monica.toString())

        then:
        code == 1
        err.toString().contains('it needs the role operator, and monica is monitor')
        !err.toString().contains('report this')

        when: 'by a file'
        def home = folder.resolve('home')
        Files.createDirectories(home.resolve('.config/svff'))
        home.resolve('.config/svff/client.yaml').toFile().text = "agent: localhost:${agent.agent().port()}\nuser: monica\npassword-file: $monica\n"
        env = [HOME: home.toString()]

        then:
        svff('list') == 0

        when:
        home.resolve('.config/svff/client.yaml').toFile().text = 'pasword: x\n'

        then:
        svff('list') == 1
        err.toString().contains('client.yaml')
    }

    def 'the audit log is shown and checked'() {
        given:
        agent = new TrustedAgent()
        agent.agent().client().vm('web-1').planPause()
        agent.agent().client().pf(org.svff.pci.PciAddress.parse('0000:03:00.0')).reconfigure(2)
        def state = "state.folder=${agent.agent().state()}" as String

        expect:
        svff('audit', 'show', '-o', state) == 0
        out.toString().contains('reconfigure 0000:03:00.0 to 2 VFs')
        svff('audit', 'show', '--kind', 'authentication', '--json', '-o', state) == 0
        out.toString().readLines().every { new ObjectMapper().readTree(it).path('kind').asText() == 'authentication' }
        svff('audit', 'verify', '-o', state) == 0
        def known = (out.toString() =~ /\d+:[0-9a-f]{64}/)[0]
        svff('audit', 'verify', '--known', known, '-o', state) == 0
        svff('audit', 'verify', '--known', '1:' + '0' * 64, '-o', state) == 1

        when:
        def file = agent.audit().resolve('audit-000001.jsonl').toFile()
        file.text = file.text.replaceFirst('ada', 'eve')

        then:
        svff('audit', 'verify', '-o', state) == 1
        err.toString().contains('audit-000001.jsonl')
    }
}
