/** The home of the policy language: Groovy scripts that call the agent's MBeans. */
@NullMarked
package org.svff.dsl;

import org.jspecify.annotations.NullMarked;
