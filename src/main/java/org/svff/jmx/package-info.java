/**
 * The agent's face to JMX: MXBeans, notifications, the connector that serves them and the client that calls them.
 *
 * <p>How an operation tells its end, for JConsole users and scripts alike. Done, or nothing to do: it returns a report.
 * Still running when the agent's wait is over: it returns a report whose outcome is {@code RUNNING}. Refused or failed:
 * it throws {@link IllegalStateException} with the trouble's text, so that nobody takes it for success, and the text
 * ends with {@code [operation ID]}, by which {@link org.svff.jmx.OperationsMXBean#operation} gives the full report. A
 * parameter that cannot be read is an {@link IllegalArgumentException}. No class of ours is needed to read any of it.
 *
 * <p>What is absent is an empty text, an empty list, or -1; never null.
 */
@NullMarked
package org.svff.jmx;

import org.jspecify.annotations.NullMarked;
