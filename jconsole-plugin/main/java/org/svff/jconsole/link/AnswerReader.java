package org.svff.jconsole.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;
import org.svff.jconsole.model.Happening;
import org.svff.jconsole.model.OperationRun;
import org.svff.jconsole.model.Operations;
import org.svff.jconsole.model.Plan;
import org.svff.jconsole.model.Report;
import org.svff.jconsole.model.User;

/** Reads plans, reports and notifications of the agent's. */
final class AnswerReader {
    private AnswerReader() {}

    static User user(Open rights) {
        return new User(
                rights.text("user"),
                rights.text("role"),
                rights.flag("mayAct"),
                rights.flag("mayReplug"),
                rights.texts("vms"),
                rights.texts("pfs"));
    }

    static Plan plan(Open plan) {
        return new Plan(
                plan.text("request"),
                plan.integer("changes", 0),
                plan.each("stages", s -> new Plan.Stage(s.text("title"), s.texts("steps"))),
                plan.texts("notes"));
    }

    static Report report(Open report) {
        return new Report(
                report.text("id"),
                report.text("request"),
                report.text("outcome"),
                report.flag("success"),
                report.number("durationMillis", 0),
                report.each("troubles", AnswerReader::trouble),
                report.texts("notes"));
    }

    private static String trouble(Open t) {
        String what = t.text("device") + ": cannot " + t.text("tried") + ": " + t.text("answer");
        return t.text("remedy").isEmpty() ? what : what + ". Next: " + t.text("remedy");
    }

    static Operations history(@Nullable Object answer) {
        List<Open> reports = answer instanceof CompositeData[] rows
                ? Arrays.stream(rows).map(Open::new).toList()
                : List.of();
        return new Operations(reports.stream().map(AnswerReader::past).toList());
    }

    private static OperationRun past(Open report) {
        List<String> statuses = report.each("steps", s -> s.text("status"));
        List<String> steps = report.each("steps", s -> s.text("step"));
        int done = (int) statuses.stream().filter("done"::equals).count();
        boolean running = report.text("outcome").equals("RUNNING");
        return new OperationRun(
                report.text("id"),
                report.text("request"),
                report.time("started").orElse(Instant.EPOCH),
                steps.isEmpty() ? "" : steps.get(steps.size() - 1),
                done,
                running ? 0 : steps.size(), // how many there will be comes with the next progress
                report.text("outcome"),
                running ? Duration.ZERO : Duration.ofMillis(report.number("durationMillis", 0)));
    }

    static Happening happening(Notification n) {
        Map<?, ?> data = n.getUserData() instanceof Map<?, ?> map ? map : Map.of();
        return new Happening(
                n.getSequenceNumber(),
                Instant.ofEpochMilli(n.getTimeStamp()),
                n.getType(),
                text(data, "subject"),
                String.valueOf(n.getMessage()),
                text(data, "before"),
                text(data, "after"));
    }

    private static String text(Map<?, ?> data, String key) {
        Object value = data.get(key);
        return value == null ? "" : value.toString();
    }
}
