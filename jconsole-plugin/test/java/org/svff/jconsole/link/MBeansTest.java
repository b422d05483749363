package org.svff.jconsole.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.svff.jconsole.model.Deed;
import org.svff.jmx.Names;
import org.svff.pci.PciAddress;
import org.svff.pci.VfName;
import org.svff.world.BindingId;

/** The tab makes the agent's names by itself, since it carries no class of the agent's. */
class MBeansTest {
    @Test
    void namesAreTheAgents() {
        assertEquals(Names.agent(), MBeans.agent());
        assertEquals(Names.operations(), MBeans.operations());
        assertEquals(Names.pf(PciAddress.parse("0000:0a:00.1")), MBeans.of(new Deed.Target.OfCard("0000:0a:00.1")));
        assertEquals(Names.vf(VfName.parse("0000:0a:00.1/12")), MBeans.of(new Deed.Target.OfVf("0000:0a:00.1", 12)));
        for (String vm : new String[] {"web-1", "a vm, with=odd:name?", "*", "\"x\""}) {
            assertEquals(Names.vm(vm), MBeans.of(new Deed.Target.OfVm(vm)));
            assertEquals(
                    Names.binding(new BindingId(vm, "svff-0")), MBeans.of(new Deed.Target.OfBinding(vm, "svff-0")));
        }
    }
}
