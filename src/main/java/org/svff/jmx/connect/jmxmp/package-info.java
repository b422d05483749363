/** What JConsole finds by its place: the provider of JMXMP connectors that knows TLS and passwords. */
@NullMarked
package org.svff.jmx.connect.jmxmp;

import org.jspecify.annotations.NullMarked;
