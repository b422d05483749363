package org.svff.behaviour

import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import org.svff.jmx.view.BindingView
import org.svff.jmx.view.PfView
import org.svff.jmx.view.ReportView
import org.svff.jmx.view.VfView
import org.svff.jmx.view.VmView
import org.svff.jmx.view.WorldView
import org.svff.pci.PciAddress
import org.svff.testbed.Testbed
import org.svff.world.BindingId
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** What all behaviour specifications have: a testbed, and short words for what one does with it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class Behaviour extends Specification {
    @AutoCleanup
    Testbed testbed = Testbed.open()

    /** For what the agent is told by others: kernel events, a QEMU that ends. An emulated processor has no time to be asked often. */
    PollingConditions soon = new PollingConditions(timeout: 60, delay: Testbed.isRig() ? 0.5 : 0.1)

    String getCard() { testbed.pfs()[0] }

    String getOther() { testbed.pfs()[1] }

    ReportView reconfigure(String pf, int vfs) {
        testbed.agent().pf(PciAddress.parse(pf)).reconfigure(vfs)
    }

    ReportView reconfigureAllowingReplug(String pf, int vfs) {
        testbed.agent().pf(PciAddress.parse(pf)).reconfigureAllowingReplug(vfs)
    }

    ReportView attach(String vm, String vf) {
        soon.eventually { testbed.agent().vm(vm).reachable }
        def report = testbed.agent().vm(vm).attach(vf)
        assert report.outcome() == 'DONE'
        report
    }

    ReportView detach(String binding) {
        testbed.agent().binding(BindingId.parse(binding)).detach()
    }

    /** The outcome of a request, or what it was refused with. */
    static String refusalOf(Closure<?> request) {
        try {
            return request().outcome()
        } catch (Exception e) {
            return e.message ?: e.toString()
        }
    }

    /** Guests that can pause, each with the VF of its index of the card, and driving it. */
    List<Testbed.Guest> guestsWithVfs(String... names) {
        def guests = names.collect { testbed.startGuest(it) }
        names.eachWithIndex { name, i -> attach(name, "$card/$i") }
        guests*.awaitTraffic()
        guests
    }

    /**
     * Kills the agent as soon as it tells of such a step of what it was asked for; returns when both are over. A simulated
     * agent may be done before anybody hears of the step, and is killed then (CrashSpec is exact); in the rig that fails.
     */
    void killAgentAfter(String step, Closure<?> request) {
        def died = new CompletableFuture<String>()
        def dying = new AtomicBoolean()
        testbed.agent().onNotification {
            if (it.type() == 'svff.operation.progress' && it.message().startsWith(step) && dying.compareAndSet(false, true)) {
                killNow(died, 'died')
            }
        }
        def asked = meanwhile { refusalOf(request) }
        asked.thenAccept { ended ->
            if (dying.compareAndSet(false, true)) {
                killNow(died, "too late: $ended")
            }
        }
        def end = died.get(3, TimeUnit.MINUTES)
        assert end == 'died' || !Testbed.isRig()
        asked.get(3, TimeUnit.MINUTES)
    }

    void killNow(CompletableFuture<String> died, String how) {
        try {
            testbed.killAgent()
            died.complete(how)
        } catch (Throwable e) { // on a thread that tells nobody
            died.completeExceptionally(e)
        }
    }

    /** Does something as soon as the agent tells of such a step of what it is asked for; what became of that. */
    String meanwhileAt(String step, Closure<?> act, Closure<?> request) {
        def acted = new CompletableFuture<Void>()
        def acting = new AtomicBoolean()
        def once = {
            if (acting.compareAndSet(false, true)) {
                act()
                acted.complete(null)
            }
        }
        testbed.agent().onNotification {
            if (it.type() == 'svff.operation.progress' && it.message().startsWith(step)) {
                once()
            }
        }
        def asked = meanwhile { refusalOf(request) }
        def outcome = asked.get(5, TimeUnit.MINUTES)
        once() // a simulated change may be over before anybody hears of the step
        acted.get(1, TimeUnit.MINUTES)
        outcome
    }

    /** Asks for something without waiting for its end. */
    static <T> CompletableFuture<T> meanwhile(Closure<T> request) {
        CompletableFuture.supplyAsync(request)
    }

    /** The world as the agent shows it without reading anew. */
    WorldView getShown() { testbed.agent().agent().snapshot() }

    /** The world as the agent reads it now. */
    WorldView getWorld() { testbed.agent().agent().refresh() }

    static PfView pf(WorldView world, String address) {
        world.pfs().find { it.address() == address }
    }

    static VfView vf(WorldView world, String name) {
        world.vfs().find { it.name() == name }
    }

    static VmView vm(WorldView world, String name) {
        world.vms().find { it.name() == name }
    }

    static BindingView binding(WorldView world, String name) {
        world.bindings().find { it.name() == name }
    }
}
