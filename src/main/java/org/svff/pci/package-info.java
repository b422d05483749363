/** Values of the PCI world: addresses, ids, names. Knows no other package. */
@NullMarked
package org.svff.pci;

import org.jspecify.annotations.NullMarked;
