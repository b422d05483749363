/** What is on the screen. All of it runs on Swing's thread, and none of it waits there. */
@NullMarked
package org.svff.jconsole.view;

import org.jspecify.annotations.NullMarked;
