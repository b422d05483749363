/** The record of who did what: lines of JSON in a chain of hashes, in files that are only appended to. */
@NullMarked
package org.svff.audit;

import org.jspecify.annotations.NullMarked;
