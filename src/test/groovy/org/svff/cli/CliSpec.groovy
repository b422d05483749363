package org.svff.cli

/** The command line against a running agent. */
class CliSpec extends Commanding {
    def 'an operator makes VFs, attaches, looks, changes their number, detaches'() {
        expect:
        svff('reconfigure', '0000:03:00.0', '--vfs', '2') == 0
        svff('attach', 'web-1', '0000:03:00.0') == 0
        out.toString().contains('attach')
        svff('list') == 0
        out.toString().contains('web-1/svff-0')
        !out.toString().contains('\u001b')
        svff('plan', 'reconfigure', '0000:03:00.0', '--vfs', '4') == 0
        out.toString().contains('Nothing was touched')
        svff('pause', 'web-1/svff-0') == 0
        svff('resume', 'web-1') == 0
        svff('reconfigure', '0000:03:00.0', '--vfs', '4') == 0
        err.toString().contains('[8/8]')
        svff('reconfigure', 'web-1/svff-0', '--vf', '0000:03:00.0/3') == 0
        svff('detach', '0000:03:00.0/3') == 0
        svff('reconfigure', '0000:03:00.0/1', '--driver', 'vfio-pci') == 0
        svff('history') == 0
        out.toString().contains('detach web-1/svff-0')
    }

    def 'settings of a network VF are changed, and shown'() {
        given:
        svff('reconfigure', '0000:04:00.0', '--vfs', '2')

        expect:
        svff('plan', 'reconfigure', '0000:04:00.0/1', '--set', 'vlan=7') == 0
        out.toString().contains('VLAN 7')
        svff('reconfigure', '0000:04:00.0/1', '--set', 'vlan=7,qos=3', '--set', 'mac=52:54:00:00:00:0a') == 0
        svff('list') == 0
        out.toString().readLines().any { it.contains('VF 1') && it.contains('MAC 52:54:00:00:00:0a, VLAN 7 qos 3') }
        svff('list', '--json') == 0
        def shown = json().vfs.find { it.name.asText() == '0000:04:00.0/1' }
        shown.vlan.asInt() == 7
        shown.qos.asInt() == 3
        shown.settings.asText().startsWith('MAC 52:54:00:00:00:0a')
    }

    def 'what is printed can be had as JSON: #words'() {
        given:
        svff('reconfigure', '0000:03:00.0', '--vfs', '1')

        expect:
        svff(*(words + '--json')) == code
        json().size() > 0

        where:
        words                                              | code
        ['list']                                           | 0
        ['history']                                        | 0
        ['top']                                            | 0
        ['config']                                         | 0
        ['attach', 'web-1', '0000:03:00.0']                | 0
        ['plan', 'attach', 'web-1', '0000:03:00.0']        | 0
        ['reconfigure', '0000:03:00.0', '--vfs', '99']     | 1
    }

    def 'bad input is told clearly, and nothing changes: #words'() {
        given:
        svff('reconfigure', '0000:03:00.0', '--vfs', '1')
        svff('attach', 'web-1', '0000:03:00.0/0')
        svff('list', '--json')
        def before = json()

        expect:
        svff(*words) == code
        says.every { err.toString().contains(it) }
        err.toString().lines().every { !it.contains('Exception') }
        svff('list', '--json') == 0
        ['pfs', 'vfs', 'bindings'].every { json()[it] == before[it] }

        where:
        words                                                    | code | says
        ['reconfigure', '03:00', '--vfs', '2']                   | 2    | ['03:00']
        ['reconfigure', '0000:09:00.0', '--vfs', '2']            | 1    | ['0000:09:00.0', 'svff list']
        ['attach', 'web-1', '0000:03:00.0/7']                    | 1    | ['0000:03:00.0/7']
        ['attach', 'web-1', '0000:03:00.0']                      | 1    | ['0000:03:00.0', 'free']
        ['attach', 'nobody', '0000:03:00.0/0']                   | 1    | ['nobody', 'svff list']
        ['attach', 'db-1', '0000:03:00.0/0']                     | 1    | ['0000:03:00.0/0', 'web-1']
        ['attach', 'web-1', 'nonsense']                          | 2    | ['nonsense', '0000:03:00.0']
        ['detach', 'web-1/svff-9']                               | 1    | ['web-1/svff-9']
        ['reconfigure', '0000:03:00.0', '--vfs', '9']            | 1    | ['0000:03:00.0', '8']
        ['reconfigure', '0000:03:00.0', '--vfs', '-1']           | 1    | ['0000:03:00.0', '-1']
        ['reconfigure', '0000:03:00.0', '--vfs', 'many']         | 2    | ['many']
        ['reconfigure', '0000:03:00.0', '--vfs', '0']            | 1    | ['web-1/svff-0']
        ['reconfigure', '0000:03:00.0']                          | 2    | ['--vfs']
        ['reconfigure', '0000:03:00.0/0', '--set', 'vlan=7']     | 1    | ['0000:03:00.0/0', 'no network interface']
        ['reconfigure', '0000:03:00.0/0', '--set', 'vlan=4095']  | 2    | ['--set', '0 to 4094']
        ['reconfigure', '0000:03:00.0/0', '--set', 'color=red']  | 2    | ['color', 'mac, vlan']
        ['reconfigure', '0000:03:00.0', '--set', 'vlan=7']       | 2    | ['--set changes a VF']
        ['pause', 'no such vm']                                  | 1    | ['no such vm']
        ['history', '-n', '0']                                   | 2    | ['1 to 1000']
        ['top', '-d', '0']                                       | 2    | ['1 to 3600']
        ['lst']                                                  | 2    | ['lst']
        ['list', '--agent', 'here:there']                        | 2    | ['here:there', '127.0.0.1:7117']
        ['list', '--agent', '127.0.0.1:1']                       | 1    | ['127.0.0.1:1', 'svff agent']
        ['config', '-o', 'jmx.prt=1']                            | 1    | ['jmx.prt', 'jmx.port']
        ['config', '--config', '/nowhere.yaml']                  | 1    | ['/nowhere.yaml']
    }

    def 'the number that is there already is no error'() {
        given:
        svff('reconfigure', '0000:03:00.0', '--vfs', '2')

        expect:
        svff('reconfigure', '0000:03:00.0', '--vfs', '2') == 0
        out.toString().contains('unchanged')
    }

    def 'every command has help, with examples where one may wonder'() {
        expect:
        svff(command, '--help') == 0
        out.toString().startsWith("Usage: svff $command")
        out.toString().readLines().every { it.size() <= 80 }

        where:
        command << ['agent', 'list', 'attach', 'detach', 'pause', 'resume', 'reconfigure', 'plan', 'watch', 'top', 'history',
                'config', 'doctor', 'demo', 'completion', 'test', 'rig']
    }

    def 'the example configuration is what the agent would use without one'() {
        given:
        svff('config', '--example')
        def file = File.createTempFile('svff', '.yaml')
        file.text = out.toString()

        expect:
        svff('config', '--config', file.path) == 0
        out.toString().contains('jmx.port')
        new File('../examples/agent.yaml').text == file.text

        cleanup:
        file.delete()
    }

    def 'the demo ends well'() {
        expect:
        svff('demo') == 0
        out.toString().contains('refused') || err.toString().contains('refused')
    }

    def 'the completion script is one for bash'() {
        expect:
        svff('completion') == 0
        out.toString().contains('complete -F')
    }
}
