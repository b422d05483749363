/** The agent's configuration: every option with its type, default and documentation, and where each value came from. */
@NullMarked
package org.svff.config;

import org.jspecify.annotations.NullMarked;
