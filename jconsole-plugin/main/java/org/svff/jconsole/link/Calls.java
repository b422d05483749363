package org.svff.jconsole.link;

import java.io.IOException;
import javax.management.AttributeList;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.relation.MBeanServerNotificationFilter;
import org.svff.jconsole.model.Agent;
import org.svff.jconsole.model.Deed;
import org.svff.jconsole.model.Host;
import org.svff.jconsole.model.Operations;
import org.svff.jconsole.model.Plan;
import org.svff.jconsole.model.Report;
import org.svff.jconsole.model.User;

/** Every call that the tab makes, over one connection. All of them may block: they belong on a {@link Lane}. */
record Calls(MBeanServerConnection connection) {
    private static final int HISTORY = 100;

    /** @throws javax.management.InstanceNotFoundException when there is no agent here */
    void subscribe(NotificationListener listener) throws IOException, JMException {
        connection.addNotificationListener(MBeans.agent(), listener, null, null);
    }

    /** Has the listener told when the agent's MBean comes or goes, and of no other MBean. */
    void subscribeToComing(NotificationListener listener) throws IOException, JMException {
        MBeanServerNotificationFilter agentOnly = new MBeanServerNotificationFilter();
        agentOnly.enableType(MBeanServerNotification.REGISTRATION_NOTIFICATION);
        agentOnly.enableObjectName(MBeans.agent());
        connection.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, agentOnly, null);
    }

    void unsubscribe(NotificationListener listener, NotificationListener coming) {
        try {
            connection.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, coming);
            connection.removeNotificationListener(MBeans.agent(), listener);
        } catch (IOException | JMException e) {
            // it went with its MBean or its connection
        }
    }

    Agent agent() throws IOException, JMException {
        AttributeList facts =
                connection.getAttributes(MBeans.agent(), new String[] {"HostName", "Version", "StartedAt"});
        return new Agent(fact(facts, "HostName"), fact(facts, "Version"), fact(facts, "StartedAt"));
    }

    private static String fact(AttributeList facts, String name) {
        return facts.asList().stream()
                .filter(a -> a.getName().equals(name) && a.getValue() != null)
                .map(a -> a.getValue().toString())
                .findFirst()
                .orElse("");
    }

    /** Costs the agent next to nothing. */
    void ping() throws IOException, JMException {
        if (!connection.isRegistered(MBeans.agent())) {
            throw new InstanceNotFoundException(MBeans.agent().toString());
        }
    }

    Host snapshot() throws IOException, JMException {
        return HostReader.read(Open.of(connection.invoke(MBeans.agent(), "snapshot", new Object[0], new String[0])));
    }

    /** What we may do; unknown where the agent is older than this tab and cannot say. */
    User user() throws IOException {
        try {
            return AnswerReader.user(
                    Open.of(connection.invoke(MBeans.agent(), "rights", new Object[0], new String[0])));
        } catch (JMException | RuntimeException e) {
            return User.UNKNOWN;
        }
    }

    Operations history() throws IOException, JMException {
        return AnswerReader.history(connection.invoke(
                MBeans.operations(), "history", new Object[] {HISTORY}, new String[] {int.class.getName()}));
    }

    Plan plan(Deed deed) throws IOException, JMException {
        return AnswerReader.plan(Open.of(invoke(deed, deed.plan())));
    }

    Report run(Deed deed) throws IOException, JMException {
        return AnswerReader.report(Open.of(invoke(deed, deed.run())));
    }

    private Object invoke(Deed deed, String operation) throws IOException, JMException {
        return connection.invoke(MBeans.of(deed.target()), operation, deed.parameters(), deed.signature());
    }
}
