/** Puts the agent's parts together. */
@NullMarked
package org.svff.agent;

import org.jspecify.annotations.NullMarked;
