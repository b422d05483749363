package org.svff.agent;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.management.MBeanServer;
import org.svff.access.Access;
import org.svff.config.Config;
import org.svff.config.ConfigKey;
import org.svff.engine.Deadlines;
import org.svff.engine.Engine;
import org.svff.engine.EngineSetup;
import org.svff.host.SriovHost;
import org.svff.image.ImageFolder;
import org.svff.image.Images;
import org.svff.image.Loader;
import org.svff.jmx.AgentInfo;
import org.svff.jmx.JmxAgent;
import org.svff.policy.Admission;
import org.svff.policy.PolicyKeeper;
import org.svff.policy.ScopedAdmission;
import org.svff.sim.SimulatedHost;
import org.svff.state.Restoration;
import org.svff.vm.Hypervisor;
import org.svff.vm.Hypervisors;
import org.svff.vm.QmpHypervisor;
import org.svff.vm.QmpWays;
import org.svff.vm.libvirt.LibvirtHypervisor;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** A running agent: the engine over the host and its VMs, and its JMX face. */
public final class Agent implements AutoCloseable {
    private final Platform platform;
    private final SriovHost host;
    private final Hypervisor vms;
    private final Engine engine;
    private final Trust trust;
    private final JmxAgent jmx;
    private final Restorer restorer;
    private final Optional<HostLock> lock;

    private Agent(
            Platform platform,
            Optional<HostLock> lock,
            SriovHost host,
            Hypervisor vms,
            Engine engine,
            Trust trust,
            JmxAgent jmx,
            Restorer restorer) {
        this.platform = platform;
        this.lock = lock;
        this.host = host;
        this.vms = vms;
        this.engine = engine;
        this.trust = trust;
        this.jmx = jmx;
        this.restorer = restorer;
    }

    /**
     * Starts an agent as configured, on this host or a simulated one, with its MBeans on the platform's server.
     *
     * @throws SvffException when this host has an agent already, or the state folder or the port cannot be used
     */
    public static Agent start(Config config) throws SvffException {
        Platform platform =
                config.flag(ConfigKey.SIMULATE) ? Platform.simulated(SimulatedHost.forDemo()) : Platform.real(config);
        return start(config, platform, ManagementFactory.getPlatformMBeanServer());
    }

    /** Starts an agent on a platform of the caller's, with its MBeans on a server of the caller's. */
    public static Agent start(Config config, Platform platform, MBeanServer server) throws SvffException {
        SriovHost host = new SriovHost(platform.sysfs(), Clock.systemUTC());
        Hypervisor vms = hypervisor(config, platform, host);
        HostLock lock = null;
        Engine engine = null;
        Trust trust = null;
        try {
            if (platform.lock().isPresent()) {
                lock = HostLock.take(platform.lock().get(), config.path(ConfigKey.STATE_FOLDER));
            }
            StateFiles.check(config.path(ConfigKey.STATE_FOLDER), Trust.auditFolder(config));
            Access access = Trust.access(config);
            engine = Engine.start(setup(config, platform, host, vms, access));
            trust = Trust.open(config, access); // after the engine, whose lock keeps a second agent out of the folder
            JmxAgent jmx = JmxAgent.start(engine, info(config, host, engine), server, trust.jmx(config));
            Restorer restorer = Restorer.start(engine, scope(config), config.duration(ConfigKey.DEADLINE_OPERATION));
            return new Agent(platform, Optional.ofNullable(lock), host, vms, engine, trust, jmx, restorer);
        } catch (SvffException e) {
            Optional.ofNullable(trust).ifPresent(Trust::close);
            Optional.ofNullable(engine).ifPresent(Engine::close);
            vms.close();
            host.close();
            Optional.ofNullable(lock).ifPresent(HostLock::close);
            platform.onClose().run();
            throw e;
        }
    }

    /** The VMs at QMP sockets, and where that is configured libvirt's. */
    private static Hypervisor hypervisor(Config config, Platform platform, SriovHost host) {
        Duration quick = config.duration(ConfigKey.DEADLINE_QMP);
        boolean reportsErrors = config.flag(ConfigKey.GUEST_REPORT_ERROR);
        QmpWays ways =
                new QmpWays(quick, reportsErrors, Optional.of(host.files()), config.flag(ConfigKey.VM_PASS_FILES));
        Hypervisor qmp = new QmpHypervisor(platform.sockets(), platform.peers(), ways);
        String uri = config.text(ConfigKey.LIBVIRT_URI);
        if (uri.equals("none") || config.flag(ConfigKey.SIMULATE)) {
            return qmp;
        }
        return new Hypervisors(
                new LibvirtHypervisor(uri, quick, reportsErrors, config.flag(ConfigKey.LIBVIRT_PERSISTENT)),
                "libvirt",
                qmp,
                "a QMP socket");
    }

    private static EngineSetup setup(Config config, Platform platform, SriovHost host, Hypervisor vms, Access access)
            throws SvffException {
        return new EngineSetup(
                        host,
                        platform.uevents(),
                        vms,
                        new ScopedAdmission(
                                access,
                                admission(
                                        config.path(ConfigKey.POLICY_FOLDER),
                                        config.flag(ConfigKey.POLICY_KEEP_LAST_GOOD))),
                        config.path(ConfigKey.STATE_FOLDER),
                        deadlines(config),
                        config.duration(ConfigKey.INVENTORY_POLL),
                        config.duration(ConfigKey.DEADLINE_QMP),
                        config.number(ConfigKey.HISTORY_SIZE),
                        Clock.systemUTC())
                .with(images(config, host), config.perCard(ConfigKey.QDMA_QUEUES));
    }

    private static Restoration.Scope scope(Config config) {
        return Restoration.Scope.valueOf(config.string(ConfigKey.STATE_RESTORE).toUpperCase(Locale.ROOT));
    }

    private static Images images(Config config, SriovHost host) {
        return new ImageFolder(
                config.path(ConfigKey.IMAGE_FOLDER),
                Loader.named(config.string(ConfigKey.IMAGE_LOADER)),
                config.words(ConfigKey.IMAGE_COMMAND),
                config.duration(ConfigKey.DEADLINE_IMAGE),
                host);
    }

    /** By policies; without the language on the class path there must be none, since nobody would keep them. */
    private static Admission admission(Path folder, boolean keepLastGood) throws SvffException {
        Optional<PolicyKeeper> keeper = ServiceLoader.load(PolicyKeeper.class).findFirst();
        if (keeper.isEmpty() && Files.exists(folder)) {
            throw new SvffException(new Trouble(
                    folder.toString(),
                    "keep its policies",
                    "the policy language (svff-dsl) is not on the class path",
                    "start the agent with `svff agent`"));
        }
        return keeper.map(k -> k.keep(folder, keepLastGood)).orElseGet(Admission::all);
    }

    private static Deadlines deadlines(Config config) {
        return new Deadlines(
                config.duration(ConfigKey.DEADLINE_KERNEL_READ),
                config.duration(ConfigKey.DEADLINE_KERNEL_WRITE),
                config.duration(ConfigKey.DEADLINE_RELEASE),
                config.duration(ConfigKey.DEADLINE_ATTACH),
                config.duration(ConfigKey.DEADLINE_DETACH),
                config.duration(ConfigKey.DEADLINE_PAUSE),
                config.duration(ConfigKey.DEADLINE_RESUME),
                config.duration(ConfigKey.DEADLINE_QUEUE),
                config.duration(ConfigKey.DEADLINE_REFRESH),
                config.duration(ConfigKey.DEADLINE_IMAGE));
    }

    private static AgentInfo info(Config config, SriovHost host, Engine engine) {
        return new AgentInfo(
                Optional.ofNullable(Agent.class.getPackage().getImplementationVersion())
                        .orElse("development"),
                hostName(),
                config.file().map(Path::toString).orElse(""),
                Instant.now(),
                engine::lastError,
                () -> host.stuckCalls().size());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Where the audit log of an agent with this configuration is. */
    public static Path auditFolder(Config config) {
        return Trust.auditFolder(config);
    }

    /** The engine, for those in the same process. */
    public Engine engine() {
        return engine;
    }

    /** Where JMX clients connect to. */
    public String url() {
        return jmx.url();
    }

    public int port() {
        return jmx.port();
    }

    @Override
    public void close() {
        restorer.close();
        jmx.close();
        engine.close();
        trust.close();
        vms.close();
        host.close();
        lock.ifPresent(HostLock::close); // last: whoever comes next finds nothing of this one under way
        platform.onClose().run();
    }
}
