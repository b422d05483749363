package org.svff.jmx;

import java.util.List;
import org.svff.engine.Control;
import org.svff.engine.Report;
import org.svff.jmx.view.ReportView;

/** The MBean of the operations. */
final class OperationsBean implements OperationsMXBean {
    private static final int MOST = 1000;

    private final Actions actions;
    private final Control control;

    OperationsBean(Actions actions) {
        this.actions = actions;
        this.control = actions.control();
    }

    @Override
    public int getRunning() {
        return control.counts().running();
    }

    @Override
    public long getCompleted() {
        return control.counts().completed();
    }

    @Override
    public long getFailed() {
        return control.counts().failed();
    }

    @Override
    public long getRefused() {
        return control.counts().refused();
    }

    @Override
    public String getLast() {
        return control.history(1).stream().findFirst().map(OperationsBean::line).orElse("");
    }

    private static String line(Report r) {
        return r.id() + ": " + r.request() + ": " + r.outcome() + " after "
                + r.duration().toMillis() + " ms";
    }

    @Override
    public List<ReportView> history(int n) {
        if (n < 1 || n > MOST) {
            throw new IllegalArgumentException("n is " + n + "; ask for 1 to " + MOST);
        }
        return control.history(n).stream().map(Views::report).toList();
    }

    @Override
    public ReportView operation(String id) {
        return control.operation(id)
                .map(Views::report)
                .orElseThrow(() -> new IllegalArgumentException("no operation '" + id + "' is remembered"));
    }

    @Override
    public boolean cancel(String id) {
        return actions.cancel(id);
    }
}
