package org.svff.cli;

/** How commands end. */
final class ExitCode {
    static final int DONE = 0;
    static final int REFUSED_OR_FAILED = 1;
    static final int USAGE = 2;
    /** Of a plan of a policy: there is something to change. */
    static final int CHANGES = 3;

    private ExitCode() {}
}
