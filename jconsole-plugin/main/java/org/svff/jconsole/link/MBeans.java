package org.svff.jconsole.link;

import java.util.Locale;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.svff.jconsole.model.Deed;

/** The names of the agent's MBeans; see the agent's docs/architecture.md. */
final class MBeans {
    static final String AGENT_KEYS = "type=Agent";

    private MBeans() {}

    static ObjectName agent() {
        return name(AGENT_KEYS);
    }

    static ObjectName operations() {
        return name("type=Operations");
    }

    static ObjectName of(Deed.Target target) {
        if (target instanceof Deed.Target.OfCard t) {
            return name("type=PhysicalFunction,pf=" + node(t.pf()));
        }
        if (target instanceof Deed.Target.OfVf t) {
            return name("type=VirtualFunction,pf=" + node(t.pf()) + ",vf=" + t.index());
        }
        if (target instanceof Deed.Target.OfVm t) {
            return name("type=VirtualMachine,vm=" + key(t.vm()));
        }
        Deed.Target.OfBinding t = (Deed.Target.OfBinding) target;
        return name("type=Binding,vm=" + key(t.vm()) + ",device=" + key(t.device()));
    }

    /** libvirt's name of a PCI device, {@code pci_0000_03_00_0}. */
    private static String node(String address) {
        return "pci_" + address.toLowerCase(Locale.ROOT).replace(':', '_').replace('.', '_');
    }

    private static String key(String text) {
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && ",=:\"*?".indexOf(c) < 0);
        return plain ? text : ObjectName.quote(text);
    }

    private static ObjectName name(String keys) {
        try {
            return new ObjectName("svff:" + keys);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(keys, e);
        }
    }
}
