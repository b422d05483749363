/** The story that {@code svff demo} and {@code svff rig demo} tell. */
@NullMarked
package org.svff.cli.demo;

import org.jspecify.annotations.NullMarked;
