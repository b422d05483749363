package org.svff.jmx;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;

/** The ObjectNames of the agent's MBeans. Keys are quoted only where ObjectName demands it. */
public final class Names {
    public static final String DOMAIN = "svff";

    private Names() {}

    public static ObjectName agent() {
        return name("type=Agent");
    }

    public static ObjectName operations() {
        return name("type=Operations");
    }

    public static ObjectName pf(PciAddress pf) {
        return name("type=PhysicalFunction,pf=" + pf.nodeName());
    }

    public static ObjectName vf(VfName vf) {
        return name("type=VirtualFunction,pf=" + vf.pf().nodeName() + ",vf=" + vf.index());
    }

    public static ObjectName vm(String vm) {
        return name("type=VirtualMachine,vm=" + key(vm));
    }

    public static ObjectName binding(BindingId id) {
        return name("type=Binding,vm=" + key(id.vm()) + ",device=" + key(id.device()));
    }

    public static ObjectName policy(String name) {
        return name("type=Policy,name=" + key(name));
    }

    /** A pattern for all policies. */
    static ObjectName policies() {
        return name("type=Policy,*");
    }

    private static String key(String text) {
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && ",=:\"*?".indexOf(c) < 0);
        return plain ? text : ObjectName.quote(text);
    }

    private static ObjectName name(String keys) {
        try {
            return new ObjectName(DOMAIN + ":" + keys);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(keys, e);
        }
    }
}
