package org.svff.cli;

/** How commands end. */
final class ExitCode {
    static final int DONE = 0;
    static final int REFUSED_OR_FAILED = 1;
    static final int USAGE = 2;

    private ExitCode() {}
}
