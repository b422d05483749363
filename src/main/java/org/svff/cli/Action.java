package org.svff.cli;

import java.util.function.Supplier;
import org.svff.jmx.view.PlanView;
import org.svff.jmx.view.ReportView;

/**
 * Something to be done by the agent, and the plan of it.
 *
 * @param run does it
 * @param plan tells what would be done
 */
record Action(Supplier<ReportView> run, Supplier<PlanView> plan) {}
