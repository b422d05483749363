/** Live screens: a terminal that is taken, drawn on, and given back as it was. */
@NullMarked
package org.svff.cli.live;

import org.jspecify.annotations.NullMarked;
