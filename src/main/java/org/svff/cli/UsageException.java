package org.svff.cli;

/** What was typed makes no sense; the message says what does. Ends with exit code 2. */
final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
