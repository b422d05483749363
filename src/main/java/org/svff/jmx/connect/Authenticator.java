package org.svff.jmx.connect;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.svff.access.Access;
import org.svff.access.BackOff;
import org.svff.access.User;
import org.svff.access.Users;
import org.svff.audit.AuditEntry;
import org.svff.audit.AuditLog;

/** Checks passwords for all connectors: slows guessing, keeps record, and leaves processors for the agent's work. */
public final class Authenticator {
    /** Hashing is work on purpose: strangers get no more of the machine than this. */
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final Access access;
    private final AuditLog audit;
    private final BackOff backOff = new BackOff(() -> System.nanoTime() / 1_000_000);
    private final Semaphore hashing = new Semaphore(AT_ONCE, true);

    public Authenticator(Access access, AuditLog audit) {
        this.access = access;
        this.audit = audit;
    }

    Access access() {
        return access;
    }

    /**
     * The user whose name and password these are.
     *
     * @param by how he came, for the record: {@code TLS SASL/PLAIN}
     */
    Optional<User> authenticate(String name, char[] password, String from, String by) {
        Optional<Users> users = access.users();
        if (users.isEmpty()) {
            return Optional.empty();
        }
        Duration wait = backOff.wait(name, from);
        if (!wait.isZero()) {
            audit.tell(AuditEntry.authentication(
                    name, from, by, false, "too many failures; unheard for " + wait.toMillis() + " ms"));
            return Optional.empty();
        }
        Optional<User> user = hashed(users.get(), name, password);
        if (user.isPresent()) {
            backOff.succeeded(name, from);
            audit.tell(AuditEntry.authentication(name, from, by, true, ""));
        } else {
            backOff.failed(name, from);
            audit.tell(AuditEntry.authentication(name, from, by, false, "wrong name or password"));
        }
        return user;
    }

    private Optional<User> hashed(Users users, String name, char[] password) {
        hashing.acquireUninterruptibly(); // each holder computes for less than a second, and waits for nothing
        try {
            return users.authenticate(name, password);
        } finally {
            hashing.release();
        }
    }

    /** Somebody was let in without a name, or got no further than the door. */
    void tell(String from, String by, boolean let, String why) {
        audit.tell(AuditEntry.authentication("", from, by, let, why));
    }
}
