/** The home of the policy language: Groovy scripts that call the agent's MBeans. Nothing is here yet. */
@NullMarked
package org.svff.dsl;

import org.jspecify.annotations.NullMarked;
