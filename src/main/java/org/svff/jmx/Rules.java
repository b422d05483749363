package org.svff.jmx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.ObjectName;
import org.svff.access.Role;

/**
 * What each call needs: the one table of it. What is not in it is not open to anybody: a new operation that changes
 * something needs a line here (a test says so).
 */
final class Rules {
    /** The operations that change something, by MBean type. Those that change nothing say so, and need a monitor. */
    private static final Map<String, Map<String, Role>> OPERATIONS = Map.of(
            "PhysicalFunction",
            Map.of(
                    "pause", Role.OPERATOR,
                    "resume", Role.OPERATOR,
                    "reconfigure", Role.OPERATOR,
                    "reconfigureWith", Role.OPERATOR,
                    "recreate", Role.OPERATOR,
                    "reconfigureQueues", Role.OPERATOR,
                    "reconfigureAllowingReplug", Role.ADMINISTRATOR,
                    "program", Role.ADMINISTRATOR,
                    "programWith", Role.ADMINISTRATOR),
            "VirtualFunction",
            Map.of(
                    "attach", Role.OPERATOR,
                    "attachAs", Role.OPERATOR,
                    "detach", Role.OPERATOR,
                    "pause", Role.OPERATOR,
                    "resume", Role.OPERATOR,
                    "reconfigure", Role.OPERATOR,
                    "reconfigureSettings", Role.OPERATOR),
            "VirtualMachine",
            Map.of(
                    "attach", Role.OPERATOR,
                    "attachAs", Role.OPERATOR,
                    "pause", Role.OPERATOR,
                    "resume", Role.OPERATOR),
            "Binding",
            Map.of(
                    "pause", Role.OPERATOR,
                    "resume", Role.OPERATOR,
                    "reconfigure", Role.OPERATOR,
                    "detach", Role.OPERATOR,
                    "reconfigureAllowingReplug", Role.ADMINISTRATOR),
            "Agent",
            Map.of("importWanted", Role.ADMINISTRATOR, "restore", Role.ADMINISTRATOR, "forget", Role.ADMINISTRATOR),
            "Operations",
            Map.of("cancel", Role.OPERATOR),
            "Policy",
            Map.of("enable", Role.ADMINISTRATOR, "disable", Role.ADMINISTRATOR, "apply", Role.ADMINISTRATOR));

    /** MBeans of others that may be read: what monitoring reads of every JVM. */
    private static final Set<String> READABLE_DOMAINS = Set.of(Names.DOMAIN, "java.lang", "java.nio");

    private static final String DELEGATE = "JMImplementation:type=MBeanServerDelegate";

    /** Attributes that tell how the agent was started, in which there may be secrets. */
    private static final Set<String> ADMINISTRATORS_ATTRIBUTES =
            Set.of("SystemProperties", "InputArguments", "ClassPath", "BootClassPath", "LibraryPath");

    private Rules() {}

    /** The role that an operation needs; empty when it is open to nobody. */
    static Optional<Role> operation(ObjectName mbean, String operation, List<?> arguments, MBeanInfo info) {
        if (!Names.DOMAIN.equals(mbean.getDomain())) {
            return Optional.empty();
        }
        Role listed = OPERATIONS
                .getOrDefault(String.valueOf(mbean.getKeyProperty("type")), Map.of())
                .get(operation);
        if (listed != null) {
            return Optional.of(allowsReplug(operation, arguments) ? Role.ADMINISTRATOR : listed);
        }
        List<MBeanOperationInfo> found = Arrays.stream(info.getOperations())
                .filter(o -> o.getName().equals(operation))
                .toList();
        boolean changesNothing =
                !found.isEmpty() && found.stream().allMatch(o -> o.getImpact() == MBeanOperationInfo.INFO);
        return changesNothing ? Optional.of(Role.MONITOR) : Optional.empty();
    }

    /** Whatever is not clearly no is a yes. */
    private static boolean allowsReplug(String operation, List<?> arguments) {
        return switch (operation) {
            case "reconfigureWith" -> !(arguments.size() == 4 && Boolean.FALSE.equals(arguments.get(1)));
            case "reconfigureQueues" -> !(arguments.size() == 2 && Boolean.FALSE.equals(arguments.get(1)));
            case "recreate" -> !(arguments.size() == 1 && Boolean.FALSE.equals(arguments.get(0)));
            default -> false;
        };
    }

    /** Whether remote callers may know of this MBean at all. */
    static boolean isReadable(ObjectName mbean) {
        return READABLE_DOMAINS.contains(mbean.getDomain()) || mbean.toString().equals(DELEGATE);
    }

    /** The role that reading an attribute needs. */
    static Role attribute(ObjectName mbean, String attribute) {
        boolean ours = Names.DOMAIN.equals(mbean.getDomain());
        return !ours && ADMINISTRATORS_ATTRIBUTES.contains(attribute) ? Role.ADMINISTRATOR : Role.MONITOR;
    }
}
