package org.svff.jmx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.pci.PciAddress;
import org.svff.policy.KeptPolicy;
import org.svff.world.Binding;
import org.svff.world.PhysicalFunction;
import org.svff.world.VirtualFunction;
import org.svff.world.VirtualMachine;
import org.svff.world.World;

/** Registers an MBean for each PF, VF, VM, binding and policy, and takes it away with it. Not thread-safe. */
final class MBeanCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(MBeanCatalog.class);

    private final MBeanServer server;
    private final Actions actions;
    private final Map<ObjectName, DescribedMBean> registered = new HashMap<>();
    private final Set<ObjectName> permanent = new HashSet<>();

    MBeanCatalog(MBeanServer server, Actions actions) {
        this.server = server;
        this.actions = actions;
    }

    /** An MBean that is there as long as the agent. */
    <T> void addPermanent(ObjectName name, T bean, Class<T> type) {
        add(name, () -> described(bean, type));
        permanent.add(name);
    }

    /** Registers what is new in the world. */
    void addNew(World world) {
        for (PhysicalFunction pf : world.pfs()) {
            PciAddress address = pf.address();
            add(Names.pf(address), () -> described(new PfBean(address, actions), PhysicalFunctionMXBean.class));
            for (VirtualFunction vf : pf.vfs()) {
                add(Names.vf(vf.name()), () -> described(new VfBean(vf.name(), actions), VirtualFunctionMXBean.class));
            }
        }
        for (VirtualMachine vm : world.vms()) {
            add(Names.vm(vm.name()), () -> described(new VmBean(vm.name(), actions), VirtualMachineMXBean.class));
        }
        for (Binding b : world.bindings()) {
            add(Names.binding(b.id()), () -> described(new BindingBean(b.id(), actions), BindingMXBean.class));
        }
    }

    /** Registers what is new among the policies. */
    void addNew(List<KeptPolicy> policies) {
        for (KeptPolicy policy : policies) {
            add(
                    Names.policy(policy.name()),
                    () -> described(new PolicyBean(policy.name(), actions), PolicyMXBean.class));
        }
    }

    /** Unregisters what is no longer there. */
    void removeGone(World world, List<KeptPolicy> policies) {
        Set<ObjectName> present = new HashSet<>(permanent);
        policies.forEach(policy -> present.add(Names.policy(policy.name())));
        for (PhysicalFunction pf : world.pfs()) {
            present.add(Names.pf(pf.address()));
            pf.vfs().forEach(vf -> present.add(Names.vf(vf.name())));
        }
        world.vms().forEach(vm -> present.add(Names.vm(vm.name())));
        world.bindings().forEach(b -> present.add(Names.binding(b.id())));
        for (ObjectName name : Set.copyOf(registered.keySet())) {
            if (!present.contains(name)) {
                remove(name);
            }
        }
    }

    void removeAll() {
        Set.copyOf(registered.keySet()).forEach(this::remove);
    }

    /** Through what an MBean emits; empty when there is none of this name. */
    Optional<NotificationBroadcasterSupport> emitter(ObjectName name) {
        return Optional.ofNullable(registered.get(name)).map(DescribedMBean::emitter);
    }

    private static <T> DescribedMBean described(T bean, Class<T> type) {
        MBeanNotificationInfo[] kinds = NotificationKinds.of(type);
        return new DescribedMBean(bean, type, new NotificationBroadcasterSupport(kinds));
    }

    private void add(ObjectName name, Supplier<DescribedMBean> bean) {
        if (registered.containsKey(name)) {
            return;
        }
        try {
            DescribedMBean made = bean.get();
            server.registerMBean(made, name);
            registered.put(name, made);
        } catch (JMException e) {
            LOG.error("cannot register {}", name, e);
        }
    }

    private void remove(ObjectName name) {
        registered.remove(name);
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            LOG.warn("cannot unregister {}: {}", name, e.toString());
        }
    }
}
