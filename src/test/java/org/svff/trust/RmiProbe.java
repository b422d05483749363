package org.svff.trust;

import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/** An RMI client in a process of its own, as others' programs are: prints what came of what it tried. */
public final class RmiProbe {
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
                System.out.println("DONE " + attempt(connector.getMBeanServerConnection(), args[4]));
            }
        } catch (Exception e) {
            System.out.println("FAILED " + e);
        }
    }

    private static Object attempt(MBeanServerConnection connection, String what) throws Exception {
        ObjectName agent = new ObjectName("svff:type=Agent");
        ObjectName pf = new ObjectName("svff:type=PhysicalFunction,pf=pci_0000_03_00_0");
        return switch (what) {
            case "read" -> connection.getAttribute(agent, "PfCount");
            case "listen" -> {
                connection.addNotificationListener(agent, (n, h) -> {}, null, null);
                yield "listening";
            }
            case "reconfigure" -> {
                connection.invoke(pf, "reconfigure", new Object[] {3}, new String[] {"int"});
                yield connection.getAttribute(pf, "NumVfs");
            }
            case "create" -> connection.createMBean("javax.management.timer.Timer", new ObjectName("x:type=T"));
            case "gadget" ->
                connection.invoke(agent, "refresh", new Object[] {new Harm()}, new String[] {Harm.class.getName()});
            default -> throw new IllegalArgumentException(what);
        };
    }
}
