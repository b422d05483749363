package org.svff.config

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

class ConfigSpec extends Specification {
    @TempDir
    Path folder

    private Path file(String text) {
        Files.writeString(folder.resolve('agent.yaml'), text)
    }

    private Config load(String yaml, Map env = [:], Map commandLine = [:]) {
        Config.load(Optional.of(file(yaml)), env, commandLine)
    }

    def "without file, environment and options, all is as documented"() {
        when:
        def config = Config.load(Optional.empty(), [:], [:])

        then:
        ConfigKey.values().every { config.text(it) == it.defaultText() && config.origin(it).toString() == 'default' }
        config.number(ConfigKey.JMX_PORT) == 7117
        config.string(ConfigKey.JMX_HOST) == '127.0.0.1'
        config.duration(ConfigKey.DEADLINE_QUEUE) == Duration.ofMinutes(10)
        config.globs(ConfigKey.VM_SOCKETS) == ['/run/svff/vms/*.qmp']
        config.path(ConfigKey.STATE_FOLDER) == Path.of('/var/lib/svff')
        !config.flag(ConfigKey.SIMULATE)
        config.file().empty
    }

    def "the command line wins over the environment, which wins over the file"() {
        given:
        def yaml = 'jmx:\n  port: 1\n  host: localhost\ndeadline:\n  qmp: 500ms\n'

        when:
        def config = load(yaml, [SVFF_JMX_PORT: '2', SVFF_DEADLINE_QMP: '2s', HOME: '/root'], ['jmx.port': '3'])

        then:
        config.number(ConfigKey.JMX_PORT) == 3
        config.origin(ConfigKey.JMX_PORT).toString() == '-o jmx.port'
        config.duration(ConfigKey.DEADLINE_QMP) == Duration.ofSeconds(2)
        config.origin(ConfigKey.DEADLINE_QMP).toString() == 'SVFF_DEADLINE_QMP'
        config.string(ConfigKey.JMX_HOST) == 'localhost'
        config.origin(ConfigKey.JMX_HOST).toString() == "${folder.resolve('agent.yaml')}:3"
    }

    def "file patterns come as a list, or with commas between"() {
        expect:
        load(yaml, env).globs(ConfigKey.VM_SOCKETS) == globs

        where:
        yaml                                  | env                                 || globs
        'vm: {sockets: [/a/*.qmp, /b/*.qmp]}' | [:]                                 || ['/a/*.qmp', '/b/*.qmp']
        'vm:\n  sockets: /a/*.qmp'            | [:]                                 || ['/a/*.qmp']
        ''                                    | [SVFF_VM_SOCKETS: '/a/*, /b/{c,d}'] || ['/a/*', '/b/{c,d}']
    }

    def "nothing in a value is looked up or run: #value stays text"() {
        expect:
        load("jmx:\n  host: '$value'\n").string(ConfigKey.JMX_HOST) == value

        where:
        value << ['${env:HOME}', '${file:UTF-8:/etc/hostname}', '${sys:user.home}', '${script:javascript:1}']
    }

    def "an empty file, and blocks with nothing in them, change nothing"() {
        expect:
        load(yaml).number(ConfigKey.JMX_PORT) == 7117

        where:
        yaml << ['', '# nothing yet\n', '---\n', 'jmx:\n#  port: 1\n', '{}']
    }

    def "broken file: #name"() {
        when:
        load(yaml)

        then:
        def e = thrown(ConfigException)
        e.message.lines().toList()*.replace(folder.toString() + '/', '') == [error]

        where:
        name                   | yaml                                    || error
        'unknown key'          | 'jmx:\n  prot: 1'                       || "agent.yaml:2: cannot use 'jmx.prot': there is no such key; did you mean jmx.port?"
        'unknown block'        | 'jxm:\n  port: 1'                       || "agent.yaml:1: cannot use 'jxm': there is no such key; known are: ${ConfigKey.keys().join(', ')}"
        'key twice'            | 'jmx:\n  port: 1\n  port: 2'            || "agent.yaml:3: cannot use 'jmx.port': it stands on line 2 already; keep one"
        'block twice'          | 'jmx:\n  port: 1\njmx:\n  host: a'      || "agent.yaml:3: cannot use 'jmx': it stands on line 1 already; keep one"
        'dotted key'           | 'jmx.port: 1'                           || "agent.yaml:1: cannot use 'jmx.port': keys in the file are nested; write 'port:' below 'jmx:'"
        'not a number'         | '\njmx:\n  port: many'                  || "agent.yaml:3: cannot use 'jmx.port': 'many' is not a whole number; allowed is a whole number from 0 to 65535"
        'out of range'         | 'jmx: {port: 65536}'                    || "agent.yaml:1: cannot use 'jmx.port': 65536 is out of range; allowed is a whole number from 0 to 65535"
        'negative'             | 'jmx: {port: -1}'                       || "agent.yaml:1: cannot use 'jmx.port': -1 is out of range; allowed is a whole number from 0 to 65535"
        'no unit'              | 'deadline: {qmp: 10}'                   || "agent.yaml:1: cannot use 'deadline.qmp': '10' is not a number with a unit; allowed is a time from 1ms to 24h with unit ms, s, m or h, like 500ms, 10s or 10m"
        'no time'              | 'deadline: {qmp: 0s}'                   || "agent.yaml:1: cannot use 'deadline.qmp': '0s' is out of range; allowed is a time from 1ms to 24h with unit ms, s, m or h, like 500ms, 10s or 10m"
        'too long'             | 'deadline: {qmp: 25h}'                  || "agent.yaml:1: cannot use 'deadline.qmp': '25h' is out of range; allowed is a time from 1ms to 24h with unit ms, s, m or h, like 500ms, 10s or 10m"
        'neither yes nor no'   | 'simulate: perhaps'                     || "agent.yaml:1: cannot use 'simulate': 'perhaps' is neither true nor false; allowed is true or false"
        'no value'             | 'jmx:\n  port:\n  host: a'              || "agent.yaml:2: cannot use 'jmx.port': it has no value; allowed is a whole number from 0 to 65535"
        'empty text'           | 'jmx: {host: ""}'                       || "agent.yaml:1: cannot use 'jmx.host': it is empty; allowed is a text that is not empty"
        'list for a scalar'    | 'jmx: {port: [1, 2]}'                   || "agent.yaml:1: cannot use 'jmx.port': it is a list where one value is wanted; allowed is a whole number from 0 to 65535"
        'block for a scalar'   | 'jmx: {port: {a: 1}}'                   || "agent.yaml:1: cannot use 'jmx.port': it is a block where a value is wanted; allowed is a whole number from 0 to 65535"
        'scalar for a block'   | 'jmx: 7117'                             || "agent.yaml:1: cannot use 'jmx': it is a block, not a value; below it may stand: host, port, rmi, connections, local-role"
        'list at the top'      | '- jmx'                                 || "agent.yaml:1: cannot use the file: it is not made of 'key: value' lines; begin with a key, like 'jmx:'"
        'text at the top'      | 'hello'                                 || "agent.yaml:1: cannot use the file: it is not made of 'key: value' lines; begin with a key, like 'jmx:'"
        'relative pattern'     | 'vm: {sockets: [a/*.qmp]}'              || "agent.yaml:1: cannot use 'vm.sockets': 'a/*.qmp' does not begin with /; allowed is one or more absolute file patterns, like /run/svff/vms/*.qmp (commas between, or a YAML list)"
        'bad pattern'          | 'vm: {sockets: ["/a/[b"]}'              || "agent.yaml:1: cannot use 'vm.sockets': '/a/[b' is no file pattern: Missing ']; allowed is one or more absolute file patterns, like /run/svff/vms/*.qmp (commas between, or a YAML list)"
        'empty list'           | 'vm: {sockets: []}'                     || "agent.yaml:1: cannot use 'vm.sockets': the list is empty; allowed is one or more absolute file patterns, like /run/svff/vms/*.qmp (commas between, or a YAML list)"
        'list of lists'        | 'vm: {sockets: [[/a]]}'                 || "agent.yaml:1: cannot use 'vm.sockets': the list holds something that is no plain value; allowed is one or more absolute file patterns, like /run/svff/vms/*.qmp (commas between, or a YAML list)"
        'relative folder'      | 'state: {folder: lib}'                  || "agent.yaml:1: cannot use 'state.folder': 'lib' does not begin with /; allowed is an absolute path, like /var/lib/svff"
        'unclosed bracket'     | 'vm:\n  sockets: [/a\njmx: 1'           || "agent.yaml:3: cannot read the YAML: expected ',' or ']', but got :; mend the line"
        'tab as indentation'   | 'jmx:\n\tport: 1'                       || "agent.yaml:2: cannot read the YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation); mend the line"
        'two documents'        | '---\n---\n'                            || "agent.yaml:2: cannot read the YAML: but found another document; mend the line"
        'a cycle'              | 'jmx: &a\n  port: *a'                   || "agent.yaml:1: cannot use 'jmx.port': it is a block where a value is wanted; allowed is a whole number from 0 to 65535"
        'a class of Java'      | '!!java.lang.ProcessBuilder [ls]'       || "agent.yaml:1: cannot read the YAML: Global tag is not allowed: tag:yaml.org,2002:java.lang.ProcessBuilder; mend the line"
        'a class as a value'   | 'jmx:\n  host: !!java.net.URL [http:x]' || "agent.yaml:2: cannot read the YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL; mend the line"
        'a tag'                | 'jmx:\n  host: !vault abc'              || "agent.yaml:2: cannot use 'jmx.host': tags (!vault) are not taken; write the value alone"
    }

    def "all that is wrong is told at once"() {
        when:
        load('jmx:\n  prot: 1\nsimulate: [a]\n', [SVFF_JMX_HOTS: 'a'], ['jmx.port': 'x'])

        then:
        def e = thrown(ConfigException)
        e.troubles()*.device()*.replaceFirst('.*/', '') == ['agent.yaml:2', 'agent.yaml:3', 'environment', '-o jmx.port']
    }

    def "bad environment and options: #error"() {
        when:
        Config.load(Optional.empty(), env, options)

        then:
        def e = thrown(ConfigException)
        e.message == error

        where:
        env                   | options                    || error
        [SVFF_JMX_PROT: '1']  | [:]                        || "environment: cannot use 'SVFF_JMX_PROT': there is no such key; did you mean SVFF_JMX_PORT?"
        [SVFF_JMX_PORT: 'a']  | [:]                        || "SVFF_JMX_PORT: cannot use 'jmx.port': 'a' is not a whole number; allowed is a whole number from 0 to 65535"
        [SVFF_SIMULATE: '']   | [:]                        || "SVFF_SIMULATE: cannot use 'simulate': '' is neither true nor false; allowed is true or false"
        [:]                   | ['deadline.qpm': '1s']     || "command line: cannot use 'deadline.qpm': there is no such key; did you mean deadline.qmp?"
        [:]                   | ['deadline.qmp': 'soon']   || "-o deadline.qmp: cannot use 'deadline.qmp': 'soon' is not a number with a unit; allowed is a time from 1ms to 24h with unit ms, s, m or h, like 500ms, 10s or 10m"
    }

    def "variables of the client and of the rig are not the agent's"() {
        expect:
        Config.load(Optional.empty(), [SVFF_AGENT: 'h:1', SVFF_RIG_MEMORY: '4G', SVFF_JAVA_OPTS: '-Xmx256m'], [:]).file().empty
    }

    def "a file that is not there, is a folder, or is no text"() {
        when:
        Config.load(Optional.of(folder.resolve('none.yaml')), [:], [:])

        then:
        def missing = thrown(ConfigException)
        missing.message == "$folder/none.yaml: cannot read the file: there is no such file; check the path"

        when:
        Config.load(Optional.of(folder), [:], [:])

        then:
        def directory = thrown(ConfigException)
        directory.message == "$folder: cannot read the file: it is a folder; name the file in it"

        when:
        Files.write(folder.resolve('agent.yaml'), [0xC3, 0x28] as byte[])
        Config.load(Optional.of(folder.resolve('agent.yaml')), [:], [:])

        then:
        def binary = thrown(ConfigException)
        binary.message == "$folder/agent.yaml: cannot read the file: it is not UTF-8 text; save it as UTF-8"
    }

    @Requires({ System.getProperty('user.name') != 'root' })
    def "a file that this user may not read"() {
        given:
        def secret = file('simulate: true')
        secret.toFile().setReadable(false)

        when:
        Config.load(Optional.of(secret), [:], [:])

        then:
        def e = thrown(ConfigException)
        e.message == "$secret: cannot read the file: permission denied; make it readable for this user"
    }

    def "every key is documented, and its default is allowed"() {
        expect:
        key.documentation().endsWith('.')
        key.type().parse([key.defaultText()]) != null
        key.variable() ==~ /SVFF_[A-Z_]+/

        where:
        key << ConfigKey.values()
    }
}
