/** The immutable model: what the kernel and QEMU answered, joined into one snapshot. */
@NullMarked
package org.svff.world;

import org.jspecify.annotations.NullMarked;
