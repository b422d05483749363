/** Images (bitstreams) for cards: the folder they come from, and the loaders that load them. */
@NullMarked
package org.svff.image;

import org.jspecify.annotations.NullMarked;
