package org.svff.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.TempDir

/** What is wanted of a host: written down, brought back, forgotten, by the command line. */
class StateCommandsSpec extends Commanding {
    @TempDir
    Path folder

    /** How many VFs the card has. */
    private int vfs(String card) {
        svff('list', '--json')
        json().pfs.find { it.address.asText() == card }.numVfs.asInt()
    }

    private String exported() {
        assert svff('export') == 0
        out.toString()
    }

    def 'what was exported is had again, after a look at what would be done'() {
        given:
        svff('reconfigure', '0000:03:00.0', '--vfs', '2')
        svff('attach', 'web-1', '0000:03:00.0/1')
        def file = Files.writeString(folder.resolve('host.yaml'), exported()).toString()
        svff('detach', 'web-1/svff-0')
        svff('reconfigure', '0000:03:00.0', '--vfs', '1')

        expect:
        svff('import', file, '--dry-run') == 0
        out.toString().readLines().any { it.startsWith('would ') && it.contains('0000:03:00.0') }
        out.toString().contains('Nothing was touched.')
        vfs('0000:03:00.0') == 1

        and:
        svff('import', file) == 0
        vfs('0000:03:00.0') == 2
        json().bindings*.name*.asText() == ['web-1/svff-0']

        and: 'once more there is nothing to do'
        svff('import', file) == 0
        out.toString().contains('all is as wanted')
        svff('restore') == 0
        out.toString().contains('all is as wanted')
        svff('restore', '--dry-run', '--json') == 0
        json().changes.size() == 0
        svff('export', '--json') == 0
        json().yaml.asText() == Files.readString(Path.of(file))
    }

    def 'what is forgotten is not wanted any more, and stays as it is'() {
        given:
        svff('reconfigure', '0000:03:00.0', '--vfs', '2')
        svff('attach', 'web-1', '0000:03:00.0/1')

        expect:
        svff('forget', 'web-1/svff-0') == 0
        !exported().contains('web-1')
        svff('forget', '0000:03:00.0') == 0
        !exported().contains('0000:03:00.0')
        vfs('0000:03:00.0') == 2
        json().bindings*.name*.asText() == ['web-1/svff-0']
    }

    def 'what cannot be is told, and nothing changes: #what'() {
        given:
        svff('reconfigure', '0000:03:00.0', '--vfs', '2')
        def file = folder.resolve('host.yaml')
        Files.writeString(file, change(exported()))
        def before = exported()

        expect:
        svff(*(words.collect { it == 'FILE' ? file.toString() : it })) == code
        says.every { err.toString().contains(it) }
        !err.toString().contains('Exception')
        exported() == before
        vfs('0000:03:00.0') == 2

        where:
        what                       | words                      | change                                             || code | says
        'more VFs than there are'  | ['import', 'FILE']         | { it.replace('vfs: 2', 'vfs: 99') }                || 1    | ['99', '0000:03:00.0']
        'a card that is not here'  | ['import', 'FILE']         | { it.replace('0000:03:00.0', '0000:77:00.0')
                                                                     .replaceAll(/(?m)^\s*(serial|slot):.*\n/, '') } || 1    | ['0000:77:00.0']
        'no such file'             | ['import', '/nowhere.yaml'] | { it }                                            || 1    | ['/nowhere.yaml']
        'no YAML'                  | ['import', 'FILE']         | { '{{' }                                           || 1    | ['line 1']
        'nothing of this name'     | ['forget', 'web-9/svff-0'] | { it }                                             || 1    | ['web-9/svff-0']
        'no name at all'           | ['forget', '???']          | { it }                                             || 2    | ['???']
    }
}
