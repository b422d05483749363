/**
 * Who may do what: users with hashed passwords, their roles, and the VMs and PFs that a user is kept to. Knows nothing of
 * how callers come in.
 */
@NullMarked
package org.svff.access;

import org.jspecify.annotations.NullMarked;
