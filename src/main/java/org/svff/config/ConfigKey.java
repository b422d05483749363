package org.svff.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.svff.image.Loader;

/** Every option of the agent. This is the one place where its name, type, default and documentation live. */
public enum ConfigKey {
    VM_SOCKETS(
            "vm.sockets",
            new ValueType.Globs(),
            "/run/svff/vms/*.qmp",
            "Where the VMs' QMP sockets are: file patterns (globs). A VM is one socket; sockets may come and go."),
    VM_PASS_FILES(
            "vm.pass-files",
            new ValueType.Flag(),
            "false",
            "Whether the agent opens VFIO's devices for VMs and hands them over (QMP's getfd), so that no QEMU has to be"
                    + " allowed to. Needs a kernel and a QEMU with iommufd. What was handed over stays so. libvirt's domains"
                    + " are not affected."),
    LIBVIRT_URI(
            "libvirt.uri",
            new ValueType.LocalLibvirt(),
            "none",
            "The libvirt of this host whose domains are VMs too: qemu:///system. none: there is none."),
    LIBVIRT_PERSISTENT(
            "libvirt.persistent",
            new ValueType.Flag(),
            "false",
            "Whether attaching and detaching change a domain's persistent definition, too, which its next start is from."),
    JMX_HOST(
            "jmx.host",
            new ValueType.Text(),
            "127.0.0.1",
            "Address that the JMX connectors listen on. Any but a loopback address needs TLS and users."),
    JMX_PORT(
            "jmx.port",
            new ValueType.Whole(0, 65535),
            "7117",
            "TCP port of the JMX connector; 0 takes any free one, which the agent prints."),
    JMX_RMI(
            "jmx.rmi",
            new ValueType.Whole(0, 65535),
            "0",
            "TCP port of the RMI connector, for programs that cannot speak JMXMP; 0 for none."),
    JMX_CONNECTIONS(
            "jmx.connections",
            new ValueType.Whole(1, 10_000),
            "256",
            "How many JMX connections there may be at once; further ones are turned away."),
    JMX_LOCAL_ROLE(
            "jmx.local-role",
            new ValueType.Choice(List.of("monitor", "operator", "administrator")),
            "administrator",
            "What everybody on this host may do as long as there are no users."),
    TLS_ENABLED("tls.enabled", new ValueType.Flag(), "false", "Whether JMX clients have to use TLS (1.3 or 1.2)."),
    TLS_FOLDER(
            "tls.folder",
            new ValueType.Folder(),
            "/etc/svff/tls",
            "Where server.p12 (key and certificate), server.password and ca.pem are; `svff tls init` makes a first set."),
    TLS_CLIENT_CERTIFICATES(
            "tls.client-certificates",
            new ValueType.Choice(List.of("none", "optional", "required")),
            "none",
            "Whether clients have to show a certificate from ca.pem, beside the password."),
    USERS_FILE(
            "users.file",
            new ValueType.Folder(),
            "/etc/svff/users.yaml",
            "The users, as `svff user` writes them. When there is no such file at the start, there are no users."),
    AUDIT_SIZE(
            "audit.size",
            new ValueType.Whole(1, 10_000),
            "10",
            "Size in MiB at which a file of the audit log is followed by the next; they are below state.folder."),
    AUDIT_FILES("audit.files", new ValueType.Whole(2, 10_000), "20", "How many files of the audit log are kept."),
    STATE_FOLDER(
            "state.folder",
            new ValueType.Folder(),
            "/var/lib/svff",
            "Where the journal of operations is kept: it lets the agent finish or undo them after a crash."),
    STATE_RESTORE(
            "state.restore",
            new ValueType.Choice(List.of("none", "counts", "all")),
            "none",
            "What the agent makes again as it was asked for before, when it starts and finds it otherwise, as after a reboot:"
                    + " nothing, VF counts and queues, or also images and the VFs of VMs, as these come."),
    HOST_LOCK(
            "host.lock",
            new ValueType.Folder(),
            "/run/svff/agent.lock",
            "The file by which a second agent finds that this host has one, and refuses. Simulated hosts need none."),
    POLICY_FOLDER(
            "policy.folder",
            new ValueType.Folder(),
            "/etc/svff/policies",
            "Where the policies (*.policy) are whose quotas the agent keeps. A folder that is not there has none."),
    POLICY_KEEP_LAST_GOOD(
            "policy.keep-last-good",
            new ValueType.Flag(),
            "false",
            "Whether a policy whose file was broken goes on as it was before. Otherwise no VM is given a VF until it is"
                    + " mended."),
    IMAGE_FOLDER(
            "image.folder",
            new ValueType.Folder(),
            "/etc/svff/images",
            "Where images for cards are, each with a manifest NAME.yaml. Only root may be able to write there."),
    IMAGE_LOADER(
            "image.loader",
            new ValueType.Choice(Loader.names()),
            "command",
            "What loads images whose manifests name no loader."),
    IMAGE_COMMAND(
            "image.command",
            new ValueType.Words(),
            "none",
            "The arguments of the loader 'command'. {file}, {folder}, {name}, {sha256}, {pf}, {domain}, {bus}, {device} and"
                    + " {function} are filled in; no shell is involved."),
    QDMA_QUEUES(
            "qdma.queues",
            new ValueType.PerCard(),
            "none",
            "How many queues QDMA cards' PFs may use, unless somebody asks for another number: they are set before VFs are"
                    + " made, and whenever they fell to 0."),
    DEADLINE_KERNEL_READ("deadline.kernel-read", "5s", "How long one read from the kernel may take."),
    DEADLINE_KERNEL_WRITE(
            "deadline.kernel-write",
            "60s",
            "How long one write to the kernel may take. Creating VFs runs their drivers: allow seconds for each."),
    DEADLINE_QMP("deadline.qmp", "10s", "How long QEMU may take to answer an ordinary QMP command."),
    DEADLINE_ATTACH("deadline.attach", "60s", "How long plugging a VF into a VM may take."),
    DEADLINE_DETACH(
            "deadline.detach", "60s", "How long unplugging may take. The guest is asked first, and may be slow."),
    DEADLINE_PAUSE("deadline.pause", "30s", "How long QEMU may take to let go of a VF, its reset included."),
    DEADLINE_RESUME("deadline.resume", "60s", "How long QEMU may take to pick up a VF, which maps the guest's memory."),
    DEADLINE_RELEASE(
            "deadline.release", "30s", "How long until nothing holds a VF any more after QEMU said that it let go."),
    DEADLINE_IMAGE("deadline.image", "10m", "How long loading an image may take; then its loader is ended."),
    DEADLINE_QUEUE("deadline.queue", "10m", "How long a request may wait for other operations on the same PF."),
    DEADLINE_REFRESH("deadline.refresh", "15s", "How long reading kernel and VMs may take before a plan is made."),
    DEADLINE_OPERATION(
            "deadline.operation",
            "10m",
            "How long a JMX operation waits for the end. The operation goes on after that, and can be asked about."),
    GUEST_REPORT_ERROR(
            "guest.report-error",
            new ValueType.Flag(),
            "true",
            "At a resume, have the PCIe port above the device report an error to the guest, so that its system has the"
                    + " driver set the device up again. Linux does; switch it off for systems that stop on such errors."),
    INVENTORY_POLL(
            "inventory.poll",
            "30s",
            "How often kernel and VMs are read anew when no event tells of a change: the safety net."),
    HISTORY_SIZE(
            "history.size", new ValueType.Whole(1, 10_000), "200", "How many ended operations are kept in memory."),
    SIMULATE(
            "simulate",
            new ValueType.Flag(),
            "false",
            "Run on a simulated host (two cards, three VMs) instead of this one. Touches nothing real.");

    /** What stands before a key's name in the environment. */
    static final String ENVIRONMENT_PREFIX = "SVFF_";

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // value types are records of numbers, or of nothing
    private final ValueType type;

    private final String defaultText;
    private final String documentation;

    ConfigKey(String key, String defaultText, String documentation) {
        this(key, new ValueType.Time(), defaultText, documentation);
    }

    ConfigKey(String key, ValueType type, String defaultText, String documentation) {
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
        this.documentation = documentation;
    }

    /** The name in files and on the command line: {@code jmx.port}. */
    public String key() {
        return key;
    }

    public ValueType type() {
        return type;
    }

    /** The default, as it would be written. */
    public String defaultText() {
        return defaultText;
    }

    /** What it is for, in a sentence or two. */
    public String documentation() {
        return documentation;
    }

    /** The name in the environment: {@code SVFF_JMX_PORT}. */
    public String variable() {
        return ENVIRONMENT_PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    public static Optional<ConfigKey> of(String key) {
        return Arrays.stream(values()).filter(k -> k.key.equals(key)).findFirst();
    }

    /** The names of all keys, in order. */
    static List<String> keys() {
        return Arrays.stream(values()).map(ConfigKey::key).toList();
    }

    /** Whether keys stand below this name: {@code jmx} is such a block. */
    static boolean isBlock(String name) {
        return !in(name).isEmpty();
    }

    /** What may stand in a block: {@code host, port} for {@code jmx}. */
    static List<String> in(String block) {
        String prefix = block + ".";
        return keys().stream()
                .filter(k -> k.startsWith(prefix))
                .map(k -> k.substring(prefix.length()))
                .toList();
    }

    @Override
    public String toString() {
        return key;
    }
}
