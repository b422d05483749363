package org.svff.trust

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import javax.management.MBeanServerFactory
import org.svff.agent.Agent
import org.svff.agent.Platform
import org.svff.config.Config
import org.svff.sim.SimulatedHost
import org.svff.world.SvffException
import spock.lang.Specification
import spock.lang.TempDir

/** The agent's own files: for nobody else, and looked at before it goes by them. */
class StateFilesSpec extends Specification {
    @TempDir
    Path folder

    private Path getState() { folder.resolve('state') }

    private Agent start() {
        Agent.start(Config.load(Optional.empty(), [:], ['jmx.port': '0', 'state.folder': state.toString()]),
            Platform.simulated(SimulatedHost.forDemo()), MBeanServerFactory.newMBeanServer())
    }

    private static String mode(Path path) {
        PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
    }

    private List<Path> all() {
        Files.walk(state).withCloseable { it.toList() }
    }

    def 'whatever the agent makes is for its user only'() {
        when:
        start().close()

        then:
        all().size() > 4
        all().findAll { Files.isDirectory(it) }.every { mode(it) == 'rwx------' }
        all().findAll { Files.isRegularFile(it) }.every { mode(it) == 'rw-------' }
    }

    def 'what others could read is closed at the start'() {
        given:
        start().close()
        all().each { Files.setPosixFilePermissions(it, PosixFilePermissions.fromString(Files.isDirectory(it) ? 'rwxr-xr-x' : 'rw-r--r--')) }

        when:
        start().close()

        then:
        mode(state) == 'rwx------'
        all().findAll { Files.isRegularFile(it) }.every { mode(it) == 'rw-------' }
    }

    def 'what others could write is not gone by: #what #mode'() {
        given:
        start().close()
        def file = what ? state.resolve(what) : state
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode))

        when:
        start()

        then:
        def refused = thrown(SvffException)
        refused.message.contains(file.toString())
        refused.message.contains('can write to it')
        StateFilesSpec.mode(file) == mode

        where:
        what                        | mode
        ''                          | 'rwxrwxr-x'
        ''                          | 'rwx----w-'
        'journal'                   | 'rw-rw----'
        'journal'                   | 'rw-----w-'
        'audit/audit-000001.jsonl'  | 'rw-rw----'
        'audit/head'                | 'rw-----w-'
        'agent.lock'                | 'rw-rw-rw-'
    }

    def 'a link in the place of a file is not followed'() {
        given:
        start().close()
        def elsewhere = Files.move(state.resolve('journal'), folder.resolve('elsewhere'))
        Files.createSymbolicLink(state.resolve('journal'), elsewhere)

        when:
        start()

        then:
        def refused = thrown(SvffException)
        refused.message.contains('it is a link')
    }

    def 'what belongs to somebody else is not gone by'() {
        given:
        start().close()
        def mine = Files.getAttribute(state, 'unix:uid') == 0
        if (mine) Files.setAttribute(state.resolve('journal'), 'unix:uid', 12345)

        when:
        def refused = null
        try {
            start().close()
        } catch (SvffException e) {
            refused = e
        }

        then: 'only root can give files away, so only then there is something to refuse'
        mine == (refused != null)
        !mine || refused.message.contains('it belongs to')
    }
}
