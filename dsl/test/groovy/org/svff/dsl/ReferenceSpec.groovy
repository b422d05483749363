package org.svff.dsl

import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification

/** Everything that stands as code on the page of the language is said to a host, just as it stands there. */
class ReferenceSpec extends Specification {
    static final A = '0000:03:00.0'
    static final B = '0000:04:00.0'

    @Shared
    String page = Path.of('../docs/policy-language.md').toFile().text

    private static world() {
        Hosts.of {
            card(A, vfs: 4, queues: 0)
            card(B, vfs: 4)
            vm('web-1', "$A/0")
            vm('db-1')
        }
    }

    /** Rows of the table that has such a heading: cells, of which each is its pieces of code. */
    static List<List<List<String>>> table(String page, String heading) {
        def lines = page.readLines()
        int from = lines.findIndexOf { it.startsWith(heading) } + 2
        assert from > 1
        lines.drop(from).takeWhile { it.startsWith('|') }.collect { line ->
            line.split(/(?<!\|)\|(?!\|)/).toList().drop(1).collect { cell -> (cell =~ /`([^`]+)`/).collect { it[1] } }
        }
    }

    private static List<String> doneBy(Policy policy) {
        def done = []
        policy.actions().each { reaction -> reaction.deeds().run(world(), { null }) { done << it.text() } }
        done
    }

    def 'the statement #code'() {
        when:
        def policy = PolicyReader.read('p', code)

        then:
        policy.rules().count() + policy.periods().size() + policy.actions().size() > 0 || code.contains('group ')

        where:
        code << table(page, '| statement |').collectMany { it[0] }
    }

    def 'all statements of the language are on the page'() {
        given:
        def codes = table(page, '| statement |').collectMany { it[0] }

        expect:
        Language.RULES.findAll { rule -> !codes.any { it =~ /^$rule\b/ } }.empty
    }

    def 'the event #code'() {
        expect:
        PolicyReader.read('p', code.contains('{') ? code : "on $code { }").actions().size() == 1

        where:
        code << table(page, '| event |').collectMany { row -> row[0] }
    }

    def 'all events of the language are on the page'() {
        given:
        def codes = table(page, '| event |').collectMany { row -> row[0] }.join(' ')

        expect:
        Happening.values().findAll { !(it in [Happening.TIME, Happening.SCRIPT]) && !codes.contains(it.word()) }.empty
    }

    def 'of #thing can be read: #properties'() {
        when: 'of a thing as of each of a list'
        def each = properties.collect { "notify ${thing}.$it\n${list}.each { notify it.$it }" }
        def done = doneBy(PolicyReader.read('p', each.join('\n')))

        then:
        done.size() >= 2 * properties.size()

        where:
        [thing, list, properties] << table(page, '| | what can be read |').collect { row ->
            [row[0][0].replace('/2', '/0'), row[0][1], row[1].collectMany { it.split(' ').toList() }]
        }
    }

    def 'by #thing can be done: #action'() {
        expect:
        doneBy(PolicyReader.read('p', "${thing}.$action")).size() == 1

        where:
        [thing, action] << table(page, '| | what can be read |').collectMany { row ->
            def verb = ''
            row[2].collect {
                def continued = it =~ /^\w+:/
                verb = continued ? verb : it.split(/[ (]/)[0]
                [row[0][0], continued ? "$verb $it" as String : it]
            }
        }
    }

    def 'the example: #code'() {
        expect:
        PolicyReader.read('p', code)

        where:
        code << (page =~ /(?s)```groovy\n(.*?)```/).collect { it[1] }
    }

    def 'a condition may ask #question'() {
        expect:
        PolicyReader.read('p', "assign('web-1', 1) { where { $question == $question } }").assigns().size() == 1

        where:
        question << {
            def text = page.substring(page.indexOf('A condition may ask'))
            (text.substring(0, text.indexOf('\n\n')) =~ /`(\w+\(\))`/).collect { it[1] }
        }()
    }
}
