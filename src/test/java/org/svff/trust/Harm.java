package org.svff.trust;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for a class that does harm when it is deserialised. */
public final class Harm implements Serializable {
    public static final AtomicInteger DONE = new AtomicInteger();

    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        DONE.incrementAndGet();
    }
}
