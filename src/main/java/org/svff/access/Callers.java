package org.svff.access;

import java.lang.reflect.InvocationTargetException;
import java.security.Principal;
import java.util.Optional;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Who calls on this thread. Nobody, unless a connector said so: then nothing is answered. Connectors that hand on no
 * {@link Subject} (JMXMP does not, from JDK 24 on) say it with {@link #enter}; RMI's is asked of the JDK. Thread-safe.
 */
public final class Callers {
    /**
     * Who was let in.
     *
     * @param name a user's, or {@link Caller#LOCAL_NAME}
     * @param from the address
     */
    public record Identity(String name, String from) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    private final Access access;

    @SuppressWarnings("ThreadLocalUsage") // several agents may be in one process, in tests they are
    private final ThreadLocal<Identity> here = new ThreadLocal<>();

    public Callers(Access access) {
        this.access = access;
    }

    public Access access() {
        return access;
    }

    /** From now on this thread works for this one. */
    public void enter(Identity identity) {
        here.set(identity);
    }

    /** From now on this thread works for nobody. */
    public void leave() {
        here.remove();
    }

    /** Who calls, with the rights that he has now; empty when nobody does, or he is no user any more. */
    public Optional<Caller> current() {
        Identity identity = here.get();
        return Optional.ofNullable(identity).or(Callers::fromSubject).flatMap(i -> access.caller(i.name(), i.from()));
    }

    private static Optional<Identity> fromSubject() {
        return Optional.ofNullable(subject())
                .flatMap(s -> s.getPrincipals(Identity.class).stream().findFirst());
    }

    /** From JDK 18 on the subject is asked for in one way, before in another, which JDK 24 took away. */
    @SuppressWarnings("removal")
    private static @Nullable Subject subject() {
        try {
            return (Subject) Subject.class.getMethod("current").invoke(null);
        } catch (NoSuchMethodException e) {
            return Subject.getSubject(java.security.AccessController.getContext());
        } catch (IllegalAccessException | InvocationTargetException e) {
            return null; // then it is nobody's call
        }
    }
}
