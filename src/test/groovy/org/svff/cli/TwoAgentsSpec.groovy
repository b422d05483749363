package org.svff.cli

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.svff.testbed.Tally
import spock.lang.Specification
import spock.lang.TempDir

/** Two agents as two processes, as on a host on which somebody starts one more. */
class TwoAgentsSpec extends Specification {
    @TempDir
    Path folder

    def running = []

    def 'the second refuses and says why; when the first was killed, the next is let in'() {
        given:
        def first = agent()
        assert firstLine(first).contains('service:jmx')

        when:
        def second = agent()
        def said = second.inputStream.text
        def ended = second.waitFor(60, TimeUnit.SECONDS)

        then:
        ended
        second.exitValue() == 1
        said.contains('another agent of this host has it')
        said.contains(folder.toString())
        first.alive

        when: 'as by kill -9'
        first.destroyForcibly().waitFor()
        def third = agent()

        then:
        firstLine(third).contains('service:jmx')
        Tally.add('agents as processes', 3)

        cleanup:
        running.each { it.destroyForcibly().waitFor() }
    }

    private Process agent() {
        def process = new ProcessBuilder("${System.getProperty('java.home')}/bin/java", '-cp', System.getProperty('java.class.path'),
                '-Dsvff.log=ERROR', 'org.svff.cli.Main', 'agent', '--simulate', '--port', '0',
                '-o', "state.folder=$folder/state", '-o', "policy.folder=$folder/none").redirectErrorStream(true).start()
        running << process
        process
    }

    private static String firstLine(Process process) {
        process.inputStream.newReader().readLine() ?: ''
    }
}
