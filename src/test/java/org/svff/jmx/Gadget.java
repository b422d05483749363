package org.svff.jmx;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for a class that does harm when it is deserialised. */
final class Gadget implements Serializable {
    static final AtomicInteger HARM = new AtomicInteger();

    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        HARM.incrementAndGet();
    }
}
