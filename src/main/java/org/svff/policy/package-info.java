/** The questions that policies answer before a plan may run. */
@NullMarked
package org.svff.policy;

import org.jspecify.annotations.NullMarked;
