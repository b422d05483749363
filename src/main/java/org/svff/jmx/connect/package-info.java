/**
 * How clients come in: the JMXMP and RMI connectors with their bounds, TLS, passwords, and what may be deserialised.
 * Nothing here decides what a caller may do; it says who he is.
 */
@NullMarked
package org.svff.jmx.connect;

import org.jspecify.annotations.NullMarked;
