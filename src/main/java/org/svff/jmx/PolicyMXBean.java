package org.svff.jmx;

import java.util.List;
import org.svff.jmx.view.Description;
import org.svff.jmx.view.PolicyPlanView;
import org.svff.jmx.view.PolicyReportView;
import org.svff.jmx.view.RuleView;

/** One policy that the agent keeps, by name. Attributes come from the agent's memory; none reads the file. */
@Description("A policy that the agent keeps: a file of its policy folder.")
@AttributeOrder({"Enabled", "Error", "Violations", "Denials", "LastDenial", "LastEvaluation", "Name", "File", "Sha256"})
public interface PolicyMXBean {
    @Description("Its name: that of its file, without the ending")
    String getName();

    @Description("Path of its file")
    String getFile();

    @Description("SHA-256 of the text in force, in hexadecimal; empty when none is in force")
    String getSha256();

    @Description("Whether it is kept; a disabled one neither allows nor denies anything")
    boolean isEnabled();

    @Description("When it was last held against a request or the host, ISO 8601 in UTC; empty when it was not yet")
    String getLastEvaluation();

    @Description("Why its file cannot be used, with file and line; empty when it can")
    String getError();

    @Description("What of the host is not as it says now, each with file and line")
    String[] getViolations();

    @Description("Requests that it refused since the agent started")
    @Unit(value = "requests", type = Unit.COUNTER)
    long getDenials();

    @Description("The last request that it refused, and why; empty when there was none")
    String getLastDenial();

    @Description("Keeps it again")
    void enable();

    @Description("Keeps it no more, until it is enabled or the agent starts again; its file stays as it is")
    void disable();

    @Description("What it would change, each change with file and line; touches nothing")
    @ReadOnly
    PolicyPlanView plan();

    @Description("Makes the changes that plan tells; stops at the first that is refused or fails")
    PolicyReportView apply();

    @Description("Which of its rules are about something, what they allow, and how much of it is used; touches nothing")
    @ReadOnly
    List<RuleView> explain(
            @Description("A VM by name, a VF by name (0000:03:00.0/2), or a PF by address (0000:03:00.0)") String what);
}
