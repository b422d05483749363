package org.svff.jmx;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.remote.MBeanServerForwarder;
import org.jspecify.annotations.Nullable;

/**
 * Stands between remote clients and the MBean server, and lets through what is named here and nothing else: reading,
 * listening, and the operations of the agent's own MBeans. So nobody makes an MBean of a class of his choice, or writes a
 * heap dump to a path of his choice.
 */
final class Gate implements InvocationHandler {
    private static final Set<String> READING = Set.of(
            "getAttribute",
            "getAttributes",
            "getMBeanCount",
            "getMBeanInfo",
            "getObjectInstance",
            "getDefaultDomain",
            "getDomains",
            "isInstanceOf",
            "isRegistered",
            "queryMBeans",
            "queryNames",
            "addNotificationListener",
            "removeNotificationListener",
            "getClassLoaderFor",
            "getClassLoaderRepository");

    private @Nullable MBeanServer server;

    private Gate() {}

    static MBeanServerForwarder create() {
        return (MBeanServerForwarder) Proxy.newProxyInstance(
                Gate.class.getClassLoader(), new Class<?>[] {MBeanServerForwarder.class}, new Gate());
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a proxy is itself and nothing else
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "setMBeanServer" -> {
                server = (MBeanServer) arguments(args)[0];
                yield null;
            }
            case "getMBeanServer" -> server;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments(args)[0];
            case "toString" -> "svff gate";
            default -> pass(method, args);
        };
    }

    private @Nullable Object pass(Method method, Object @Nullable [] args) throws Throwable {
        check(method.getName(), args);
        try {
            return method.invoke(server, args);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static Object[] arguments(Object @Nullable [] args) {
        return args == null ? new Object[1] : args;
    }

    private static void check(String method, Object @Nullable [] args) {
        boolean ownOperation = method.equals("invoke")
                && arguments(args)[0] instanceof ObjectName name
                && Names.DOMAIN.equals(name.getDomain());
        if (!ownOperation && !READING.contains(method)) {
            throw new SecurityException(method + " is not open to remote clients of svff");
        }
    }
}
