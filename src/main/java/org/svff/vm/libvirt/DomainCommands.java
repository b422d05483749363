package org.svff.vm.libvirt;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.libvirt.Domain;
import org.svff.pci.PciAddress;
import org.svff.vm.PauseCommands;
import org.svff.vm.VmException;
import org.svff.vm.VmException.Kind;
import org.svff.vm.qmp.QmpException;
import org.svff.world.Trouble;

/** What can be done to a domain's devices. Each method checks what is there first: done is done. */
final class DomainCommands {
    // virDomainModificationImpact and virDomainXMLFlags, libvirt-domain.h
    private static final int LIVE = 1;
    private static final int CONFIG = 2;
    private static final int INACTIVE = 2;
    private static final int UNPLUG_REQUESTS = 4; // spread over the deadline

    private final LibvirtDomain domain;
    private final DomainXml xml;
    private final Options options;
    private final RemovalWaiter.Registry removals;

    /**
     * How it is to be done.
     *
     * @param quick deadline of what libvirt and QEMU answer at once
     * @param reportsErrors whether a resume tells the guest by an error of the port
     * @param persistent whether the domain's persistent definition is changed, too
     */
    record Options(Duration quick, boolean reportsErrors, boolean persistent) {}

    /** Reads the domain's XML first. */
    DomainCommands(LibvirtDomain domain, Options options, RemovalWaiter.Registry removals)
            throws LinkException, VmException {
        this.domain = domain;
        this.options = options;
        this.removals = removals;
        this.xml = domain.xml(options.quick());
        if (xml.id().isEmpty()) {
            throw new LinkException(LinkException.Kind.NO_DOMAIN, "the domain " + xml.name() + " does not run");
        }
    }

    private Optional<DomainXml.HostDevice> find(DomainXml in, String device) {
        return in.byAlias(DeviceXml.aliasOf(device)).or(() -> in.byAlias(device));
    }

    void attach(String device, PciAddress host, Optional<String> bus, Duration deadline)
            throws LinkException, VmException {
        String tried = "attach " + host + " as " + device;
        Optional<DomainXml.HostDevice> present = find(xml, device);
        if (present.isPresent()) {
            if (present.get().host().equals(host)) {
                return;
            }
            throw fail(
                    Kind.REFUSED,
                    tried,
                    "it has a device " + device + " with " + present.get().host(),
                    "detach that");
        }
        if (device.indexOf('.') >= 0) {
            throw fail(
                    Kind.REFUSED,
                    tried,
                    "libvirt takes no alias with a dot in it",
                    "take another name, of letters, digits, '-' and '_'");
        }
        String request = DeviceXml.of(device, host, port(tried, host, bus));
        int flags = options.persistent() && isPersistent() ? LIVE | CONFIG : LIVE;
        domain.call(tried, deadline, d -> {
            d.attachDeviceFlags(request, flags);
            return true;
        });
        if (find(domain.xml(options.quick()), device)
                .filter(d -> d.host().equals(host))
                .isEmpty()) {
            throw fail(Kind.REFUSED, tried, "libvirt took the device and shows none", "see libvirt's log");
        }
    }

    private boolean isPersistent() throws LinkException {
        return domain.call("whether the domain is persistent", options.quick(), Domain::isPersistent) == 1;
    }

    /** The port that was asked for, else one on the VF's own NUMA node, else the first. */
    private Port port(String tried, PciAddress host, Optional<String> bus) throws VmException {
        List<Port> free = xml.ports().stream().filter(p -> p.slot().isPresent()).toList();
        if (free.isEmpty()) {
            throw fail(
                    Kind.REFUSED,
                    tried,
                    noPort(),
                    "detach a device, or give the domain more ports (while it is shut"
                            + " off): <controller type='pci' model='pcie-root-port'/>");
        }
        return free.stream()
                .filter(p -> bus.filter(p.alias()::equals).isPresent())
                .findFirst()
                .or(() -> nearest(free, host))
                .orElse(free.get(0));
    }

    private Optional<Port> nearest(List<Port> free, PciAddress host) {
        if (free.stream().noneMatch(p -> p.node().isPresent())) {
            return Optional.empty();
        }
        int node = domain.hostNode(host, options.quick());
        return free.stream().filter(p -> p.node().orElse(-1) == node).findFirst();
    }

    private String noPort() {
        if (xml.ports().isEmpty()) {
            return "it has no PCI controller that takes devices while it runs";
        }
        return "none of its PCI ports is free: "
                + xml.ports().stream()
                        .map(p -> p.alias() + " (" + p.model() + ") has "
                                + p.taken().orElse("no slot left"))
                        .collect(Collectors.joining(", "));
    }

    void detach(String device, Duration deadline) throws LinkException, VmException {
        Optional<DomainXml.HostDevice> present = find(xml, device);
        if (present.isPresent()) {
            detachLive(device, present.get(), deadline);
        }
        if (options.persistent() && isPersistent()) {
            detachPersistent(device, present);
        }
    }

    private void detachLive(String device, DomainXml.HostDevice present, Duration deadline)
            throws LinkException, VmException {
        String tried = "detach " + device;
        long end = System.nanoTime() + deadline.toNanos();
        Duration turn = deadline.dividedBy(UNPLUG_REQUESTS);
        try (RemovalWaiter waiter = removals.expect(xml.uuid(), present.alias())) {
            for (boolean again = false; System.nanoTime() < end; again = true) {
                askForUnplug(tried, present, again, deadline);
                if (waiter.await(turn)
                        .filter(k -> k == DomainEvents.Kind.DEVICE_REMOVAL_FAILED)
                        .isPresent()) {
                    throw fail(Kind.GUEST_REFUSED, tried, "the guest refused to give it up", "see the guest's log");
                }
                if (find(domain.xml(options.quick()), device).isEmpty()) {
                    return;
                }
            }
        }
        throw fail(
                Kind.GUEST_SILENT,
                tried,
                "the guest has not given it up within " + deadline.toSeconds() + " s",
                "see whether the guest runs and handles hot-unplug; QEMU goes on waiting for it");
    }

    /**
     * libvirt waits a few seconds itself, then answers that all is well and sends an event later. While a request is under
     * way it refuses another, which is no news.
     */
    private void askForUnplug(String tried, DomainXml.HostDevice device, boolean again, Duration deadline)
            throws LinkException, VmException {
        try {
            domain.call(tried, deadline, d -> {
                d.detachDeviceFlags(device.xml(), LIVE);
                return true;
            });
        } catch (LinkException e) {
            String said = String.valueOf(e.getMessage());
            if (said.contains("rejected by the guest")) {
                throw fail(Kind.GUEST_REFUSED, tried, "the guest refused to give it up", "see the guest's log");
            }
            if (e.kind() != LinkException.Kind.ERROR || !(again || said.contains("in the process of unplug"))) {
                throw e;
            }
        }
    }

    /** The same host device, or the same alias, in the definition that the next start is from. */
    private void detachPersistent(String device, Optional<DomainXml.HostDevice> live) throws LinkException {
        DomainXml next = DomainXml.parse(
                domain.call("the domain's persistent XML", options.quick(), d -> d.getXMLDesc(INACTIVE)));
        Optional<DomainXml.HostDevice> there = find(next, device)
                .or(() -> next.devices().stream()
                        .filter(d -> live.filter(l -> l.host().equals(d.host())).isPresent())
                        .findFirst());
        if (there.isPresent()) {
            domain.call("detach " + device + " from the persistent definition", options.quick(), d -> {
                d.detachDeviceFlags(there.get().xml(), CONFIG);
                return true;
            });
        }
    }

    void pause(String device, Duration deadline) throws QmpException, VmException {
        pauses().pause(alias(device), deadline);
    }

    void resume(String device, PciAddress host, Duration deadline) throws QmpException, VmException {
        pauses().resume(alias(device), host, deadline);
    }

    private String alias(String device) {
        return find(xml, device).map(DomainXml.HostDevice::alias).orElse(device);
    }

    private PauseCommands pauses() throws QmpException {
        return new PauseCommands(
                domain.handle().monitor(), domain.who(xml, options.quick()), options.quick(), options.reportsErrors());
    }

    private VmException fail(Kind kind, String tried, String answer, String remedy) {
        return new VmException(kind, new Trouble(xml.name(), tried, answer, remedy));
    }
}
