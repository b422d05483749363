package org.svff.jmx;

import java.io.ObjectInputFilter;

/**
 * The process-wide filter of what may be deserialised. JMXMP reads serialised objects before it knows who sends them, so
 * without this filter anybody who reaches the port could make the agent construct any class on its class path.
 */
final class SerialFilter implements ObjectInputFilter {
    /** What JMXMP and open types are made of; everything else is refused. Limits bound memory and time. */
    static final String PATTERN = "maxdepth=30;maxarray=100000;maxrefs=1000000;maxbytes=33554432;"
            + "!javax.management.BadAttributeValueExpException;!javax.management.loading.**;"
            + "javax.management.**;java.lang.*;java.util.*;javax.security.auth.Subject;!*";

    /** JMXMP wraps values in arrays of bytes: the snapshot of a large host is one of some megabytes. */
    private static final int LONGEST_WRAPPING = 32 << 20;

    private final ObjectInputFilter pattern = ObjectInputFilter.Config.createFilter(PATTERN);

    private SerialFilter() {}

    /**
     * Puts the filter in force, once for the process.
     *
     * @throws IllegalStateException when another filter is in force: then nobody knows what it lets through
     */
    static synchronized void install() {
        ObjectInputFilter present = ObjectInputFilter.Config.getSerialFilter();
        if (present == null) {
            ObjectInputFilter.Config.setSerialFilter(new SerialFilter());
        } else if (!(present instanceof SerialFilter)) {
            throw new IllegalStateException("another serial filter is in force (jdk.serialFilter): " + present);
        }
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.serialClass() == byte[].class) {
            return info.arrayLength() <= LONGEST_WRAPPING ? Status.ALLOWED : Status.REJECTED;
        }
        return pattern.checkInput(info);
    }

    @Override
    public String toString() {
        return PATTERN;
    }
}
