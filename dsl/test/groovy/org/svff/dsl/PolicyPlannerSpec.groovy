package org.svff.dsl

import spock.lang.Specification

/** What a policy would do to a host. */
class PolicyPlannerSpec extends Specification {
    static final A = '0000:03:00.0'
    static final B = '0000:04:00.0'

    private static PolicyPlan plan(String text, @DelegatesTo(Hosts) Closure host) {
        PolicyPlanner.plan(PolicyReader.read('p', text), Hosts.of(host))
    }

    private static List<String> changes(String text, @DelegatesTo(Hosts) Closure host) {
        def plan = plan(text, host)
        assert plan.unmet() == []
        plan.changes()*.text()
    }

    def 'a free VF is taken before one is made'() {
        expect:
        changes("assign 'web-1', 1") { card(A, vfs: 1); card(B); vm('web-1'); vm('db-1', "$A/0") } == [
            'reconfigure 0000:04:00.0 from 0 to 1 VFs (disturbs nobody)', 'attach a VF of 0000:04:00.0 to web-1']
        changes("assign 'web-1', 1") { card(A, vfs: 2); card(B); vm('web-1'); vm('db-1', "$A/0") } ==
                ['attach a VF of 0000:03:00.0 to web-1']
    }

    def 'a card with guests is changed when no other will do, and they keep their VFs'() {
        expect:
        changes("assign('web-1', 2) { from '$A' }") { card(A, vfs: 1); card(B, vfs: 4); vm('web-1'); vm('db-1', "$A/0") } == [
            'reconfigure 0000:03:00.0 from 1 to 3 VFs (1 guest is paused)',
            'attach a VF of 0000:03:00.0 to web-1', 'attach a VF of 0000:03:00.0 to web-1']
    }

    def 'a host that is as wanted is left alone'() {
        expect:
        changes("card('$A') { vfs 2 }\nassign 'web-1', 1") { card(A, vfs: 2); vm('web-1', "$A/1"); vm('db-1', "$A/0") } == []
    }

    def 'what is too much goes, of VMs that the policy speaks of'() {
        expect:
        changes("assign 'web-1', 1") { card(A, vfs: 4); vm('web-1', "$A/0", "$A/1"); vm('db-1', "$A/2", "$A/3") } ==
                ['detach web-1/svff-1']
        changes("assign 'web-1', 0") { card(A, vfs: 4); vm('web-1', "$A/0") } == ['detach web-1/svff-0']
    }

    def 'a card that shrinks moves its guests to VFs that stay'() {
        expect:
        changes("card('$A') { vfs 2 }") { card(A, vfs: 4); vm('web-1', "$A/0"); vm('db-1', "$A/3") } ==
                ["reconfigure $A from 4 to 2 VFs (2 guests are paused; moves db-1/svff-0=$A/1)"]
    }

    def 'cards are chosen by what they are'() {
        expect:
        changes("assign('web-1', 1) { where { numaNode() == 1 } }") { card(A, vfs: 2); card(B, vfs: 2, numa: 1); vm('web-1') } ==
                ['attach a VF of 0000:04:00.0 to web-1']
        changes("assign('web-1', 2) { spread() }") { card(A, vfs: 2); card(B, vfs: 2); vm('web-1') } ==
                ['attach a VF of 0000:03:00.0 to web-1', 'attach a VF of 0000:04:00.0 to web-1']
        changes("assign('web-1', 2) { pack() }") { card(A, vfs: 2); card(B, vfs: 2); vm('web-1') } ==
                ['attach a VF of 0000:03:00.0 to web-1', 'attach a VF of 0000:03:00.0 to web-1']
    }

    def 'a card is given the image and the queues that are wanted, with the number of VFs in one go'() {
        expect:
        changes("card('$A') { image 'crypto' }") { card(A, vfs: 2, image: 'crypto'); vm('web-1', "$A/0") } == []
        changes("card('$A') { image 'crypto' }") { card(A, vfs: 2); vm('web-1', "$A/0") } ==
                ["program $A with crypto (1 guest is paused)"]
        changes("card('$A') { image 'crypto'; vfs 12 }\nassign 'web-1', 1") { card(A, vfs: 2); vm('web-1', "$A/0") } ==
                ["program $A with crypto, then 12 VFs (1 guest is paused)"]
        changes("card('$A') { queues 512 }") { card(A, queues: 0) } == ["reconfigure $A to 512 queues (disturbs nobody)"]
        changes("card('$A') { queues 512 }") { card(A, queues: 512) } == []
        changes("card('$A') { image 'crypto' }\nassign 'web-1', 1") { card(A, vfs: 1); vm('db-1', "$A/0"); vm('web-1') } ==
                ["program $A with crypto, then 2 VFs (1 guest is paused)", "attach a VF of $A to web-1"]
    }

    def 'guests on VFs that go are moved before an image is loaded'() {
        expect:
        changes("card('$A') { image 'crypto'; vfs 1 }") { card(A, vfs: 2); vm('web-1', "$A/1") } == [
            "reconfigure $A from 2 to 1 VFs (1 guest is paused; moves web-1/svff-0=$A/0)",
            "program $A with crypto (1 guest is paused)"]
    }

    def 'cards are chosen by the image that they run'() {
        expect:
        changes("assign('web-1', 1) { where { image() == 'crypto' } }") {
            card(A, vfs: 2); card(B, vfs: 2, image: 'crypto'); vm('web-1')
        } == ["attach a VF of $B to web-1"]
    }

    def 'a VM that does not run is not missed'() {
        expect:
        changes("assign 'web-9', 3") { card(A, vfs: 2) } == []
    }

    def 'what cannot be had is told, with its line: #why'() {
        expect:
        plan(text, host).unmet()*.toString() == [why]

        where:
        text                                  | host                                                  || why
        "\ncard('$A') { vfs 9 }"              | { card(A) }                                           || 'p:2: 0000:03:00.0 can have 8 VFs, not 9'
        "card('$B') { vfs 1 }"                | { card(A) }                                           || 'p:1: there is no card 0000:04:00.0'
        "card('$A') { vfs 0 }"                | { card(A, vfs: 1); vm('web-1', "$A/0") }              || 'p:1: 0000:03:00.0 cannot have 0 VFs: 1 are in use'
        "card('$A') { vfs 4 }"                | { card(A, vfs: 1, foreign: [0]) }                     || 'p:1: VFs of 0000:03:00.0 are in use by others than VMs: 0 (FOREIGN)'
        "card('$A') { queues 8 }"             | { card(A) }                                           || 'p:1: 0000:03:00.0 has no queues (it is no QDMA card)'
        "card('$A') { image 'x' }"            | { card(A, vfs: 1, foreign: [0]) }                     || 'p:1: VFs of 0000:03:00.0 are in use by others than VMs: 0 (FOREIGN)'
        "assign 'web-1', 9"                   | { card(A, vfs: 8); vm('web-1') }                      || 'p:1: web-1 lacks 1 of 9 VFs: any card has none free, and can have no more'
        "assign 'w', 3"                       | { card(A); vm("w", quota: 2) }                          || "p:1: w lacks 1 of 3 VFs: by the agent's own policies it may have 2 (q:1 max 2)"
        "card('$A') { vfs 1 }; assign 'w', 2" | { card(A); vm('w') }                                  || 'p:1: w lacks 1 of 2 VFs: any card has none free, and can have no more'
    }

    def 'a quota that the host can never keep is told: #why'() {
        expect:
        plan(text) { card(A, total: 4); card(B, total: 4); vm('web-1'); vm('web-2') }.unmet()*.toString() == [why]

        where:
        text                                     || why
        "quota('web-*') { min 5 }"               || 'p:1: keeps 10 VFs, and all cards have 8'
        "quota('a, b, c') { min 2; of '$A' }"    || 'p:1: keeps 6 VFs, and 0000:03:00.0 has 4'
        "groupQuota('x-*') { min 9 }"            || 'p:1: keeps 9 VFs, and all cards have 8'
        "quota('a') { max 1; of '0000:09:00.0' }"|| 'p:1: there is no card 0000:09:00.0'
    }
}
