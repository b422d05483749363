package org.svff.plan;

import java.util.List;
import java.util.Optional;
import org.svff.world.NetworkChange;
import org.svff.world.NetworkSettings;
import org.svff.world.NvmeChange;
import org.svff.world.PhysicalFunction;
import org.svff.world.VfState;
import org.svff.world.VirtualFunction;

/** Plans a change of what is set on a VF from the host. The VF stays where it is, also with a guest. */
final class SettingsPlan {
    private final Lookup look;
    private final VirtualFunction vf;
    private final NetworkChange change;
    private final Stages stages = new Stages();

    private SettingsPlan(Lookup look, VirtualFunction vf, NetworkChange change) {
        this.look = look;
        this.vf = vf;
        this.change = change;
    }

    static Plan plan(Lookup look, Request.ReconfigureSettings request) throws Refused {
        VirtualFunction vf = look.vf(request.vf());
        if (look.world().stateOf(vf) == VfState.FOREIGN) {
            throw look.foreign(vf);
        }
        if (request.change() instanceof NvmeChange change) {
            return NvmeSettingsPlan.plan(look, request, vf, change);
        }
        SettingsPlan plan = new SettingsPlan(look, vf, (NetworkChange) request.change());
        plan.network();
        return plan.stages.plan(look.world(), request, List.of(vf.name().pf()));
    }

    private void network() throws Refused {
        NetworkSettings now = vf.network().orElseThrow(this::noSettings);
        NetworkSettings wanted = change.on(now);
        check(now, wanted);
        if (wanted.equals(now)) {
            stages.note(vf.name() + " is so already: " + now);
            return;
        }
        stages.then(new Step.SetNetwork(vf.name(), wanted, now));
        if (!wanted.mac().equals(now.mac())) {
            stages.note(whoSeesTheMac());
        }
    }

    private Refused noSettings() {
        List<String> interfaces = look.world()
                .pf(vf.name().pf())
                .map(PhysicalFunction::interfaces)
                .orElse(List.of());
        return interfaces.isEmpty()
                ? look.refuse(
                        vf.name(),
                        "its PF has no network interface, so there is no MAC, VLAN, trust or rate to set on its VFs",
                        "such settings are network cards'")
                : look.refuse(
                        vf.name(),
                        "the kernel tells of no settings of this VF for " + interfaces.get(0),
                        "does `ip link show " + interfaces.get(0) + "` list the VF? If not, its driver has no such"
                                + " settings, or the card is in switchdev mode: set it on the VF's representor");
    }

    private void check(NetworkSettings now, NetworkSettings wanted) throws Refused {
        if (wanted.maxRate() != 0 && wanted.minRate() > wanted.maxRate()) {
            throw look.refuse(
                    vf.name(),
                    "its least rate would be " + wanted.minRate() + " Mbit/s and its greatest " + wanted.maxRate(),
                    "the least rate must not be above the greatest");
        }
        checkTold("trust", now.trust(), wanted.trust());
        checkTold("spoof-check", now.spoofCheck(), wanted.spoofCheck());
        if (wanted.hasMac() && change.has("mac")) {
            checkUnique(wanted);
        }
    }

    /** What the driver does not tell could not be confirmed, nor given back. */
    private void checkTold(String name, Optional<Boolean> now, Optional<Boolean> wanted) throws Refused {
        if (now.isEmpty() && wanted.isPresent()) {
            throw look.refuse(
                    vf.name(),
                    "its PF's driver does not tell " + name + ", so that it could not be read back",
                    "leave " + name + " out");
        }
    }

    /** Two VFs with one MAC in one VLAN each get what is meant for the other, or nothing. */
    private void checkUnique(NetworkSettings wanted) throws Refused {
        PhysicalFunction pf = look.usablePf(vf.name().pf());
        for (VirtualFunction other : pf.vfs()) {
            boolean same = !other.name().equals(vf.name())
                    && other.network()
                            .filter(n -> n.mac().equals(wanted.mac()) && n.vlan() == wanted.vlan())
                            .isPresent();
            if (same) {
                throw look.refuse(
                        vf.name(),
                        other.name() + " has that MAC already" + (wanted.vlan() == 0 ? "" : " in the same VLAN"),
                        "give each VF a MAC of its own");
            }
        }
    }

    private String whoSeesTheMac() {
        return look.world()
                .bindingOf(vf.name())
                .map(b -> "the guest of " + b.id().vm()
                        + " takes up the new MAC when it loads its driver anew; until then the card may keep frames"
                        + " from it")
                .orElse("the VF has the new MAC from when its driver is loaded next");
    }
}
