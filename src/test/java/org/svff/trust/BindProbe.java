package org.svff.trust;

import java.rmi.Remote;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;

/** Tries to put itself in the agent's place in its RMI registry, to be told passwords. */
public final class BindProbe implements Remote {
    private BindProbe() {}

    /** PORT. */
    public static void main(String[] args) {
        try {
            Registry registry = LocateRegistry.getRegistry("127.0.0.1", Integer.parseInt(args[0]));
            registry.rebind("jmxrmi", UnicastRemoteObject.exportObject(new BindProbe(), 0));
            System.out.println("DONE");
        } catch (Exception e) {
            System.out.println("FAILED " + e);
        }
        System.exit(0);
    }
}
