package org.svff.jmx.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/**
 * How a client proves who it is, and asks the agent to do the same.
 *
 * @param login name and password; empty to send none
 * @param ca certificates in PEM of the CA that the agent's is to be from; empty for no TLS
 * @param key the client's own key and certificate (PKCS 12); empty for none
 */
public record ClientAccess(Optional<Login> login, Optional<Path> ca, Optional<Path> key) {
    /** What loopback agents without users ask: nothing. */
    public static final ClientAccess NONE = new ClientAccess(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Who.
     *
     * @param password is asked each time that it is to be sent
     */
    public record Login(String user, Supplier<char[]> password) {}

    /** The same with the password asked now, for who connects more than once. */
    public ClientAccess asked() {
        return new ClientAccess(
                login.map(l -> {
                    char[] password = l.password().get();
                    return new Login(l.user(), password::clone);
                }),
                ca,
                key);
    }

    /** Whether this host itself is meant: what is said to it goes over no network. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // connecting will tell
        }
    }

    /**
     * What the JMXMP library needs to be told. With a CA nothing is said before the agent has proved to be that host.
     *
     * @param host whom the agent is to prove to be
     * @param isLocal whether a password may be sent to it without TLS
     * @throws SvffException when a file cannot be used, or a password would go over a network in the clear
     */
    public Map<String, Object> env(String host, boolean isLocal) throws SvffException {
        Map<String, Object> env = new HashMap<>();
        String profiles = "";
        if (ca.isPresent()) {
            profiles = "TLS";
            env.put("jmx.remote.tls.socket.factory", tls(host, ca.get()));
        }
        if (login.isPresent()) {
            if (ca.isEmpty() && !isLocal) {
                throw new SvffException(new Trouble(
                        host,
                        "send the password of " + login.get().user(),
                        "it would go over the network in the clear",
                        "name the CA of the agent's certificate with --ca"));
            }
            profiles = (profiles + " SASL/PLAIN").strip();
            String password = new String(login.get().password().get()); // the library takes nothing else
            env.put("jmx.remote.credentials", new String[] {login.get().user(), password});
        }
        if (!profiles.isEmpty()) {
            env.put("jmx.remote.profiles", profiles);
        }
        return env;
    }

    private TlsSockets tls(String host, Path file) throws SvffException {
        SSLContext context = Keys.context(key, file);
        return new TlsSockets(context.getSocketFactory(), host, socket -> {
            socket.setUseClientMode(true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the library itself checks no name
            socket.setSSLParameters(parameters);
            return socket;
        });
    }
}
