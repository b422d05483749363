package org.svff.trust;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/** An RMI client in a process of its own, as others' programs are: prints what came of what it tried. */
public final class RmiProbe {
    private static final BlockingQueue<String> HEARD = new LinkedBlockingQueue<>();

    private RmiProbe() {}

    /** PORT TLS|PLAIN USER PASSWORD WHAT. */
    @SuppressWarnings("BanJNDI") // that is how clients of RMI come; the address is this test's own
    public static void main(String[] args) {
        Map<String, Object> env = new HashMap<>();
        if (args[1].equals("TLS")) {
            env.put("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory());
        }
        Object credentials = args[2].equals("gadget") ? new Harm() : new String[] {args[2], args[3]};
        if (!args[2].isEmpty()) {
            env.put(JMXConnector.CREDENTIALS, credentials);
        }
        try {
            JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + args[0] + "/jmxrmi");
            try (JMXConnector connector = JMXConnectorFactory.connect(url, env)) {
                MBeanServerConnection connection = connector.getMBeanServerConnection();
                if (args[4].equals("talk")) {
                    talk(connection);
                } else {
                    System.out.println("DONE " + attempt(connection, args[4]));
                }
            }
        } catch (Exception e) {
            System.out.println("FAILED " + e);
        }
    }

    /** Tries what is said, line by line, on one connection. */
    private static void talk(MBeanServerConnection connection) throws IOException {
        System.out.println("DONE connected");
        BufferedReader said = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String what = said.readLine(); what != null; what = said.readLine()) {
            try {
                System.out.println("DONE " + attempt(connection, what));
            } catch (Exception e) {
                System.out.println("FAILED " + e.toString().lines().findFirst().orElse(""));
            }
        }
    }

    private static Object attempt(MBeanServerConnection connection, String what) throws Exception {
        ObjectName agent = new ObjectName("svff:type=Agent");
        ObjectName pf = new ObjectName("svff:type=PhysicalFunction,pf=pci_0000_03_00_0");
        return switch (what) {
            case "read" -> connection.getAttribute(agent, "PfCount");
            case "listen" -> {
                connection.addNotificationListener(agent, (n, h) -> HEARD.add(n.getType()), null, null);
                yield "listening";
            }
            case "heard" -> HEARD.poll(30, TimeUnit.SECONDS);
            case "a long text" -> refresh(connection, "x".repeat(2 << 20));
            case "many objects" -> refresh(connection, new ArrayList<>(Collections.nCopies(19_000, new ArrayList<>())));
            case "10 long names" -> {
                for (int i = 0; i < 10; i++) {
                    try {
                        connection.invoke(
                                new ObjectName("svff:type=Operations"),
                                "operation",
                                new Object[] {"x".repeat(900_000)},
                                new String[] {"java.lang.String"});
                    } catch (JMException | RuntimeException e) {
                        continue; // there is no such operation
                    }
                    throw new IllegalStateException("there is an operation of that name");
                }
                yield "asked";
            }
            case "3000 questions" -> {
                for (int i = 0; i < 3000; i++) {
                    if (!connection.isRegistered(agent)) {
                        throw new IllegalStateException("the agent is gone");
                    }
                }
                yield "asked";
            }
            case "reconfigure" -> {
                connection.invoke(pf, "reconfigure", new Object[] {3}, new String[] {"int"});
                yield connection.getAttribute(pf, "NumVfs");
            }
            case "create" -> connection.createMBean("javax.management.timer.Timer", new ObjectName("x:type=T"));
            case "gadget" ->
                connection.invoke(agent, "refresh", new Object[] {new Harm()}, new String[] {Harm.class.getName()});
            case "wait" -> {
                Thread.sleep(18_000); // longer than strangers may stay
                yield "waited";
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static Object refresh(MBeanServerConnection connection, Object sent) throws Exception {
        return connection.invoke(new ObjectName("svff:type=Agent"), "refresh", new Object[] {sent}, new String[] {
            sent.getClass().getName()
        });
    }
}
