/**
 * What is wanted of this host: VF counts, queues, images and bindings as operators asked for them, kept over restarts of
 * agent and host; how the world differs from it; and what would make it so again. It says nothing about what is.
 */
@NullMarked
package org.svff.state;

import org.jspecify.annotations.NullMarked;
