package org.svff.dsl

import org.svff.cli.policy.PolicyLanguage.Source
import org.svff.jmx.view.ImageView
import spock.lang.Specification

/** What check finds of rules that cannot all be kept, each with the line of the one that is too much. */
class ContradictionsSpec extends Specification {
    static final A = '0000:03:00.0'
    static final B = '0000:04:00.0'

    /** Two cards of 8 VFs, of two kinds; four VMs. */
    private static List<String> check(String text) {
        new PolicyCommands().check(new Source('p', text, false), Hosts.of {
            card(A, vfs: 4, queues: 0)
            card(B, vfs: 4, device: '9048')
            ['gold-1', 'gold-2', 'web-1', 'web-2'].each { vm(it) }
        }, ['a', 'b', 'other', 'broken'].collect {
            new ImageView(it, '', "${it}.bit", '0' * 64, [it == 'other' ? '10ee:9048' : '10ee:903f'], '', '', 4, -1, 'command', true,
                    it == 'broken' ? 'its file is gone' : '')
        })
    }

    def 'what is kept above what is allowed: #text'() {
        expect:
        check(text) == [why]

        where:
        text                                                              || why
        "quota('web-*') { max 1 }\nquota('web-1') { min 2 }"              || 'p:2: keeps 2 for web-1, and the quota of p:1 allows it 1'
        "quota('web-1') { min 2 }\nquota('web-*') { max 1 }"              || 'p:1: keeps 2 for web-1, and the quota of p:2 allows it 1'
        "groupQuota('web-*') { max 1 }\nquota('web-2') { min 2 }"         || 'p:2: keeps 2 for web-2, and the quota of p:1 allows web-* together 1'
        "quota('*') { max 1 }\nquota('web-1') { min 2; of '$A' }"         || "p:2: keeps 2 for web-1, and the quota of p:1 allows it 1"
        "quota('*') { max 1; of '$A' }\nquota('web-1') { min 2; of '$A' }"|| "p:2: keeps 2 for web-1, and the quota of p:1 allows it 1"
        "group 'gold', ['gold-*']\nquota('gold') { min 2 }\nquota('gold-2') { max 1 }" ||
                'p:2: keeps 2 for gold-2, and the quota of p:3 allows it 1'
        "quota('later-1') { min 2 }\nquota('later-*') { max 1 }"          || 'p:1: keeps 2 for later-1, and the quota of p:2 allows it 1'
    }

    def 'reservations above what the cards can have: #text'() {
        expect:
        check(text) == [why]

        where:
        text                                                            || why
        "quota('web-*') { min 9 }"                                      || 'p:1: keeps 18 VFs, and all cards have 16'
        "groupQuota('web-*') { min 9 }\ngroupQuota('gold-*') { min 8 }" || 'p:2: with this quota 17 VFs of any card are kept, and there can be 16'
        "group 'gold', ['gold-*']\ngroupQuota('gold') { min 17 }"       || 'p:2: keeps 17 VFs, and all cards have 16'
        "group 'gold', ['gold-*']\nquota('gold') { min 5; of '$A' }"    || "p:2: keeps 10 VFs, and $A has 8"
        "groupQuota('web-*') { min 9; of '10ee:9048' }"                 || 'p:1: keeps 9 VFs, and devices 10ee:9048 have 8'
        "groupQuota('web-*') { min 9; of '903f' }"                      || 'p:1: keeps 9 VFs, and devices 903f have 8'
        "quota('web-1') { min 5; of '$B' }\nquota('web-2') { min 4; of '$B' }" ||
                "p:2: with this quota 9 VFs of $B are kept, and there can be 8"
    }

    def 'cards and assignments that others forbid: #text'() {
        expect:
        check(text) == [why]

        where:
        text                                                                  || why
        "card('$A') { vfs 4 }\ncard('$A') { vfs 6 }"                          || "p:2: card $A has 6 VFs, but by p:1 card $A has 4 VFs"
        "card('$A') { image 'a'; vfs 4 }\ncard('$A') { image 'b' }"           || "p:2: card $A has the image b, but by p:1 card $A has the image a, 4 VFs"
        "card('$A') { queues 8 }\ncard('$A') { queues 16 }"                   || "p:2: card $A has 16 queues, but by p:1 card $A has 8 queues"
        "quota('web-*') { max 1 }\nassign 'web-1', 2"                         || 'p:2: web-1 is to have 2 VFs, and the quota of p:1 allows it 1'
        "group 'w', ['web-*']\ngroupQuota('w') { max 2 }\nassign 'web-1', 1\nassign 'web-2', 2" ||
                'p:4: w are to have 3 VFs, and the quota of p:2 allows them together 2'
        "quota('web-1') { max 1; of '$A' }\nassign('web-1', 2) { from '$A' }" || "p:2: web-1 is to have 2 VFs, and the quota of p:1 allows it 1"
    }

    def 'images that cannot be had: #text'() {
        expect:
        check(text) == [why]

        where:
        text                                                       || why
        "card('$A') { image 'c' }"                                 || "p:1: the agent has no image c; 'svff images' lists those that it has"
        "card('$A') { image 'broken' }"                            || 'p:1: the image broken cannot be used: its file is gone'
        "card('$A') { image 'other' }"                             || "p:1: the image other is for 10ee:9048, and $A is 10ee:903f"
        "card('$A') { image 'a'; vfs 5 }"                          || "p:1: $A can have 4 VFs with the image a, not 5"
        "card('$A') { image 'a' }\nat('22:00') { card('$A') { image 'z' } }" || "p:2: the agent has no image z; 'svff images' lists those that it has"
    }

    def 'what contradicts itself only at night is found by day'() {
        expect:
        check("quota('web-1') { max 1 }\nat('08:00') { assign 'web-1', 1 }\nat('22:00') {\n  assign 'web-1', 2\n}").any {
            it == 'p:4: web-1 is to have 2 VFs, and the quota of p:1 allows it 1'
        }
        check("card('$A') { vfs 4 }\nat('22:00') { card('$A') { vfs 8 } }") == []
    }

    def 'what can be kept is not complained of: #text'() {
        expect:
        check(text) == []

        where:
        text << [
            "quota('web-*') { max 2; min 1 }",
            "card('$A') { vfs 4 }\ncard('$A') { image 'a' }\ncard('$A') { queues 8 }",
            "quota('web-*') { max 1; of '$A' }\nquota('web-1') { min 2; of '$B' }",
            "quota('web-*') { max 1; of '$A' }\nassign('web-1', 2) { from '$B' }",
            "groupQuota('web-*') { min 8 }\ngroupQuota('gold-*') { min 8 }",
            // one VM in both: what is kept for it counts once
            "quota('web-*') { min 8 }\nquota('web-1') { min 8 }",
            "assign('web-1', 2) { from '$A' }\nassign('web-1', 2) { from '$B' }",
            "quota('web-9') { max 1 }\nassign 'web-9', 1"]
    }
}
