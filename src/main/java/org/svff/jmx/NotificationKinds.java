package org.svff.jmx;

import java.util.Arrays;
import java.util.function.Predicate;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import org.svff.engine.EventType;

/** Which notifications each kind of MBean emits. */
final class NotificationKinds {
    private NotificationKinds() {}

    static MBeanNotificationInfo[] of(Class<?> type) {
        if (type == AgentMXBean.class) {
            return infos(e -> true);
        }
        if (type == OperationsMXBean.class) {
            return infos(e -> e.id().startsWith("svff.operation."));
        }
        return new MBeanNotificationInfo[] {
            new MBeanNotificationInfo(
                    new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                    AttributeChangeNotification.class.getName(),
                    changes(type))
        };
    }

    /** One for each type, so that consoles show what each tells. */
    private static MBeanNotificationInfo[] infos(Predicate<EventType> which) {
        return Arrays.stream(EventType.values())
                .filter(which)
                .map(e ->
                        new MBeanNotificationInfo(new String[] {e.id()}, Notification.class.getName(), e.description()))
                .toArray(MBeanNotificationInfo[]::new);
    }

    /** Which of its attributes an MBean tells changes of; see {@link Notifier}. */
    private static String changes(Class<?> type) {
        if (type == PhysicalFunctionMXBean.class) {
            return "State or NumVfs has another value";
        }
        return (type == VirtualMachineMXBean.class ? "Status" : "State") + " has another value";
    }
}
