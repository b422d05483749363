/** Checks of a host: what svff needs of it, whether it is there, and how to mend what is not. */
@NullMarked
package org.svff.cli.doctor;

import org.jspecify.annotations.NullMarked;
