/** Writes the reference pages: what is known to the program is told once, there, and printed from it. */
@NullMarked
package org.svff.cli.docs;

import org.jspecify.annotations.NullMarked;
