package org.svff.dsl

import org.svff.cli.policy.PolicyLanguage.Source
import spock.lang.Specification

/** Each policy of examples/policies does on its host what stands beside it. */
class ExamplesSpec extends Specification {
    private static final File FOLDER = new File('../examples/policies')

    static List<File> policies() {
        FOLDER.listFiles().findAll { it.name.endsWith('.policy') }.sort()
    }

    /** Each policy with each of its hosts: NAME.host.yaml, NAME.WHEN.host.yaml. */
    static List<List<File>> pairs() {
        policies().collectMany { policy ->
            def name = policy.name - '.policy'
            def hosts = FOLDER.listFiles().findAll { it.name.endsWith('.host.yaml') && it.name.startsWith(name + '.') }.sort()
            assert !hosts.empty
            hosts.collect { [policy, it] }
        }
    }

    def '#policy.name on #host.name'() {
        expect:
        new PolicyCommands().test(new Source(policy.name, policy.text, false), host.name, host.text) == []

        where:
        [policy, host] << pairs()
    }

    def 'a test tells what is not as expected: #why'() {
        expect:
        new PolicyCommands().test(new Source('p', "assign 'web-1', 1", false), 'h', host) == [why]

        where:
        host                                                            || why
        'cards: {"0000:03:00.0": {vfs: 1}}\nvms: {web-1: []}'           || "h: change 1 is 'attach a VF of 0000:03:00.0 to web-1', expected was 'nothing'"
        'cards: {}\nvms: {}\nchanges: [x]'                              || "h: change 1 is 'nothing', expected was 'x'"
        'cards: {}\nvm: {}'                                             || "h: 'vm' is none of cards, vms, paused, failed, time, events, changes, unmet"
        '- x'                                                           || 'h: it is not made of cards, vms, changes and unmet'
    }
}
