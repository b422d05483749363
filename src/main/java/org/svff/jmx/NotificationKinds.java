package org.svff.jmx;

import java.util.Arrays;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import org.svff.engine.EventType;

/** Which notifications each kind of MBean emits. */
final class NotificationKinds {
    private NotificationKinds() {}

    static MBeanNotificationInfo[] of(Class<?> type) {
        if (type == AgentMXBean.class) {
            String[] all = Arrays.stream(EventType.values()).map(EventType::id).toArray(String[]::new);
            return new MBeanNotificationInfo[] {
                new MBeanNotificationInfo(all, Notification.class.getName(), "Everything that happens on this host")
            };
        }
        if (type == OperationsMXBean.class) {
            String[] operations = Arrays.stream(EventType.values())
                    .map(EventType::id)
                    .filter(id -> id.startsWith("svff.operation."))
                    .toArray(String[]::new);
            return new MBeanNotificationInfo[] {
                new MBeanNotificationInfo(operations, Notification.class.getName(), "An operation's way")
            };
        }
        return new MBeanNotificationInfo[] {
            new MBeanNotificationInfo(
                    new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                    AttributeChangeNotification.class.getName(),
                    "An attribute has another value")
        };
    }
}
