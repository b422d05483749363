package org.svff.jmx;

import java.util.List;
import org.svff.jmx.view.Description;
import org.svff.jmx.view.ReportView;

/** Operations, running and past. */
@Description("The agent's operations, running and past.")
@AttributeOrder({"Running", "Last", "Completed", "Failed", "Refused"})
public interface OperationsMXBean {
    @Description("Operations that run now")
    @Unit("operations")
    int getRunning();

    @Description("Operations since the agent started that ended as asked")
    @Unit(value = "operations", type = Unit.COUNTER)
    long getCompleted();

    @Description("Operations since the agent started that failed, wholly or in part")
    @Unit(value = "operations", type = Unit.COUNTER)
    long getFailed();

    @Description("Operations since the agent started that were refused, nothing touched")
    @Unit(value = "operations", type = Unit.COUNTER)
    long getRefused();

    @Description("How the last operation ended; empty before the first")
    String getLast();

    @Description("The newest operations first, running ones included")
    @ReadOnly
    List<ReportView> history(@Description("At most so many, 1 to 1000") int n);

    @Description("What became of an operation, or how far it is")
    @ReadOnly
    ReportView operation(@Description("The operation's id, as reports and notifications give it") String id);

    @Description(
            "Asks a running operation to stop at its next stage and take back what it did; false when it is over or can no longer be taken back")
    boolean cancel(@Description("The operation's id, as reports and notifications give it") String id);
}
