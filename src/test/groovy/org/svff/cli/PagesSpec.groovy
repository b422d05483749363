package org.svff.cli

import org.svff.cli.print.Screen
import org.svff.config.ConfigKey
import org.yaml.snakeyaml.Yaml
import picocli.CommandLine
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification

/** What pages for operators name is there: commands, options, words of the program, files. */
class PagesSpec extends Specification {
    static final ROOT = new File('..').canonicalFile
    static final PAGES = ['docs/troubleshooting.md', 'docs/upgrade.md', 'docs/installing.md', 'docs/cards.md', 'docs/nvme.md', 'docs/state.md', 'docs/libvirt.md', 'examples/monitoring/README.md']

    @Shared
    String sources = sourceText()

    /** All string literals of the program, with those that are joined by + in one. */
    private static String sourceText() {
        def text = new StringBuilder()
        new File(ROOT, 'src/main/java').eachFileRecurse {
            if (it.name.endsWith('.java')) {
                text << it.text.replaceAll(/"\s*\+\s*"/, '')
            }
        }
        text
    }

    private static String page(String path) {
        new File(ROOT, path).text
    }

    private static CommandLine line() {
        Svff.commandLine(new Context(Screen.plain(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())), [:]))
    }

    /** Commands between backticks or in blocks, without comments, pipes and redirections. */
    private static List<String> commands(String text) {
        def blocks = (text =~ /(?s)```\n(.*?)```/).collect { it[1] }.collectMany { it.readLines() }
        def spans = (text.replaceAll(/(?s)```.*?```/, '') =~ /`([^`]+)`/).collect { it[1] }
        (blocks + spans)*.strip().findAll { it ==~ /(SVFF_JAVA_OPTS=\S*"[^"]*" )?(\.\/)?svff( .*)?/ }
            .collect { it.replaceFirst(/^SVFF_JAVA_OPTS="[^"]*" /, '').replaceFirst(/^(\.\/)?svff ?/, '').replaceFirst(/\s+[#>|].*/, '').strip() }
            .findAll { it }
    }

    def 'every command of #path can be given'() {
        given:
        def all = commands(page(path))

        expect:
        all.size() > 0
        all.every { command ->
            try {
                line().parseArgs(command.split(/\s+/))
            } catch (CommandLine.ParameterException e) {
                assert false: "$command: $e.message"
            }
            true
        }

        where:
        path << PAGES
    }

    def 'every link and file of #path leads somewhere'() {
        given:
        def text = page(path)
        def folder = new File(ROOT, path).parentFile
        def anchors = text.readLines().findAll { it.startsWith('#') }
            .collect { it.replaceFirst(/^#+ /, '').toLowerCase().replaceAll(/[^\w\- ]/, '').replace(' ', '-') }

        expect:
        (text =~ /]\(([^)#]*)(#[^)]*)?\)/).collect { it[1..2] }.every { file, anchor ->
            assert !file || file.startsWith('http') || new File(folder, file).exists()
            assert file || anchors.contains(anchor.substring(1)): anchor
            true
        }
        (text =~ /\b((?:docs|examples|qemu|rig)\/[\w.\/-]*\w)/).collect { it[1] }.every { assert new File(ROOT, it).exists(): it; true }

        where:
        path << PAGES
    }

    def 'every option that #path names exists'() {
        expect:
        (page(path) =~ /`((?:vm|libvirt|jmx|state|policy|deadline|guest|inventory|history|image|qdma)\.[a-z-]+)`/).collect { it[1] }
            .every { assert ConfigKey.of(it).present: it; true }

        where:
        path << PAGES
    }

    def 'the words that a symptom is found by are those of the program: #words'() {
        expect:
        sources.contains(words - 'cannot ') // errors put that before what was tried

        where:
        words << (page('docs/troubleshooting.md') =~ /(?m)^### `(.+)`$/).collect { it[1] }
    }

    def 'every alert has its place on the page of symptoms'() {
        expect:
        new Yaml().load(page('examples/monitoring/alerts.yaml')).groups*.rules.flatten()*.alert
            .every { page('docs/troubleshooting.md').contains(it) }
    }

    @Requires({ ManualSpec.has('systemd-analyze') })
    def 'systemd takes the unit'() {
        given:
        def unit = new File('target/svff.service')
        unit.text = page('examples/svff.service').replace('/opt/svff/svff', "$ROOT/svff")

        when:
        def verify = new ProcessBuilder('systemd-analyze', 'verify', '--man=no', unit.path).redirectErrorStream(true).start()

        then: 'what it says of other units of this machine is not our concern'
        verify.text.readLines().findAll { it.contains('svff') } == []
    }

    def 'commands that the program advises can be given: #command'() {
        expect:
        line().parseArgs(command.split(/\s+/))

        where:
        command << advised()
    }

    private static List<String> advised() {
        (sourceText() =~ /`svff ((?:doctor|list|agent|reconfigure|resume|history)[^`"]*)`/).collect { it[1] }.toSet()
            .collect { it.replace('--vfs N', '--vfs 4') } as List
    }
}
