/** What commands print: text for people, aligned and coloured where they look, and JSON for programs. */
@NullMarked
package org.svff.cli.print;

import org.jspecify.annotations.NullMarked;
