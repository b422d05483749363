/** VMs as libvirt's domains. */
@NullMarked
package org.svff.vm.libvirt;

import org.jspecify.annotations.NullMarked;
