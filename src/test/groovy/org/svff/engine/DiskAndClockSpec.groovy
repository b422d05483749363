package org.svff.engine

import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset
import org.svff.plan.Request
import org.svff.testbed.Lab
import org.svff.testbed.Tally
import org.svff.world.BindingState
import spock.lang.Specification

/** A disk that fills up at any moment of an operation, and a clock that is set while one runs. */
class DiskAndClockSpec extends Specification {
    /** Somebody, or NTP, sets it with every look: forth and back by a year. */
    static class Jumping extends Clock {
        private int looks
        ZoneId zone = ZoneOffset.UTC

        @Override
        synchronized Instant instant() {
            Instant.ofEpochSecond(1_800_000_000L) + Duration.ofDays(365L * (looks++ % 2 ? 1 : -1))
        }

        @Override
        Clock withZone(ZoneId other) {
            this
        }
    }

    def 'however little room the disk has, no guest is left without its device: #ordeal'() {
        given:
        def asked = pictureAfter(ordeal)
        int cases = 0
        boolean done = false

        expect:
        for (long room = 0; !done; room += 401) {
            ordeal.stage().withCloseable { lab ->
                def before = Picture.of(lab)
                lab.leaveRoomOnDisk(room)
                def report = lab.run(ordeal.request)
                def said = "$ordeal with $room bytes: $report"
                cases++
                done = report.outcome().isSuccess()
                assert report.troubles().every { it.toString().contains('No space left') }: said
                assert done || !report.troubles().isEmpty(): said
                assert done || report.outcome() != Outcome.REFUSED || Picture.of(lab) == before: said
                assert lab.world().bindings()*.state().every { it == BindingState.ATTACHED }: said
                assert lab.broken() == []: said

                and: 'also when the agent is started again on the full disk'
                lab.restart()
                def now = Picture.of(lab)
                assert now in [before, asked]: said

                and: 'and when there is room, it can be asked again'
                lab.leaveRoomOnDisk(Long.MAX_VALUE)
                assert now == asked || lab.run(ordeal.request).outcome() == Outcome.DONE: said
                lab.restart()
                assert Picture.of(lab) == asked: said
            }
        }
        Tally.add("disk full: $ordeal", cases)

        where:
        ordeal << [Ordeal.ATTACH, Ordeal.RECONFIGURE_BY_PAUSE, Ordeal.RECONFIGURE_BY_REPLUG,
                   Ordeal.RECONFIGURE_WITH_A_MOVE_TO_ANOTHER_CARD, Ordeal.BINDING_TO_ANOTHER_VF, Ordeal.DRIVER]
    }

    def 'a clock that jumps a year forth and back changes nothing, and makes no time negative: #ordeal'() {
        given:
        def asked = pictureAfter(ordeal)
        def lab = ordeal.stage(new Jumping())

        when:
        def report = lab.run(ordeal.request)

        then:
        report.outcome() == Outcome.DONE
        Picture.of(lab) == asked
        !report.duration().isNegative()
        !report.steps()*.duration().any { it.isNegative() }
        !lab.world().bindings().collect { lab.engine().stats(it.id()).totalOutage() }.any { it.isNegative() }

        and: 'no two operations have one name, in this life and the next'
        lab.restart()
        def again = lab.run(new Request.ReconfigurePf(Lab.OTHER, 9, false, [] as Set))
        again.outcome() == Outcome.REFUSED
        again.id() != report.id()

        cleanup:
        lab?.close()

        where:
        ordeal << Ordeal.values()
    }

    def 'two agents that are started in one moment give their operations different names'() {
        given:
        def lab = new Lab(Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC))

        when:
        def ids = (1..4).collect {
            lab.restart()
            lab.run(new Request.ReconfigurePf(Lab.CARD, 9, false, [] as Set)).id()
        }

        then:
        ids.toSet().size() > 1

        cleanup:
        lab?.close()
    }

    private static Picture pictureAfter(Ordeal ordeal) {
        ordeal.stage().withCloseable { lab ->
            Ordeal.done(lab, ordeal.request)
            Picture.of(lab)
        }
    }
}
