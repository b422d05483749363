package org.svff.jmx

import java.lang.reflect.UndeclaredThrowableException
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import javax.management.MBeanServer
import javax.management.MBeanServerFactory
import javax.management.StandardMBean
import javax.management.remote.JMXServiceURL
import javax.management.remote.jmxmp.JMXMPConnectorServer
import org.svff.jmx.connect.ClientAccess
import spock.lang.Specification
import spock.lang.Timeout

/** An agent that lets a client in and then says no more. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SilentAgentSpec extends Specification {
    interface Silent {
        int getPfCount()
    }

    def 'nobody waits for its answer for ever'() {
        given:
        def released = new CountDownLatch(1)
        MBeanServer beans = MBeanServerFactory.newMBeanServer()
        beans.registerMBean(new StandardMBean({ released.await(); 0 } as Silent, Silent), Names.agent())
        def server = new JMXMPConnectorServer(new JMXServiceURL('jmxmp', '127.0.0.1', 0), [:], beans)
        server.start()
        def client = AgentClient.connect(
                '127.0.0.1', server.address.port, ClientAccess.NONE, Duration.ofSeconds(30), Duration.ofMillis(300))

        when:
        client.agent().pfCount

        then:
        def e = thrown(UndeclaredThrowableException)
        e.cause instanceof InterruptedIOException

        cleanup:
        released.countDown()
        client?.close()
        server.stop()
    }
}
