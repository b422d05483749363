package org.svff.cli

import org.svff.cli.docs.References
import org.svff.cli.print.Screen
import spock.lang.Requires
import spock.lang.Specification

/** What is made from the program itself: pages, and the completion of commands in the shell. */
class ManualSpec extends Specification {
    static boolean has(String program) {
        System.getenv('PATH').split(':').any { new File(it, program).canExecute() }
    }

    private static picocli.CommandLine line() {
        Svff.commandLine(new Context(Screen.plain(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())), [:]))
    }

    def 'what is in the checkout is what `./svff docs` writes'() {
        when:
        def pages = References.write(line().commandSpec)

        then:
        pages.size() == 2
        pages.every { place, text ->
            def file = new File('..', place.toString())
            assert file.exists() && file.text.readLines() - text.readLines() == [] && file.text == text:
                "$place differs from the program: run ./svff docs, and commit it"
            true
        }
    }

    def 'the manual page has every command and option that help shows'() {
        given:
        def page = new File('../docs/man/svff.1').text

        expect:
        line().subcommands.values().findAll { !it.commandSpec.usageMessage().hidden() }.every { command ->
            assert page.contains(".SS svff ${command.commandName}")
            command.commandSpec.options().findAll { !it.hidden() }.every { assert page.contains(it.longestName().replace('-', '\\-')); true }
        }
    }

    @Requires({ ManualSpec.has('groff') })
    def 'groff has nothing to say about it'() {
        given:
        def groff = new ProcessBuilder('groff', '-man', '-Tutf8', '-ww', '-z', '../docs/man/svff.1').redirectErrorStream(true).start()

        expect:
        groff.text == ''
        groff.waitFor() == 0
    }

    @Requires({ ManualSpec.has('bash') })
    def 'in bash, #typed is completed by #those'() {
        given:
        def out = new StringWriter()
        Main.run(['completion'] as String[], Screen.plain(new PrintWriter(out), new PrintWriter(new StringWriter())), [:])
        def script = File.createTempFile('svff', '.bash')
        script.text = out.toString() + """
            COMP_WORDS=(${typed.split(' ', -1).collect { "'$it'" }.join(' ')}); COMP_CWORD=\$((\${#COMP_WORDS[@]} - 1))
            _complete_svff
            printf '%s\\n' "\${COMPREPLY[@]}"
        """

        when:
        def bash = new ProcessBuilder('bash', '--norc', script.path).redirectErrorStream(true).start()
        def said = bash.text.readLines()*.strip()

        then:
        bash.waitFor() == 0
        said.containsAll(those)
        !said.contains('docs')

        cleanup:
        script.delete()

        where:
        typed                 || those
        'svff '               || ['list', 'watch', 'top', 'reconfigure', 'policy']
        'svff re'             || ['resume', 'reconfigure']
        'svff plan at'        || ['attach']
        'svff reconfigure --' || ['--vfs', '--allow-replug', '--dry-run']
    }

    def 'where the first word is #name, the command line has what all of it has there'() {
        given:
        def screen = Screen.plain(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()))
        def alone = Svff.commandLine(new Context(screen, [:]), [name, '--help'] as String[])

        expect:
        alone.subcommands[name].usageMessage == command.usageMessage
        alone.subcommands.size() == (name in ['completion', 'docs'] ? line().subcommands.size() : 1)

        where:
        name << line().subcommands.keySet()
        command = line().subcommands[name]
    }
}
