package org.svff.jmx;

import java.time.Duration;
import java.util.Optional;
import org.svff.access.Callers;
import org.svff.audit.AuditLog;
import org.svff.jmx.connect.TlsFiles;

/**
 * How the agent is reached.
 *
 * @param host a loopback address; any other needs users and TLS
 * @param port of JMXMP; 0 for any free one
 * @param rmiPort of RMI; empty for no such connector
 * @param tls empty for none
 * @param callers who may come, and who calls
 * @param mostConnections at once, over JMXMP
 * @param patience how long an operation's caller is kept waiting for its end
 */
public record JmxSetup(
        String host,
        int port,
        Optional<Integer> rmiPort,
        Optional<TlsFiles> tls,
        Callers callers,
        AuditLog audit,
        int mostConnections,
        Duration patience) {}
