package org.svff.testbed;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;

/**
 * Runs the behaviour specifications in the rig's VM, where there is no build tool: prints each as it ends, writes JUnit
 * reports. Arguments: the folder for reports and, where not all are wanted, patterns of class names.
 */
public final class RigMain {
    private RigMain() {}

    public static void main(String[] args) {
        String classes = args.length > 1 ? ".*(" + args[1] + ").*" : ".*";
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        DiscoverySelectors.selectPackage("org.svff.behaviour"),
                        DiscoverySelectors.selectPackage("org.svff.rig"))
                .filters(ClassNameFilter.includeClassNamePatterns(classes), EngineFilter.includeEngines("spock"))
                .build();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                request,
                summary,
                new Progress(out),
                new Watchdog(out),
                new LegacyXmlReportGeneratingListener(Path.of(args[0]), out));
        summary.getSummary().printFailuresTo(out, 12);
        long ran = summary.getSummary().getTestsSucceededCount();
        System.exit(
                summary.getSummary().getTotalFailureCount() == 0 && ran > 0 ? 0 : 1); // threads may hang in the kernel
    }

    /** A line for each test. */
    private static final class Progress implements TestExecutionListener {
        private final PrintWriter out;
        private final Map<TestIdentifier, Long> began = new ConcurrentHashMap<>();

        Progress(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            began.put(test, System.nanoTime());
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            if (test.isTest() || !good) {
                double seconds = (System.nanoTime() - began.getOrDefault(test, System.nanoTime())) / 1e9;
                out.printf(Locale.ROOT, "  %s %6.1f s  %s%n", good ? "ok  " : "FAIL", seconds, test.getDisplayName());
                result.getThrowable().ifPresent(why -> out.println(("" + why.getMessage()).indent(9)));
            } else if (test.getSource().isPresent()) {
                out.println(test.getDisplayName());
            }
        }
    }
}
