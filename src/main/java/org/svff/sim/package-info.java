/** A mock kernel and QMP servers on real sockets: the far side of the two seams. */
@NullMarked
package org.svff.sim;

import org.jspecify.annotations.NullMarked;
