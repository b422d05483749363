package org.svff.dsl

import spock.lang.Specification

/** The language: what is said, and what is refused. */
class PolicyReaderSpec extends Specification {
    private static Policy read(String text) {
        PolicyReader.read('p.policy', text)
    }

    private static List<String> errors(String text) {
        try {
            read(text)
            []
        } catch (PolicyException e) {
            e.errors()*.toString()
        }
    }

    def 'each statement is read, with its line'() {
        when:
        def policy = read('''
            quota('web-*') { max 2; min 1 }
            groupQuota('a-*, b-*') {
                max 10
                of '0000:03:00.0'
            }
            card('0000:03:00.0') { vfs 4; image 'crypto'; queues 512 }
            assign 'web-1', 1
            assign('db-1', 2) { from '0000:04:00.0' }
            assign('db-2', 2) { where { numaNode() == 0 && freeVfs() > 1 }; spread() }
        '''.stripIndent())

        then:
        policy.quotas()*.place()*.line() == [2, 3]
        policy.quotas()*.vms()*.text() == ['web-*', 'a-*, b-*']
        policy.quotas()*.together() == [false, true]
        policy.quotas()*.most()*.asInt == [2, 10]
        policy.quotas()[0].least().asInt == 1
        policy.quotas()[1].cards().words() == '0000:03:00.0'
        policy.cards() == [new Policy.Card(new Place('p.policy', 7), '0000:03:00.0',
                OptionalInt.of(4), Optional.of('crypto'), OptionalInt.of(512))]
        policy.assigns()*.vm() == ['web-1', 'db-1', 'db-2']
        policy.assigns()*.vfs() == [1, 2, 2]
        policy.assigns()*.spread() == [false, false, true]
    }

    def 'statements may be made by lists, conditions and variables'() {
        when:
        def policy = read('''
            def most = 1 + 1
            ['web-1', 'web-2'].each { name ->
                if (name.startsWith('web')) { quota(name) { max most } }
            }
        '''.stripIndent())

        then:
        policy.quotas()*.vms()*.text() == ['web-1', 'web-2']
        policy.quotas()*.most()*.asInt == [2, 2]
    }

    def 'actions in no braces are one script, after the rules, whatever the order: #text'() {
        when:
        def policy = read(text)

        then:
        policy.actions()*.when() == [Happening.SCRIPT]
        policy.actions()*.place()*.line() == [line]
        policy.assigns().size() == assigns

        where:
        text                                                                             | line | assigns
        "pf('0000:03:00.0').reconfigure vfs: 4"                                          | 1    | 0
        "\nbindings.findAll { it.paused }.each { it.resume() }"                          | 2    | 0
        "assign 'web-1', 1\nvm('web-1').pause()\nassign 'web-2', 1\nvm('web-2').pause()" | 2    | 2
        "def mine = bindings.findAll { it.paused }\nmine.each { it.resume() }"           | 1    | 0
        "def n = 2\nassign 'web-1', n\npf('0000:03:00.0').reconfigure vfs: n"            | 3    | 1
        "if (bindings.isEmpty()) { notify 'nobody' }"                                    | 1    | 0
        "['web-1', 'web-2'].each { vm(it).pause() }"                                     | 1    | 0
    }

    def 'nonsense is refused with its line: #text'() {
        expect:
        errors(text).any { it.startsWith("p.policy:$line: ") && it.contains(why) }

        where:
        text                                          | line | why
        "\nquota('a') { max(-1) }"                    | 2    | 'max is -1, below 0'
        "quota('a') { max 1; min 2 }"                 | 1    | 'min 2 is above max 1'
        "quota('a') { }"                              | 1    | 'neither max nor min'
        "quota('') { max 1 }"                         | 1    | 'the name of a VM is empty'
        "quota('a')"                                  | 1    | 'quota'
        "quota('a') { max 'two' }"                    | 1    | 'max'
        "quota('a') { most 2 }"                       | 1    | "'most'"
        "card('03:00') { vfs 4 }"                     | 1    | '03:00'
        "card('0000:03:00.0') { }"                    | 1    | 'nothing is wanted'
        "card('0000:03:00.0') { image '' }"           | 1    | 'the name of an image is empty'
        "card('0000:03:00.0') { queues(-1) }"         | 1    | 'queues is -1, below 0'
        "\n\nassign 'web-1'"                          | 3    | 'assign'
        "assign web-1, 1"                             | 1    | "'web'"
        "assign('w', 1) { where { 1 } }"              | 1    | ''
        "assign('w', 1) { from"                       | 1    | ''
    }

    def 'an attack is refused, with its line, and has no effect: #text'() {
        given:
        System.clearProperty('svff.attacked')

        expect:
        errors("\n$text").any { it ==~ /(?s)p\.policy:\d+: .+/ }
        System.getProperty('svff.attacked') == null

        where:
        text << [
            "System.setProperty('svff.attacked', 'yes')",
            "java.lang.System.setProperty('svff.attacked', 'yes')",
            "Class.forName('java.lang.System')",
            "''.class.forName('java.lang.System')",
            "def m = System.&setProperty; m('svff.attacked', 'yes')",
            "System::setProperty",
            "'touch /tmp/attacked'.execute()",
            "['touch', '/tmp/attacked'].execute()",
            "evaluate('1')",
            "this.evaluate('1')",
            "run()",
            "this.class.classLoader",
            "this.getClass()",
            "getClass()",
            "''.\"\${'getClass'}\"()",
            "def n = 'getClass'; ''.\"\$n\"()",
            "('java.lang.System' as Class)",
            "(Class) 'java.lang.System'",
            "''.metaClass",
            "String.metaClass.x = { 1 }",
            "binding.variables",
            "getBinding()",
            "setBinding(null)",
            "binding",
            "invokeMethod('evaluate', '1')",
            "setProperty('x', 1)",
            "\"\${-> System.setProperty('svff.attacked', 'yes')}\".toString()",
            "new File('/tmp/attacked').text = ''",
            "new java.net.Socket('localhost', 1)",
            "import java.lang.System as S",
            "import static java.lang.System.setProperty",
            "package org.svff.dsl",
            "class A { static { System.setProperty('svff.attacked', 'yes') } }",
            "def f() { 1 }",
            "enum E { A }",
            "@groovy.transform.ASTTest(value = { System.setProperty('svff.attacked', 'yes') }) def x = 1",
            "@Grab('a:b:1') def x = 1",
            "@groovy.transform.Field x = 1",
            "quota('a') { max 1; delegate.getClass() }",
            "quota('a') { owner.evaluate('1') }",
            "quota('a') { max 1; thisObject }",
            "quota('a') { max 1; setDelegate(null) }",
            "while (true) { }",
            "for (i in 1..10) { }",
            "(1..2000000000).each { }",
            "def f; f = { f() }; f()",
            "'a' * 1000000000",
            "def a = 'aaaa'; def b = a + a",
            "def a = ['a']; def b = a + a",
            "def a = 'a'; a += a",
            "def a = 'a'; a = a + 1",
            "['a'].each { ['b'].each { ['c'].any { it == 'c' } } }",
            "[${(1..1001).join(',')}]",
            "def a = ['x'] * 1000000000",
            "try { quota('a') { max 1 } } catch (Throwable t) { }",
            "throw new Error()",
            "synchronized (this) { }",
            "assert System.setProperty('svff.attacked', 'yes')",
            "println 'x'",
            "sleep 100000",
            "System.exit(1)",
            "Runtime.runtime.halt(1)",
            "Thread.start { }",
            "collectIn(null)",
            "super.run()",
            "''.with { getClass() }",
            "[1].collect { it }*.getClass()",
            "''?.getClass()",
            "def (a, b) = [1, 2]",
            "int x = 1",
            "'(a|aa)+b'.matches('x')",
            "quota('a') { max 1 } ?: 1",
            "~/x/",
            "[a: System]",
            "quota(*['a']) { max 1 }",
            // what actions brought: lists, properties, names in parentheses
            "script { pfs.class }",
            "script { bindings*.resume() }",
            "script { bindings?.size() }",
            "script { bindings.metaClass }",
            "script { bindings.each { it.class.forName('java.lang.System') } }",
            "script { bindings.each { it.actions.rules } }",
            "script { bindings.each { it.view } }",
            "script { bindings.each { it.name.bytes } }",
            "script { 'x'.name }",
            "script { [1].each { it.state } }",
            "script { pfs.state }",
            "script { bindings.each { it.@view } }",
            "script { bindings.each { it.&resume } }",
            "script { bindings.each { it.name = 'x' } }",
            "script { pf('0000:03:00.0').vfs = 4 }",
            "script { pf('0000:03:00.0').reconfigure vfs: '4' }",
            "script { pf('0000:03:00.0').reconfigure vf: 4 }",
            "script { pf('0000:03:00.0').reconfigure set: 'vlan=7' }",
            "script { vf('0000:03:00.0/2').reconfigure set: 7 }",
            "script { vf('0000:03:00.0/2').reconfigure vfs: 4 }",
            "script { pf('0000:03:00.0').program 4 }",
            "script { pf('0000:03:00.0').program(new File('/etc/passwd').text) }",
            "script { pf('0000:03:00.0').image = 'x' }",
            "card('0000:03:00.0') { image System.getenv('HOME') }",
            "script { pf('0000:03:00.0').reconfigure([vfs: 4]) }",
            "script { pf('0000:03:00.0').reconfigure(vfs: System.exit(1)) }",
            "script { notify \"\${System.exit(1)}\" }",
            "script { notify 'a' + 'b' }",
            "script { 'aaaaaaaaaaaa'.findAll('(a+)+b') }",
            "script { 'aaaa'.take(2) }",
            "script { pfs.findAll { vfs.findAll { vms.findAll { true } } } }",
            "script { pfs.findAll(System.&exit) }",
            "script { act(null) }",
            "script { here() }",
            "script { getPfs().getClass() }",
            "script { getDelegate() }",
            "script { wait() }",
            "script { notifyAll() }",
            "script { binding.variables }",
            "script { binding('a/b').getClass() }",
            "script { pfs.clear() }",
            "script { pfs.remove(0) }",
            "script { pfs << null }",
            "script { pfs = [] ; pfs.wait() }",
            "pfs.each { it.class }",
            "pf('0000:03:00.0').reconfigure vfs: '4'",
            "vm('web-1').metaClass",
            "def all = bindings; all*.resume()",
            "if (bindings.isEmpty()) { System.exit(1) }",
            "bindings.each { assign(it.vm, 1) }",
            "def all = bindings; quota('a') { max all.size() }",
            "notify it",
            "on vmAppeared { it.class }",
            "on vmAppeared { evaluate('1') }",
            "on vmAppeared { vm -> vm.attach(new File('/etc/passwd').text) }",
            "on vmAppeared { while (true) { } }",
            "on(System.&exit)",
            "on new Object()",
            "on vmBurned { }",
            "every('10m') { Thread.sleep(100000) }",
            "every('0s') { }",
            "every('10 parsecs') { }",
            "at('25:00') { }",
            "at('22:00') { at('23:00') { } }",
            "at('22:00') { script { } }",
            "at('22:00') { System.exit(1) }",
            "group 'g', [System]",
            "group 'g*', ['a']",
            "group 'g', []"]
    }

    def 'a text that is too deep or too long is an error like any other'() {
        expect:
        errors('(' * 20_000 + '1' + ')' * 20_000)*.startsWith('p.policy:1: ') == [true]
        errors('[' * 5_000 + ']' * 5_000).size() >= 1
        errors('// ' + 'x' * 1_000_001).first().contains('longer than')
    }

    def 'a statement without end is cut off'() {
        expect: 'more statements than anybody writes'
        errors((1..101).collect { 'x' }.join('').with { names ->
            def list = "[" + (1..120).collect { "'$it'" }.join(',') + "]"
            "${list}.each { a -> ${list}.each { b -> quota('v') { max 1 } } }"
        }).first().contains('more than 10000 statements')
    }
}
