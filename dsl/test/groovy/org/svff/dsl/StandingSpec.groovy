package org.svff.dsl

import org.svff.cli.policy.PolicyLanguage.Source
import org.svff.jmx.view.WorldView
import spock.lang.Specification

/** Which rules are about a VM, a VF or a PF, and how much of each is used: explain. */
class StandingSpec extends Specification {
    static final A = '0000:03:00.0'
    static final B = '0000:04:00.0'

    WorldView world = Hosts.of {
        card(A, vfs: 4)
        card(B, vfs: 4, device: '9048', numa: 1)
        vm('web-1', "$A/0", "$B/0")
        vm('web-2', "$A/1")
        vm('db-1')
    }

    private List<String> explain(String what, String... texts) {
        def sources = texts.toList().withIndex().collect { text, i -> new Source("p$i", text, false) }
        new PolicyCommands().explain(sources, world, what).collect { "$it.place $it.rule: $it.state" as String }
    }

    def 'a VM: its quotas, by name, group and kind of card, and its assignments'() {
        given:
        def text = """group 'w', ['web-*']
            quota('web-*') { max 3 }
            groupQuota('w') { max 4; min 3 }
            quota('w') { max 1; of '$A' }
            quota('web-1') { min 2; of '10ee:9048' }
            quota('db-*') { max 0 }
            assign('web-1', 2) { from '$B' }
            assign 'web-2', 1"""

        expect:
        explain('web-1', text) == [
            'p0:2 quota for each of web-*, max 3: web-1 has 2 of 3',
            'p0:3 quota for w together, max 4, min 3: they have 3 of 4',
            "p0:4 quota for each of w, max 1, of $A: web-1 has 1 of 1",
            'p0:5 quota for each of web-1, min 2, of devices 10ee:9048: web-1 has 1, 1 more kept free',
            "p0:7 assign 2 VFs of $B to web-1: has 1"]
        explain('db-1', text) == ['p0:6 quota for each of db-*, max 0: db-1 has 0 of 0']
    }

    def 'a VF: the rules of its card, and those of the VM that has it, each once'() {
        expect:
        explain("$A/0", "card('$A') { vfs 4 }\nquota('web-1') { max 1; of '$A' }\nquota('web-*') { max 2 }") == [
            "p0:1 card $A has 4 VFs: it has 4 VFs",
            "p0:2 quota for each of web-1, max 1, of $A: web-1 has 1 of 1",
            'p0:3 quota for each of web-*, max 2: web-1 has 2 of 2']
        explain("$A/3", "quota('web-*') { max 2 }") == []
    }

    def 'a PF: what it is to be, and whose quotas count its VFs'() {
        expect:
        explain(A, "card('$A') { vfs 6 }\nquota('web-*') { max 1; of '$A' }\nquota('db-1') { max 1; of '903f' }",
                "assign('web-2', 1) { where { numaNode() == 0 } }\nassign('db-1', 1) { from '$B' }\ngroupQuota('web-*') { max 9; of '$A' }") == [
            "p0:1 card $A has 6 VFs: it has 4 VFs",
            "p0:2 quota for each of web-*, max 1, of $A: web-1 has 1, web-2 has 1",
            'p0:3 quota for each of db-1, max 1, of devices 903f: nobody has any',
            "p1:3 quota for web-* together, max 9, of $A: used by web-1, web-2",
            'p1:1 assign 1 VF of a card as described to web-2: has 1']
        explain(B, "quota('web-*') { max 1; of '$A' }") == []
    }

    def 'what is not there is said'() {
        when:
        explain('nobody', "quota('*') { max 1 }")

        then:
        def e = thrown(IllegalArgumentException)
        e.message == 'there is no VM, VF or PF nobody'
    }
}
