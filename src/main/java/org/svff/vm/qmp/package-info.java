/** The QEMU Machine Protocol over a UNIX socket (QEMU: docs/interop/qmp-spec.rst). */
@NullMarked
package org.svff.vm.qmp;

import org.jspecify.annotations.NullMarked;
