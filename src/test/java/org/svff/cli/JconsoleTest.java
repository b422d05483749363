package org.svff.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.svff.world.SvffException;

class JconsoleTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1:7118, 127.0.0.1:7118", "'', 127.0.0.1:7117", "[::1]:7117, [::1]:7117"})
    void isStartedWithTheTabAndTheProtocol(String agent, String url) {
        Jconsole jconsole = new Jconsole(
                Path.of("/jdk/bin/jconsole"), List.of(Path.of("a.jar"), Path.of("b.jar")), Path.of("tab.jar"));
        assertEquals(
                List.of(
                        "/jdk/bin/jconsole",
                        "-J-Djava.class.path=a.jar:b.jar",
                        "-J-Djmx.remote.protocol.provider.pkgs=org.svff.jmx.connect",
                        "-J-Dsvff.tab.front=true",
                        "-pluginpath",
                        "tab.jar",
                        "service:jmx:jmxmp://" + url),
                jconsole.command(AgentOption.parse(agent)));
    }

    @Test
    void withoutADisplayItSaysSo() {
        SvffException e = assertThrows(
                SvffException.class, () -> Jconsole.find(Map.of(), Path.of(System.getProperty("java.home"))));
        assertTrue(e.getMessage().contains("DISPLAY is not set"), e.getMessage());
    }
}
