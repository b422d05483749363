package org.svff.jconsole.link;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanException;
import javax.management.RuntimeErrorException;
import javax.management.RuntimeMBeanException;

/** What went wrong in a call, for operators. */
public final class Wrong {
    private Wrong() {}

    /** The cause beneath what JMX and threads have wrapped around it. */
    static Throwable cause(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause instanceof MBeanException
                        || cause instanceof RuntimeMBeanException
                        || cause instanceof RuntimeErrorException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    public static String words(Throwable error) {
        Throwable cause = cause(error);
        if (cause instanceof TimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof InstanceNotFoundException) {
            return "it is no longer there";
        }
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        boolean plain = cause instanceof IllegalStateException
                || cause instanceof IllegalArgumentException
                || cause instanceof SecurityException
                || cause instanceof IOException;
        return plain ? message : cause.getClass().getSimpleName() + ": " + message;
    }
}
