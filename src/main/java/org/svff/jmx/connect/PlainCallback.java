package org.svff.jmx.connect;

import javax.security.auth.callback.Callback;

/** Asks whether a password is a user's. */
final class PlainCallback implements Callback {
    private final String user;
    private final char[] password;
    private boolean accepted;

    PlainCallback(String user, char[] password) {
        this.user = user;
        this.password = password;
    }

    String user() {
        return user;
    }

    char[] password() {
        return password;
    }

    void accept() {
        accepted = true;
    }

    boolean isAccepted() {
        return accepted;
    }
}
