package org.svff.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import javax.management.ObjectName;
import org.svff.engine.Control;
import org.svff.engine.Event;
import org.svff.engine.EventType;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;

/**
 * Turns events into MBeans that come and go and notifications that they emit, on a thread of its own: a slow listener
 * keeps up neither the engine nor, beyond a bound, memory; then the oldest events are dropped and counted.
 */
final class Notifier implements AutoCloseable {
    private static final int QUEUE = 20_000;
    private static final Set<EventType> COMING_AND_GOING = Set.of(
            EventType.PF_ADDED,
            EventType.PF_REMOVED,
            EventType.VF_ADDED,
            EventType.VF_REMOVED,
            EventType.VM_ADDED,
            EventType.VM_REMOVED,
            EventType.BINDING_ADDED,
            EventType.BINDING_REMOVED,
            EventType.POLICY_CHANGED);

    private final Control control;
    private final MBeanCatalog catalog;
    private final MBeanPace pace;
    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Control.Subscription subscription;
    private final Thread thread;

    Notifier(Control control, MBeanCatalog catalog, MBeanPace pace) {
        this.control = control;
        this.catalog = catalog;
        this.pace = pace;
        this.subscription = control.subscribe(this::take);
        this.thread = new Thread(this::deliver, "svff-notifications");
        thread.setDaemon(true);
    }

    /** Registers what is there, then begins to follow. */
    void start() {
        long told = control.lastEvent();
        addNew();
        pace.reached(told);
        thread.start();
    }

    long dropped() {
        return dropped.get();
    }

    private void take(Event event) {
        while (!queue.offer(event)) {
            if (queue.poll() != null) {
                dropped.incrementAndGet();
            }
        }
    }

    private void deliver() {
        List<Event> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch);
                boolean moved = batch.stream().anyMatch(e -> COMING_AND_GOING.contains(e.type()));
                if (moved) {
                    addNew();
                }
                batch.forEach(this::emit);
                if (moved) {
                    catalog.removeGone(control.world(), control.policies());
                }
                pace.reached(batch.get(batch.size() - 1).sequence());
                batch.clear();
            }
        } catch (InterruptedException e) {
            catalog.removeAll();
        }
    }

    private void addNew() {
        catalog.addNew(control.world());
        catalog.addNew(control.policies());
    }

    private void emit(Event event) {
        emitFrom(Names.agent(), event);
        switch (event.type()) {
            case OPERATION_STARTED, OPERATION_PROGRESS, OPERATION_FINISHED -> emitFrom(Names.operations(), event);
            case PF_STATE -> change(Names.pf(PciAddress.parse(event.subject())), event, "State", false);
            case PF_VFS -> change(Names.pf(PciAddress.parse(event.subject())), event, "NumVfs", true);
            case VF_STATE -> change(Names.vf(VfName.parse(event.subject())), event, "State", false);
            case VM_STATE -> change(Names.vm(event.subject()), event, "Status", false);
            case BINDING_STATE -> change(Names.binding(BindingId.parse(event.subject())), event, "State", false);
            default -> {}
        }
    }

    private void emitFrom(ObjectName source, Event event) {
        Notification notification = new Notification(
                event.type().id(), source, event.sequence(), event.at().toEpochMilli(), event.message());
        notification.setUserData(Map.of("subject", event.subject(), "before", event.before(), "after", event.after()));
        catalog.emitter(source).ifPresent(e -> e.sendNotification(notification));
    }

    private void change(ObjectName source, Event event, String attribute, boolean number) {
        Object before = number ? (Object) Integer.valueOf(event.before()) : event.before();
        Object after = number ? (Object) Integer.valueOf(event.after()) : event.after();
        AttributeChangeNotification notification = new AttributeChangeNotification(
                source,
                event.sequence(),
                event.at().toEpochMilli(),
                event.message(),
                attribute,
                number ? "int" : String.class.getName(),
                before,
                after);
        catalog.emitter(source).ifPresent(e -> e.sendNotification(notification));
    }

    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
