package org.svff.cli;

import java.time.Instant;
import java.util.List;
import org.svff.cli.print.Dashboard;
import org.svff.jmx.AgentClient;
import org.svff.jmx.OperationsMXBean;
import org.svff.jmx.view.ReportView;

/** Asks an agent how it stands, a few calls each time however large its host is, and works out its rate. */
final class Watching {
    private static final int RECENT = 20;
    private static final double MINUTE = 60e9;

    private final AgentClient client;
    private final String host;
    private long endedBefore = -1;
    private long askedBefore;
    private double perMinute = -1;

    Watching(AgentClient client) {
        this.client = client;
        this.host = client.agent().getHostName();
    }

    Dashboard.Moment now() {
        OperationsMXBean operations = client.operations();
        List<ReportView> running = operations.getRunning() == 0
                ? List.of()
                : operations.history(RECENT).stream()
                        .filter(r -> r.outcome().equals("RUNNING"))
                        .toList();
        long done = operations.getCompleted();
        long failed = operations.getFailed();
        long refused = operations.getRefused();
        rate(done + failed + refused);
        return new Dashboard.Moment(
                host,
                Instant.now(),
                client.agent().snapshot(),
                running,
                perMinute,
                done + " done, " + failed + " failed, " + refused + " refused since the agent started");
    }

    /** Over the last few times it was asked: half of it is older than the last one. */
    private void rate(long ended) {
        long now = System.nanoTime();
        if (endedBefore >= 0 && now > askedBefore) {
            double latest = (ended - endedBefore) * MINUTE / (now - askedBefore);
            perMinute = perMinute < 0 ? latest : (perMinute + latest) / 2;
        }
        endedBefore = ended;
        askedBefore = now;
    }
}
