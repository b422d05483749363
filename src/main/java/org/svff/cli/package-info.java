/** The command line: one file for each command. Clients drive a running agent over JMX, as any other client does. */
@NullMarked
package org.svff.cli;

import org.jspecify.annotations.NullMarked;
