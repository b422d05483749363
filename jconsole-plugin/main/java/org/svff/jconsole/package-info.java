/** The home of svff's tab in JConsole. Nothing is here yet; JConsole's own MBeans tab works without it. */
@NullMarked
package org.svff.jconsole;

import org.jspecify.annotations.NullMarked;
