package org.svff.dsl

import spock.lang.Specification

/** Each policy of examples/policies does on its host what stands beside it. */
class ExamplesSpec extends Specification {
    private static final File FOLDER = new File('../examples/policies')

    static List<File> policies() {
        FOLDER.listFiles().findAll { it.name.endsWith('.policy') }.sort()
    }

    def '#policy.name'() {
        given:
        def host = new File(FOLDER, policy.name - '.policy' + '.host.yaml')

        expect:
        new PolicyCommands().test(policy.name, policy.text, host.name, host.text) == []

        where:
        policy << policies()
    }

    def 'a test tells what is not as expected: #why'() {
        expect:
        new PolicyCommands().test('p', "assign 'web-1', 1", 'h', host) == [why]

        where:
        host                                                            || why
        'cards: {"0000:03:00.0": {vfs: 1}}\nvms: {web-1: []}'           || "h: change 1 is 'attach a VF of 0000:03:00.0 to web-1', expected was 'nothing'"
        'cards: {}\nvms: {}\nchanges: [x]'                              || "h: change 1 is 'nothing', expected was 'x'"
        'cards: {}\nvm: {}'                                             || "h: 'vm' is none of cards, vms, changes, unmet"
        '- x'                                                           || 'h: it is not made of cards, vms, changes and unmet'
    }
}
