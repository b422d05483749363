/** The way to the agent: open types read into the model, one subscription, few calls, none on Swing's thread. */
@NullMarked
package org.svff.jconsole.link;

import org.jspecify.annotations.NullMarked;
