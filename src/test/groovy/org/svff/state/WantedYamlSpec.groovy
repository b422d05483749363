package org.svff.state

import org.svff.pci.PciAddress
import org.svff.pci.VfName
import org.svff.plan.Worlds
import org.svff.world.BindingId
import org.svff.world.CardIdentity
import org.svff.world.SvffException
import spock.lang.Specification

class WantedYamlSpec extends Specification {
    static final PF = PciAddress.parse('0000:03:00.0')
    static final WHOLE = '''\
        version: 1
        pfs:
          - address: 0000:03:00.0
            serial: 00-1b-21-ff-ff-aa-bb-cc
            image: nic-v2
            queues: 256
            vfs: 4
          - address: 0000:04:00.0
        bindings:
          - vm: web-1
            device: svff-0
            vf: 0000:03:00.0/3
        '''.stripIndent()

    def 'what people write needs no quotes, and says no more than it must'() {
        when:
        def wanted = WantedYaml.read(WHOLE)

        then:
        wanted.pf(PF).get() == new WantedPf(PF, new CardIdentity('', '00-1b-21-ff-ff-aa-bb-cc'),
                OptionalInt.of(4), OptionalInt.of(256), Optional.of('nic-v2'))
        wanted.pfs().size() == 2
        wanted.bindings() == [(new BindingId('web-1', 'svff-0')): new VfName(PF, 3)]
    }

    def 'what is wrong is told with its line: #answer'() {
        when:
        WantedYaml.read(text.stripIndent())

        then:
        def e = thrown(SvffException)
        e.trouble().device() == "line $line"
        e.trouble().toString().contains(answer)

        where:
        line | answer                          | text
        1    | 'there is nothing in it'        | ''
        1    | "not made of 'key: value'"      | 'hello'
        2    | 'mapping values are not'        | "version: 1\npfs: a: b"
        1    | "'version' is missing"          | 'pfs: []'
        1    | 'knows version 1'               | 'version: 2'
        2    | "use 'cards'"                   | "version: 1\ncards: []"
        2    | 'it is not a list'              | "version: 1\npfs: 3"
        3    | "'address' is missing"          | "version: 1\npfs:\n- vfs: 3"
        3    | 'is not a PCI address'          | "version: 1\npfs:\n- address: eth0"
        4    | 'a whole number from 0'         | "version: 1\npfs:\n- address: 03:00.0\n  vfs: -1"
        4    | 'a whole number from 1 to 2048' | "version: 1\npfs:\n- address: 03:00.0\n  queues: 9999"
        4    | 'there twice'                   | "version: 1\npfs:\n- address: 03:00.0\n- address: 0000:03:00.0"
        5    | 'has the same serial'           | "version: 1\npfs:\n- address: 03:00.0\n  serial: a\n- address: 04:00.0\n  serial: a"
        5    | 'is none of the PFs above'      | "version: 1\nbindings:\n- vm: a\n  device: b\n  vf: 03:00.0/1"
        8    | 'not among the 1 VFs'           | "version: 1\npfs:\n- address: 03:00.0\n  vfs: 1\nbindings:\n- vm: a\n  device: b\n  vf: 03:00.0/1"
        10   | 'on line 7 has'                 | "version: 1\npfs:\n- address: 03:00.0\nbindings:\n- vm: a\n  device: b\n  vf: 03:00.0/1\n- vm: c\n  device: b\n  vf: 03:00.0/1"
        3    | 'a plain value is wanted'       | "version: 1\npfs:\n- address: [1]"
    }

    def 'for this host: #answer'() {
        given:
        def world = Worlds.of { card(address: PF, total: 8) }

        when:
        WantedYaml.read("version: 1\npfs:\n- address: $at\n  vfs: $vfs", world)

        then:
        def e = thrown(SvffException)
        e.trouble().device() == 'line 3'
        e.trouble().toString().contains(answer)

        where:
        at             | vfs | answer
        '0000:09:00.0' | 1   | 'find 0000:09:00.0: the card is not there; there are: 0000:03:00.0'
        '0000:03:00.0' | 9   | 'it can have 8'
    }
}
