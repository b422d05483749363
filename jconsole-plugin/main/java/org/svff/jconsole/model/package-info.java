/** What the tab shows and may do: immutable values, and pure functions of them. Knows neither JMX nor Swing. */
@NullMarked
package org.svff.jconsole.model;

import org.jspecify.annotations.NullMarked;
