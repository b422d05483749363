/** Runs plans: journal, deadlines, parallel steps, rollback, recovery, events. */
@NullMarked
package org.svff.engine;

import org.jspecify.annotations.NullMarked;
