/**
 * svff's tab in JConsole. {@code model} is what is shown, as values and pure functions; {@code link} gets it from the
 * agent over JConsole's own connection; {@code view} draws it. Each may know those before it.
 */
@NullMarked
package org.svff.jconsole;

import org.jspecify.annotations.NullMarked;
