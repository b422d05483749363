/** From a world and a request to ordered steps, computed without touching anything. */
@NullMarked
package org.svff.plan;

import org.jspecify.annotations.NullMarked;
