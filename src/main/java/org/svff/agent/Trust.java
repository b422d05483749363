package org.svff.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.svff.access.Access;
import org.svff.access.Callers;
import org.svff.access.Role;
import org.svff.access.UserFile;
import org.svff.access.Users;
import org.svff.audit.AuditEntry;
import org.svff.audit.AuditLog;
import org.svff.config.Config;
import org.svff.config.ConfigKey;
import org.svff.jmx.JmxSetup;
import org.svff.jmx.connect.TlsFiles;
import org.svff.world.SvffException;

/** Who may reach the agent, and the record of it, as configured. */
final class Trust implements AutoCloseable {
    private static final int MIB = 1 << 20;

    private final Callers callers;
    private final AuditLog audit;

    private Trust(Callers callers, AuditLog audit) {
        this.callers = callers;
        this.audit = audit;
    }

    /**
     * Whom the agent knows.
     *
     * @throws SvffException when there is a file of users that cannot be used
     */
    static Access access(Config config) throws SvffException {
        Path users = config.path(ConfigKey.USERS_FILE);
        return Files.exists(users)
                ? Access.of(Users.of(new UserFile(users)))
                : Access.local(Role.parse(config.string(ConfigKey.JMX_LOCAL_ROLE)));
    }

    /**
     * Opens the audit log.
     *
     * @throws SvffException when it cannot be kept
     */
    static Trust open(Config config, Access access) throws SvffException {
        AuditLog audit = AuditLog.open(
                auditFolder(config),
                (long) config.number(ConfigKey.AUDIT_SIZE) * MIB,
                config.number(ConfigKey.AUDIT_FILES),
                Clock.systemUTC());
        audit.write(AuditEntry.agent(
                "the agent begins",
                access.users().map(u -> u.count() + " users").orElse("no users: whoever is on this host is let in")));
        return new Trust(new Callers(access), audit);
    }

    static Path auditFolder(Config config) {
        return config.path(ConfigKey.STATE_FOLDER).resolve("audit");
    }

    JmxSetup jmx(Config config) {
        return new JmxSetup(
                config.string(ConfigKey.JMX_HOST),
                config.number(ConfigKey.JMX_PORT),
                Optional.of(config.number(ConfigKey.JMX_RMI)).filter(port -> port > 0),
                tls(config),
                callers,
                audit,
                config.number(ConfigKey.JMX_CONNECTIONS),
                config.duration(ConfigKey.DEADLINE_OPERATION));
    }

    private static Optional<TlsFiles> tls(Config config) {
        return config.flag(ConfigKey.TLS_ENABLED)
                ? Optional.of(new TlsFiles(
                        config.path(ConfigKey.TLS_FOLDER),
                        TlsFiles.ClientCertificates.valueOf(
                                config.string(ConfigKey.TLS_CLIENT_CERTIFICATES).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    @Override
    public void close() {
        audit.tell(AuditEntry.agent("the agent ends", ""));
        audit.close();
    }
}
