/** The guest side: virtual machines, reached through QMP. */
@NullMarked
package org.svff.vm;

import org.jspecify.annotations.NullMarked;
