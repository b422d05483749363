package org.svff.cli

import com.fasterxml.jackson.databind.ObjectMapper
import org.svff.cli.print.Screen
import org.svff.testbed.DemoAgent
import spock.lang.AutoCleanup
import spock.lang.Specification

/** Commands given to a running agent, as from a shell without a terminal. */
abstract class Commanding extends Specification {
    @AutoCleanup
    DemoAgent agent = new DemoAgent()

    StringWriter out = new StringWriter()
    StringWriter err = new StringWriter()

    /** The exit code; what was printed is in {@code out} and {@code err}. */
    int svff(String... words) {
        out.buffer.length = 0
        err.buffer.length = 0
        Main.run(words, Screen.plain(new PrintWriter(out), new PrintWriter(err)), [SVFF_AGENT: "127.0.0.1:${agent.port()}" as String])
    }

    def json() { new ObjectMapper().readTree(out.toString()) }
}
