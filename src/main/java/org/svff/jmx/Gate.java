package org.svff.jmx;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectInstance;
import javax.management.ObjectName;
import javax.management.remote.MBeanServerForwarder;
import org.jspecify.annotations.Nullable;
import org.svff.access.Caller;
import org.svff.access.Callers;
import org.svff.access.Role;
import org.svff.access.Scope;
import org.svff.audit.AuditEntry;
import org.svff.audit.AuditLog;

/**
 * Stands between remote clients and the MBean server: the one place where it is decided what they may. Lets through what
 * is named here and in {@link Rules}, for callers who are known, and nothing else. So nobody makes an MBean of a class of
 * his choice, or writes a heap dump to a path of his choice. What is refused is on record.
 */
final class Gate implements InvocationHandler {
    /** A connector's own doing, for itself: they name class loaders, which no client ever sees. */
    private static final Set<String> CONNECTORS_OWN = Set.of("getClassLoaderFor", "getClassLoaderRepository");

    private static final String BROADCASTER = "javax.management.NotificationBroadcaster";

    private static final Set<String> READING_AT_LARGE = Set.of("getMBeanCount", "getDefaultDomain", "getDomains");

    /**
     * What is read of one MBean, named by the first argument. Whoever wants to listen is asked this way, too: connectors
     * listen for their clients, and first ask whether the MBean is one that emits notifications.
     */
    private static final Set<String> READING = Set.of("getMBeanInfo", "getObjectInstance", "isInstanceOf");

    private final Callers callers;
    private final AuditLog audit;
    private @Nullable MBeanServer server;

    private Gate(Callers callers, AuditLog audit) {
        this.callers = callers;
        this.audit = audit;
    }

    static MBeanServerForwarder create(Callers callers, AuditLog audit) {
        return (MBeanServerForwarder) Proxy.newProxyInstance(
                Gate.class.getClassLoader(), new Class<?>[] {MBeanServerForwarder.class}, new Gate(callers, audit));
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
            default -> judge(method, args);
        };
    }

    private static Object[] arguments(Object @Nullable [] args) {
        return args == null ? new Object[1] : args;
    }

    private @Nullable Object judge(Method method, Object @Nullable [] args) throws Throwable {
        String call = method.getName();
        if (CONNECTORS_OWN.contains(call)) {
            return pass(method, args);
        }
        if (isBuffers(call, arguments(args))) {
            return forNotifications(method, args);
        }
        Caller caller = callers.current().orElse(null);
        if (caller == null) {
            throw refused(new Caller("", Role.MONITOR, Scope.ALL, ""), call, args, "nobody is known to call");
        }
        if (READING_AT_LARGE.contains(call)) {
            return pass(method, args);
        }
        if (call.equals("queryNames") || call.equals("queryMBeans")) {
            return query(caller, method, args);
        }
        if (!(arguments(args)[0] instanceof ObjectName mbean)) {
            throw refused(caller, call, args, "it is not open to remote callers");
        }
        return switch (call) {
            case "isRegistered" -> Rules.isReadable(mbean) ? pass(method, args) : false;
            case "getAttribute" -> {
                Role needed = Rules.attribute(mbean, String.valueOf(arguments(args)[1]));
                yield readable(mbean) && caller.role().includes(needed)
                        ? pass(method, args)
                        : refuse(caller, call, args, "it needs the role " + needed);
            }
            case "getAttributes" -> attributes(caller, mbean, method, args);
            case "invoke" -> operation(caller, mbean, method, args);
            default ->
                READING.contains(call) && readable(mbean)
                        ? pass(method, args)
                        : refuse(caller, call, args, "it is not open to remote callers");
        };
    }

    private static boolean readable(ObjectName mbean) {
        return Rules.isReadable(mbean);
    }

    /** Those that may be read; the others are left out, as the MBean server does with those that fail. */
    private @Nullable Object attributes(Caller caller, ObjectName mbean, Method method, Object @Nullable [] args)
            throws Throwable {
        if (!readable(mbean) || !(arguments(args)[1] instanceof String[] names)) {
            return refuse(caller, "getAttributes", args, "it is not open to remote callers");
        }
        String[] allowed = Arrays.stream(names)
                .filter(a -> caller.role().includes(Rules.attribute(mbean, a)))
                .toArray(String[]::new);
        return pass(method, new Object[] {mbean, allowed});
    }

    /**
     * By name and pattern only: an expression would read attributes inside the MBean server, past this gate. What may not
     * be read is not found.
     */
    private Object query(Caller caller, Method method, Object @Nullable [] args) throws Throwable {
        Object expression = arguments(args)[1];
        if (expression != null && !(expression instanceof ObjectName)) {
            throw refused(caller, method.getName(), null, "queries are by name only");
        }
        return readableOf(pass(method, args));
    }

    private static Set<?> readableOf(@Nullable Object found) {
        return (found instanceof Set<?> set ? set : Set.of())
                .stream()
                        .filter(o ->
                                Rules.isReadable(o instanceof ObjectInstance i ? i.getObjectName() : (ObjectName) o))
                        .collect(Collectors.toSet());
    }

    /**
     * Whether a connector does it for its buffer of notifications, on behalf of no client and on any thread: it looks for
     * what emits them, and listens to it. No client can send an object of the buffer's package (see SerialFilter).
     */
    private boolean isBuffers(String call, Object[] args) {
        return switch (call) {
            case "queryNames", "addNotificationListener", "removeNotificationListener" -> isBuffers(args[1]);
            case "isInstanceOf" ->
                BROADCASTER.equals(args[1])
                        && args[0] instanceof ObjectName mbean
                        && (Rules.isReadable(mbean) || callers.current().isEmpty());
            default -> false;
        };
    }

    private static boolean isBuffers(@Nullable Object object) {
        String type = object == null ? "" : object.getClass().getName();
        return type.startsWith("com.sun.jmx.remote.opt.internal.ArrayNotificationBuffer$")
                || type.startsWith("com.sun.jmx.remote.internal.ArrayNotificationBuffer$");
    }

    /** What may not be read is not listened to; it was nobody who asked, so that is not put on record. */
    private @Nullable Object forNotifications(Method method, Object @Nullable [] args) throws Throwable {
        if (method.getName().equals("queryNames")) {
            return readableOf(pass(method, args));
        }
        if (arguments(args)[0] instanceof ObjectName mbean && Rules.isReadable(mbean)) {
            return pass(method, args);
        }
        throw new SecurityException(arguments(args)[0] + " is not open to remote callers");
    }

    private @Nullable Object operation(Caller caller, ObjectName mbean, Method method, Object @Nullable [] args)
            throws Throwable {
        String operation = String.valueOf(arguments(args)[1]);
        List<?> given = arguments(args)[2] instanceof Object[] list ? Arrays.asList(list) : List.of();
        MBeanServer behind = server;
        if (!readable(mbean) || behind == null) {
            return refuse(caller, operation, args, "it is not open to remote callers");
        }
        Role needed = Rules.operation(mbean, operation, given, behind.getMBeanInfo(mbean))
                .orElse(null); // an MBean that is not there ends this with the server's own exception
        if (needed == null) {
            return refuse(caller, operation, args, "it is not open to remote callers");
        }
        if (!caller.role().includes(needed)) {
            return refuse(
                    caller,
                    operation,
                    args,
                    "it needs the role " + needed + ", and " + caller.name() + " is " + caller.role());
        }
        return pass(method, args);
    }

    private @Nullable Object refuse(Caller caller, String call, Object @Nullable [] args, String why) {
        throw refused(caller, call, args, why);
    }

    private SecurityException refused(Caller caller, String call, Object @Nullable [] args, String why) {
        String mbean = arguments(args)[0] instanceof ObjectName name ? name.toString() : "";
        audit.tell(AuditEntry.refusal(caller.name(), caller.from(), call, mbean, why));
        return new SecurityException(
                "REFUSED: " + (mbean.isEmpty() ? "" : mbean + ": ") + "cannot call " + call + ": " + why);
    }

    private @Nullable Object pass(Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(server, args);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
