package org.svff.audit

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Clock
import org.svff.world.SvffException
import spock.lang.Specification
import spock.lang.TempDir

/** The audit log: that it tells, and that it tells when somebody changed it. */
class AuditSpec extends Specification {
    @TempDir
    Path root

    Path folder
    List<AuditLog> opened = []

    def setup() {
        folder = root.resolve('audit')
    }

    def cleanup() {
        opened*.close()
    }

    private AuditLog open(long bytes = 1 << 20, int files = 5) {
        opened << AuditLog.open(folder, bytes, files, Clock.systemUTC())
        opened.last()
    }

    private void write(AuditLog log, int lines) {
        lines.times { log.write(AuditEntry.authentication("user$it", '192.0.2.1', 'PLAIN', it % 2 == 0, '')) }
    }

    private List<String> faults(AuditCheck.Known known = null) {
        AuditCheck.check(folder, Optional.ofNullable(known)).faults()
    }

    private File file(int n = 1) { new AuditFolder(folder).file(n).toFile() }

    private void edit(Closure<List<String>> change, int n = 1) {
        file(n).text = change(file(n).readLines()).collect { it + '\n' }.join('')
    }

    def 'what is written is whole, and is for its owner only'() {
        when:
        write(open(), 20)

        then:
        faults() == []
        AuditCheck.check(folder, Optional.empty()).lines() == 20
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file().toPath())) == 'rw-------'
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)) == 'rwx------'
        AuditReader.last(folder, 3, { true })*.path('user')*.asText() == ['user17', 'user18', 'user19']
    }

    def 'a new agent goes on where the last one ended'() {
        when:
        3.times {
            def log = open()
            write(log, 4)
            log.close()
        }

        then:
        faults() == []
        AuditCheck.check(folder, Optional.empty()).last() == 12
    }

    def 'files are rotated, the oldest go, and the rest is whole'() {
        when:
        write(open(2000, 3), 100)

        then:
        faults() == []
        new AuditFolder(folder).numbers().size() == 3
        new AuditFolder(folder).numbers()[0] > 1
    }

    def 'found: #what'() {
        given:
        write(open(2000, 50), 60)

        when:
        change.delegate = this
        change.resolveStrategy = Closure.DELEGATE_FIRST
        change()

        then:
        !faults().empty

        where:
        what                              | change
        'a word edited in the middle'     | { edit { it.withIndex().collect { l, i -> i == 3 ? l.replace('ACCEPTED', 'REFUSED').replace('192.0.2.1', '192.0.2.9') : l } } }
        'a word edited in the last line'  | { edit({ it[0..-2] + it[-1].replace('192.0.2.1', '192.0.2.9') }, numbers().last()) }
        'a line removed'                  | { edit { it[0..2] + it[4..-1] } }
        'the first line removed'          | { edit { it[1..-1] } }
        'the last line removed'           | { edit({ it[0..-2] }, numbers().last()) }
        'two lines swapped'               | { edit { [it[0], it[2], it[1]] + it[3..-1] } }
        'a line twice'                    | { edit { it[0..2] + it[2..-1] } }
        'a line added at the end'         | { edit({ it + it[-1].replace('"seq":60', '"seq":61') + it[-1].replace('"seq":60', '"seq":62') }, numbers().last()) }
        'something else added'            | { edit { it[0..2] + ['hello'] + it[3..-1] } }
        'a file in the middle removed'    | { file(2).delete() }
        'the first file removed'          | { file(1).delete() }
        'the last file removed'           | { file(numbers().last()).delete() }
        'all files removed'               | { numbers().each { n -> file(n).delete() } }
        'the head removed'                | { head().delete() }
        'a file emptied'                  | { file(2).text = '' }
        'two files swapped'               | { def a = file(1).text; file(1).text = file(2).text; file(2).text = a }
    }

    private File head() { folder.resolve('head').toFile() }

    private List<Integer> numbers() { new AuditFolder(folder).numbers() }

    def 'every single edit of one character is found, wherever it is'() {
        given:
        write(open(), 12)
        def before = file().text
        def random = new Random(7)

        expect:
        (1..300).every {
            int at = random.nextInt(before.size())
            char other = (before.charAt(at) == 'x' as char) ? 'y' : 'x'
            file().text = before.substring(0, at) + other + before.substring(at + 1)
            assert !faults().empty: "position $at"
            true
        }
    }

    def 'a log rewritten to its end with its head is found by a line noted before, and only so'() {
        given:
        write(open(), 6)
        def noted = AuditCheck.check(folder, Optional.empty())
        opened.last().close()

        when: 'somebody writes another history of the same length'
        new AuditFolder(folder).numbers().each { file(it).delete() }
        head().delete()
        write(open(), 6)

        then:
        faults() == []
        faults(new AuditCheck.Known(noted.last(), noted.hash())).size() == 1
    }

    def 'a line that a crash cut off is dropped, and the log goes on'() {
        given:
        write(open(), 5)
        opened.last().close()
        file() << '{"seq":6,"prev":"12'

        when:
        write(open(), 2)

        then:
        faults() == []
        AuditCheck.check(folder, Optional.empty()).last() == 7
    }

    def 'killed between the line and the head: nothing is wrong, before and after the next start'() {
        given:
        write(open(), 5)
        def before = head().text
        write(opened.last(), 1)
        head().text = before

        expect:
        faults() == []

        when:
        opened.last().close()
        write(open(), 1)

        then:
        faults() == []
    }

    def 'a thread that is interrupted writes its line, and does not end the log'() {
        given:
        def log = open()

        when: 'as the connector does with threads of a client that went away'
        def thread = Thread.start {
            Thread.currentThread().interrupt()
            write(log, 2)
        }
        thread.join()
        write(log, 2)

        then:
        faults() == []
        AuditCheck.check(folder, Optional.empty()).last() == 4
    }

    def 'a log that others can read is not gone on with'() {
        given:
        write(open(), 1)
        opened.last().close()
        Files.setPosixFilePermissions(file().toPath(), PosixFilePermissions.fromString('rw-r--r--'))

        when:
        open()

        then:
        thrown(SvffException)
    }

    def 'nobody writes novels into it, or lines'() {
        when:
        open().write(AuditEntry.authentication('x' * 1_000_000, 'a\nb"c', 'PLAIN', false, ''))

        then:
        faults() == []
        file().length() < 4000
        file().readLines().size() == 1
    }
}
