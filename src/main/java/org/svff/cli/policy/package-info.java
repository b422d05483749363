/** The policy language, as the command line knows it. */
@NullMarked
package org.svff.cli.policy;

import org.jspecify.annotations.NullMarked;
