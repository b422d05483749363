package org.svff.vm.libvirt;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.pci.PciAddress;
import org.svff.vm.DeviceReader;
import org.svff.vm.VmIdentity;
import org.svff.vm.qmp.QmpException;
import org.svff.world.GuestDevice;
import org.svff.world.PauseSupport;
import org.svff.world.VirtualMachine;

/** One running domain, and what was told of it last. Thread-safe; it is read by one caller at a time. */
final class LibvirtDomain {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtDomain.class);

    private static final Pattern NODE = Pattern.compile("<numa node='(\\d+)'/>");

    private final LibvirtLink link;
    private final QemuProcesses processes;
    private final String name;
    private final Object commands = new Object();
    private volatile Handle handle;
    private volatile @Nullable Known known;
    private volatile @Nullable VirtualMachine last;

    /** A connection's domain, and the monitor behind it. */
    record Handle(Domain domain, DomainMonitor monitor) {}

    /** Who runs under libvirt's number of the domain: a domain that was started anew is another QEMU. */
    record Known(String id, VmIdentity who) {}

    LibvirtDomain(LibvirtLink link, QemuProcesses processes, Domain domain, String name) {
        this.link = link;
        this.processes = processes;
        this.name = name;
        this.handle = new Handle(domain, new DomainMonitor(link, domain, name));
    }

    /**
     * Takes a domain of a newer connection.
     *
     * @return whether the connection is another
     */
    @SuppressWarnings("ReferenceEquality") // libvirt's connections are equal when their URIs are
    boolean reconnected(Domain domain) {
        if (domain.getConnect() == handle.domain().getConnect()) {
            return false;
        }
        handle = new Handle(domain, new DomainMonitor(link, domain, name));
        return true;
    }

    Optional<VirtualMachine> last() {
        return Optional.ofNullable(last);
    }

    Handle handle() {
        return handle;
    }

    /** The lock of those who change something, one at a time. Reading goes on meanwhile. */
    Object commands() {
        return commands;
    }

    /** Something that is asked of the domain. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Domain domain) throws LibvirtException;
    }

    <T> T call(String what, Duration deadline, Question<T> question) throws LinkException {
        Domain domain = handle.domain();
        return link.call(what, deadline, connection -> {
            try {
                return question.ask(domain);
            } finally {
                Reference.reachabilityFence(domain); // it is freed when nobody refers to it
            }
        });
    }

    DomainXml xml(Duration deadline) throws LinkException {
        return DomainXml.parse(call("the domain's XML", deadline, d -> d.getXMLDesc(0)));
    }

    /**
     * Reads the domain anew. What goes wrong is in the note; a connection that was lost is its caller's to notice.
     *
     * @return whether it runs
     */
    synchronized boolean refresh(Duration deadline) throws LinkException {
        DomainXml xml = xml(deadline);
        if (xml.id().isEmpty()) {
            last = null;
            return false;
        }
        try {
            VmIdentity who = who(xml, deadline);
            String status = handle.monitor()
                    .execute("query-status", Map.of(), deadline)
                    .path("status")
                    .asText("");
            last = told(xml, who, status, devices(xml, who, deadline));
        } catch (QmpException e) {
            silent(xml, String.valueOf(e.getMessage()));
        }
        return true;
    }

    /** QEMU's version and what it can do; asked once. */
    VmIdentity who(DomainXml xml, Duration deadline) throws QmpException {
        String id = xml.id().orElse("");
        Known before = known;
        if (before != null && before.id().equals(id)) {
            return before.who();
        }
        long pid = processes.pidOf(xml.uuid());
        if (pid == 0) {
            LOG.warn("{}: which process is its QEMU is not known; its VFs will look like a stranger's", xml.name());
        }
        VmIdentity asked = VmIdentity.ask(handle.monitor(), xml.name(), pid, deadline);
        VmIdentity who = new VmIdentity(xml.name(), pid, asked.version(), asked.pause());
        LOG.info("domain {} runs, QEMU {} with pid {}", who.name(), who.version(), pid);
        if (pid != 0) {
            known = new Known(id, who);
        }
        return who;
    }

    /** The host's NUMA node of a device, as libvirt's node devices tell; -1 when it is not known, or there is but one. */
    int hostNode(PciAddress device, Duration deadline) {
        try {
            Matcher node = NODE.matcher(link.call(
                    "the NUMA node of " + device,
                    deadline,
                    c -> c.deviceLookupByName(device.nodeName()).getXMLDescription()));
            return node.find() ? Integer.parseInt(node.group(1)) : -1;
        } catch (LinkException e) {
            LOG.debug("{}", e.getMessage());
            return -1;
        }
    }

    /** libvirt's XML says which devices there are; QEMU, which of them are paused, and what is behind them. */
    private List<GuestDevice> devices(DomainXml xml, VmIdentity who, Duration deadline) throws QmpException {
        DeviceReader reader = new DeviceReader(handle.monitor(), who.pause(), deadline);
        List<GuestDevice> found = new ArrayList<>();
        for (DomainXml.HostDevice device : xml.devices()) {
            Optional<GuestDevice> inQemu = reader.read(device.alias());
            inQemu.ifPresent(d ->
                    found.add(new GuestDevice(DeviceXml.deviceOf(device.alias()), d.host(), d.paused(), device.bus())));
        }
        return found;
    }

    private static VirtualMachine told(DomainXml xml, VmIdentity who, String status, List<GuestDevice> devices) {
        return new VirtualMachine(
                xml.name(),
                who.pid(),
                who.version(),
                status,
                true,
                stale(xml, devices),
                who.pause() == PauseSupport.VFIO_PAUSE ? PauseSupport.VFIO_PAUSE_IN_PLACE : who.pause(),
                devices,
                xml.ports().stream()
                        .filter(p -> p.slot().isPresent())
                        .map(Port::alias)
                        .toList());
    }

    /** A VF that came to stand at another address while it was away is behind the device, and libvirt cannot be told. */
    private static String stale(DomainXml xml, List<GuestDevice> devices) {
        return xml.devices().stream()
                .flatMap(x -> devices.stream()
                        .filter(d -> d.id().equals(DeviceXml.deviceOf(x.alias()))
                                && !d.host().equals(x.host()))
                        .map(d -> "libvirt's XML names " + x.host() + " for " + d.id() + ", QEMU has " + d.host()
                                + "; detaching and attaching it makes the XML true"))
                .collect(Collectors.joining("; "));
    }

    /** The domain does not answer: what was known of it stands. */
    void silent(String why) {
        VirtualMachine old = last;
        if (old != null) {
            last = new VirtualMachine(
                    old.name(),
                    old.pid(),
                    old.qemuVersion(),
                    old.status(),
                    false,
                    why,
                    old.pauseSupport(),
                    old.devices(),
                    List.of());
        }
    }

    private void silent(DomainXml xml, String why) {
        if (last == null) {
            last = new VirtualMachine(
                    xml.name(),
                    processes.pidOf(xml.uuid()),
                    "",
                    "",
                    false,
                    why,
                    PauseSupport.NONE,
                    List.of(),
                    List.of());
        } else {
            silent(why);
        }
    }
}
