/** The host side: the kernel's SR-IOV, VFIO and driver files behind the seam {@link org.svff.host.Sysfs}. */
@NullMarked
package org.svff.host;

import org.jspecify.annotations.NullMarked;
