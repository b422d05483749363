package org.svff.testbed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.svff.access.PasswordHash;
import org.svff.access.Role;
import org.svff.access.Scope;
import org.svff.access.User;
import org.svff.access.UserFile;
import org.svff.jmx.AgentClient;
import org.svff.jmx.connect.ClientAccess;
import org.svff.world.SvffException;

/** An agent with users: monica (monitor), oscar (operator), ada (administrator), and wendy, who operates on web-* only. */
public final class TrustedAgent implements AutoCloseable {
    private static final int FEW = 1000; // iterations: tests log in by the hundred

    private final Path folder = Folders.temporary();
    private final UserFile users = new UserFile(folder.resolve("users.yaml"));
    private final DemoAgent agent;
    private final Optional<Path> ca;

    public TrustedAgent() throws SvffException {
        this(Map.of(), Optional.empty(), Optional.empty());
    }

    /**
     * An agent.
     *
     * @param ca for clients that use TLS
     * @param key for clients that show a certificate
     */
    public TrustedAgent(Map<String, String> options, Optional<Path> ca, Optional<Path> key) throws SvffException {
        this.ca = ca;
        add("monica", Role.MONITOR, Scope.ALL);
        add("oscar", Role.OPERATOR, Scope.ALL);
        add("ada", Role.ADMINISTRATOR, Scope.ALL);
        add("wendy", Role.OPERATOR, new Scope(java.util.List.of("web-*"), java.util.List.of()));
        add("peter", Role.OPERATOR, new Scope(java.util.List.of(), java.util.List.of("0000:03:00.0")));
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("users.file", users.path().toString());
        agent = new DemoAgent(all, new ClientAccess(Optional.of(login("ada", password("ada"))), ca, key));
    }

    public void add(String name, Role role, Scope scope) throws SvffException {
        User user = new User(name, role, scope, PasswordHash.of(password(name).toCharArray(), FEW));
        users.change(all -> {
            all.put(name, user);
            return all;
        });
    }

    public void remove(String name) throws SvffException {
        users.change(all -> {
            all.remove(name);
            return all;
        });
    }

    public static String password(String name) {
        return "secret of " + name;
    }

    public static ClientAccess.Login login(String name, String password) {
        return new ClientAccess.Login(name, password::toCharArray);
    }

    public AgentClient as(String name) throws SvffException {
        return as(name, password(name));
    }

    public AgentClient as(String name, String password) throws SvffException {
        return agent.connect("localhost", new ClientAccess(Optional.of(login(name, password)), ca, Optional.empty()));
    }

    public DemoAgent agent() {
        return agent;
    }

    public Path usersFile() {
        return users.path();
    }

    public Path audit() {
        return agent.state().resolve("audit");
    }

    @Override
    public void close() {
        agent.close();
        Folders.remove(folder);
    }
}
