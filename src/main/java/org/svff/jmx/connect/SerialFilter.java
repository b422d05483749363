package org.svff.jmx.connect;

import java.io.IOException;
import java.io.ObjectInputFilter;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The process-wide filter of what may be deserialised. JMXMP reads serialised objects before it knows who sends them, so
 * without this filter anybody who reaches the port could make the agent construct any class on its class path. What a
 * server reads is narrower still, by how far the connection has come: the thread that reads says so.
 */
public final class SerialFilter implements ObjectInputFilter {
    /** What clients are answered: open types, notifications, exceptions. Everything else is refused. */
    static final String ANSWERS = "maxdepth=30;maxarray=100000;"
            + "!javax.management.BadAttributeValueExpException;!javax.management.loading.**;"
            + "javax.management.**;java.lang.*;java.util.*;javax.security.auth.Subject;!*";

    /** What somebody may send who has not proved who he is: the messages of the handshake. */
    static final String HANDSHAKE = "maxdepth=4;maxarray=8192;"
            + "javax.management.remote.message.HandshakeBeginMessage;"
            + "javax.management.remote.message.HandshakeEndMessage;"
            + "javax.management.remote.message.HandshakeErrorMessage;"
            + "javax.management.remote.message.VersionMessage;"
            + "javax.management.remote.message.TLSMessage;"
            + "javax.management.remote.message.SASLMessage;!*";

    /** What callers may send: requests, and the values that operations and listeners take. */
    static final String REQUESTS = "maxdepth=12;maxarray=20000;"
            + "javax.management.remote.message.MBeanServerRequestMessage;"
            + "javax.management.remote.message.NotificationRequestMessage;"
            + "javax.management.remote.message.CloseMessage;"
            + "javax.management.ObjectName;javax.management.Attribute;javax.management.AttributeList;"
            + "javax.management.NotificationFilterSupport;javax.management.AttributeChangeNotificationFilter;"
            + "javax.management.relation.MBeanServerNotificationFilter;java.util.ArrayList;java.util.Vector;"
            + "java.lang.Boolean;java.lang.Byte;java.lang.Short;java.lang.Integer;java.lang.Long;java.lang.Float;"
            + "java.lang.Double;java.lang.Character;java.lang.Number;java.lang.String;java.lang.Object;!*";

    /** JMXMP wraps values in arrays of bytes: the snapshot of a large host is one of some megabytes. */
    private static final int LONGEST_ANSWER = 32 << 20;

    /** How many objects one message may be made of. */
    private static final int MOST_OBJECTS = 50_000;

    /** What a thread is reading. */
    private enum Stage {
        HANDSHAKE,
        REQUEST
    }

    private static final class Reading {
        private final Stage stage;
        private int objects;

        Reading(Stage stage) {
            this.stage = stage;
        }
    }

    /** Something that deserialises. */
    interface Read<T> {
        T read() throws IOException, ClassNotFoundException;
    }

    private final ObjectInputFilter answers = ObjectInputFilter.Config.createFilter(ANSWERS);
    private final ObjectInputFilter handshake = ObjectInputFilter.Config.createFilter(HANDSHAKE);
    private final ObjectInputFilter requests = ObjectInputFilter.Config.createFilter(REQUESTS);

    @SuppressWarnings("ThreadLocalUsage") // there is one filter in a process
    private final ThreadLocal<Reading> reading = new ThreadLocal<>();

    private SerialFilter() {}

    /**
     * Puts the filter in force, once for the process.
     *
     * @throws IllegalStateException when another filter is in force: then nobody knows what it lets through
     */
    public static synchronized SerialFilter install() {
        ObjectInputFilter present = ObjectInputFilter.Config.getSerialFilter();
        if (present == null) {
            SerialFilter filter = new SerialFilter();
            ObjectInputFilter.Config.setSerialFilter(filter);
            return filter;
        }
        if (present instanceof SerialFilter filter) {
            return filter;
        }
        throw new IllegalStateException("another serial filter is in force (jdk.serialFilter): " + present);
    }

    /** Reads what somebody sends who is not known yet. */
    <T> T inHandshake(Read<T> read) throws IOException, ClassNotFoundException {
        return at(Stage.HANDSHAKE, read);
    }

    /** Reads what a caller sends. */
    <T> T inRequest(Read<T> read) throws IOException, ClassNotFoundException {
        return at(Stage.REQUEST, read);
    }

    private <T> T at(Stage stage, Read<T> read) throws IOException, ClassNotFoundException {
        Reading outer = reading.get();
        reading.set(new Reading(stage));
        try {
            return read.read();
        } finally {
            if (outer == null) {
                reading.remove();
            } else {
                reading.set(outer);
            }
        }
    }

    @Override
    public Status checkInput(FilterInfo info) {
        Reading now = reading.get();
        if (now == null) {
            return info.serialClass() == byte[].class && info.arrayLength() <= LONGEST_ANSWER
                    ? Status.ALLOWED
                    : answers.checkInput(info);
        }
        if (++now.objects > MOST_OBJECTS) {
            return Status.REJECTED; // counted by message: the stream's own count goes on for the whole connection
        }
        return now.stage == Stage.HANDSHAKE ? handshake(info) : request(info);
    }

    private Status handshake(FilterInfo info) {
        @Nullable Class<?> type = info.serialClass();
        boolean bytes = type == byte[].class && info.arrayLength() <= 8192;
        return bytes ? Status.ALLOWED : handshake.checkInput(info);
    }

    /** A subject to act as is never taken, only the array without any that says so. */
    private Status request(FilterInfo info) {
        @Nullable Class<?> type = info.serialClass();
        if (type == Subject[].class && info.arrayLength() <= 1000) {
            return Status.ALLOWED;
        }
        boolean bytes = type == byte[].class && info.arrayLength() <= Meter.LONGEST_MESSAGE;
        return bytes ? Status.ALLOWED : requests.checkInput(info);
    }

    @Override
    public String toString() {
        return "svff's serial filter";
    }
}
