package org.svff.access

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import org.svff.world.SvffException
import spock.lang.Specification
import spock.lang.TempDir

/** The users, their passwords, and their file. */
class UsersSpec extends Specification {
    static final FEW = 1000

    @TempDir
    Path folder

    UserFile file

    def setup() {
        file = new UserFile(folder.resolve('users.yaml'))
        add('ann', Role.OPERATOR, new Scope(['web-*'], ['0000:03:00.0']))
    }

    private void add(String name, Role role = Role.MONITOR, Scope scope = Scope.ALL) {
        file.change { it.put(name, new User(name, role, scope, PasswordHash.of("$name secret".toCharArray(), FEW))); it }
    }

    def 'what is written is read'() {
        given:
        add('bob')

        expect:
        file.read().keySet() as List == ['ann', 'bob']
        file.read().ann.role() == Role.OPERATOR
        file.read().ann.scope() == new Scope(['web-*'], ['0000:03:00.0'])
        file.read().bob.scope().all
    }

    def 'the file is for its owner only, and holds no password'() {
        expect:
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())) == 'rw-------'
        !file.path().toFile().text.contains('secret')
        file.path().toFile().text.contains('pbkdf2-sha256$1000$')
    }

    def 'a file that is open to others is not trusted: #mode'() {
        given:
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(mode))

        when:
        file.read()

        then:
        def e = thrown(SvffException)
        e.message.contains('chmod 600')

        where:
        mode << ['rw-r-----', 'rw-rw-rw-', 'rw----r--', 'rw-----w-']
    }

    def 'a file that cannot be understood has no users at all: #what'() {
        given:
        file.path().toFile().text = text.replace('HASH', file.read().ann.password().text())

        when:
        file.read()

        then:
        def e = thrown(SvffException)
        e.message.contains(says)
        !e.message.contains('pbkdf2-sha256$1000')

        where:
        what             | text                                                              || says
        'no users'       | 'user:\n  ann: 1\n'                                               || 'users:'
        'no block'       | 'users:\n  ann: monitor\n'                                        || 'ann'
        'odd role'       | 'users:\n  ann: {role: root, password: HASH}\n'                   || 'monitor, operator, administrator'
        'no password'    | 'users:\n  ann: {role: monitor}\n'                                || 'password hash'
        'clear password' | 'users:\n  ann: {role: monitor, password: secret}\n'              || 'password hash'
        'odd field'      | 'users:\n  ann: {role: monitor, password: HASH, admin: true}\n'   || 'field'
        'odd scope'      | 'users:\n  ann: {role: monitor, password: HASH, vms: web}\n'      || 'lists'
        'empty scope'    | 'users:\n  ann: {role: monitor, password: HASH, vms: []}\n'       || 'lists'
        'twice'          | 'users:\n  ann: {role: monitor, password: HASH}\n  ann: {role: administrator, password: HASH}\n' || 'YAML'
        'reserved name'  | 'users:\n  local: {role: monitor, password: HASH}\n'              || 'local'
        'a class'        | '!!java.net.URL ["http://127.0.0.1/"]'                            || 'YAML'
        'nothing'        | ''                                                                || 'users:'
    }

    def 'a password is right or wrong, and nobody is nobody: #name, #password'() {
        expect:
        Users.of(file).authenticate(name, password.toCharArray()).present == right

        where:
        name   | password       || right
        'ann'  | 'ann secret'   || true
        'ann'  | 'ann secret '  || false
        'ann'  | ''             || false
        'ann'  | 'x' * 100_000  || false
        'bob'  | 'ann secret'   || false
        ''     | ''             || false
    }

    def 'two users with one password have different hashes'() {
        expect:
        PasswordHash.of('same same'.toCharArray(), FEW) != PasswordHash.of('same same'.toCharArray(), FEW)
    }

    def 'who is removed is out at once, and so is everybody when the file goes or breaks'() {
        given:
        def users = Users.of(file)

        when:
        add('bob')

        then:
        users.find('bob').present

        when:
        file.change { it.remove('bob'); it }

        then:
        users.find('bob').empty
        users.find('ann').present

        when:
        damage(file.path())

        then:
        users.find('ann').empty
        users.authenticate('ann', 'ann secret'.toCharArray()).empty

        where:
        damage << [
            { Path p -> Files.delete(p) },
            { Path p -> p.toFile().text = 'users: {}}' },
            { Path p -> Files.setPosixFilePermissions(p, PosixFilePermissions.fromString('rw-r--r--')); p.toFile().text += '\n' }]
    }

    def 'patterns: #pattern and #vm'() {
        expect:
        new Scope([pattern], []).hasVm(vm) == has

        where:
        pattern | vm        || has
        'web-*' | 'web-1'   || true
        'web-*' | 'my-web-1'|| false
        'web-?' | 'web-12'  || false
        'web.1' | 'web-1'   || false
        '*'     | 'x\ny'    || true
        'a|b'   | 'a'       || false
        '[ab]'  | 'a'       || false
    }

    def 'guessing gets slower, for whom it is and from where'() {
        given:
        long now = 0
        def backOff = new BackOff({ now })

        when:
        3.times { backOff.failed('ann', '192.0.2.1') }

        then:
        backOff.wait('ann', '192.0.2.1').toMillis() == 1000
        backOff.wait('ann', '192.0.2.2').zero
        backOff.wait('bob', '192.0.2.1').zero

        when:
        now += 1000

        then:
        backOff.wait('ann', '192.0.2.1').zero

        when: 'it goes on'
        20.times { backOff.failed('ann', '192.0.2.1') }

        then: 'it waits for minutes, and so does everybody from there'
        backOff.wait('ann', '192.0.2.1').toMinutes() == 5
        !backOff.wait('bob', '192.0.2.1').zero

        and: 'ann herself gets in from elsewhere'
        backOff.wait('ann', '192.0.2.2').zero

        when: 'many guess from everywhere'
        500.times { backOff.failed('ann', "198.51.100.$it") }

        then: 'she waits, but not for long'
        backOff.wait('ann', '192.0.2.2').toMillis() == 5000

        when: 'and a stranger invents names'
        50_000.times { backOff.failed("name$it", '203.0.113.9') }

        then:
        backOff.size() <= 10_000
    }
}
