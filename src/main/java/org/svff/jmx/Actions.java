package org.svff.jmx;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.svff.engine.Control;
import org.svff.engine.Outcome;
import org.svff.engine.Report;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.plan.Refused;
import org.svff.plan.Request;
import org.svff.plan.VfChoice;
import org.svff.world.Binding;
import org.svff.world.BindingId;
import org.svff.world.Trouble;

/** What all MBeans' operations have in common: how they are read, run and answered. */
final class Actions {
    private final Control control;
    private final Recorder recorder;
    private final Duration wait;
    private final MBeanPace pace;

    /**
     * What the MBeans share.
     *
     * @param recorder runs requests, and keeps record of who asked
     * @param wait how long an operation's caller is kept waiting for its end
     */
    Actions(Control control, Recorder recorder, Duration wait, MBeanPace pace) {
        this.control = control;
        this.recorder = recorder;
        this.wait = wait;
        this.pace = pace;
    }

    Control control() {
        return control;
    }

    /**
     * Runs the request.
     *
     * @throws IllegalStateException when it is refused or fails; see the package's description
     */
    ReportView run(Request request) {
        Report report = recorder.run(request, wait);
        pace.await(control.lastEvent());
        if (report.outcome().isSuccess() || report.outcome() == Outcome.RUNNING) {
            return Views.report(report);
        }
        String why = report.troubles().stream().map(Trouble::toString).collect(Collectors.joining("; "));
        throw new IllegalStateException(report.outcome() + ": " + (why.isEmpty() ? report.request() : why)
                + " [operation " + report.id() + "]");
    }

    /** See {@link OperationsMXBean#cancel}. */
    boolean cancel(String id) {
        return recorder.cancel(id);
    }

    PlanView plan(Request request) {
        try {
            return Views.plan(control.plan(request));
        } catch (Refused e) {
            // Without its cause: clients need not have svff's classes, and the serial filter would not let them in.
            throw new IllegalStateException("REFUSED: " + e.trouble());
        }
    }

    /** A VF by name, or any free one of a PF. */
    static VfChoice vfChoice(String text) {
        return text.indexOf('/') >= 0
                ? new VfChoice.Named(VfName.parse(text))
                : new VfChoice.AnyOf(PciAddress.parse(text));
    }

    static Optional<String> given(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    static Set<BindingId> bindings(String[] names) {
        return Arrays.stream(names).map(BindingId::parse).collect(Collectors.toSet());
    }

    /** Reads {@code BINDING=VF}. */
    static Map<BindingId, VfName> moves(String[] texts) {
        Map<BindingId, VfName> moves = new HashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no move; one looks like web-1/svff-0=0000:03:00.0/1");
            }
            moves.put(BindingId.parse(text.substring(0, equals)), VfName.parse(text.substring(equals + 1)));
        }
        return moves;
    }

    static Set<BindingId> ids(Collection<Binding> bindings) {
        return bindings.stream().map(Binding::id).collect(Collectors.toSet());
    }
}
