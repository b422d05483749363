package org.svff.jconsole.link;

import java.io.IOException;
import java.util.Optional;
import javax.management.JMException;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.Operations;
import org.svff.jconsole.model.Picture;
import org.svff.jconsole.model.User;

/** What a look at the agent shows: the host, and now and then the rest, of which else events tell, or nothing does. */
record Seen(Host host, Optional<Operations> operations, Optional<User> user) {
    static Seen host(Calls calls) throws IOException, JMException {
        return new Seen(calls.snapshot(), Optional.empty(), Optional.empty());
    }

    static Seen all(Calls calls) throws IOException, JMException {
        return new Seen(calls.snapshot(), Optional.of(calls.history()), Optional.of(calls.user()));
    }

    /** The picture with all of it but the host. */
    Picture rest(Picture picture) {
        Picture told = operations.map(picture::with).orElse(picture);
        return user.map(told::with).orElse(told);
    }
}
