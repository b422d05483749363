package org.svff.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.svff.host.SriovHost;
import org.svff.pci.PciAddress;
import org.svff.plan.Step;
import org.svff.world.Holder;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** Changes VF counts, and proves before that nothing holds a VF, which would block the kernel. Thread-safe. */
final class VfCounts {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    /** How long a look at the holders counts as one of the last moment. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final SriovHost host;
    private final Deadlines deadlines;
    /** When it was last proved that nobody holds a VF of the card, by {@link System#nanoTime}. */
    private final Map<PciAddress, Long> proved = new ConcurrentHashMap<>();

    VfCounts(SriovHost host, Deadlines deadlines) {
        this.host = host;
        this.deadlines = deadlines;
    }

    /** Waits for the holders to let go. The kernel tells nobody when a file is closed, so this looks again and again. */
    void proveFree(PciAddress pf) throws SvffException {
        Duration wait = deadlines.release();
        long end = System.nanoTime() + wait.toNanos();
        long pause = FIRST_PAUSE.toNanos();
        while (true) {
            long began = System.nanoTime();
            List<Holder> holders = all(host.holders(pf, deadlines.kernelRead()));
            if (holders.isEmpty()) {
                proved.put(pf, began);
                return;
            }
            if (System.nanoTime() > end) {
                throw held(pf, holders, wait);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE.toNanos());
        }
    }

    /** Sets the count, by way of 0 where there is another, and gives the new VFs their network settings. */
    void set(Step.SetVfCount s) throws SvffException {
        int now = host.vfCount(s.pf(), deadlines.kernelRead());
        if (now > 0 && now != s.count()) {
            requireFree(s.pf());
            host.setVfCount(s.pf(), 0, deadlines.kernelWrite());
        }
        if (s.count() > 0 && now != s.count()) {
            host.setVfCount(s.pf(), s.count(), deadlines.kernelWrite());
        }
        if (s.count() > 0) {
            host.setNetwork(s.pf(), s.network(), Map.of(), deadlines.kernelWrite());
        }
    }

    /** Guests are without their VFs meanwhile, and looking through all processes takes its time: a fresh proof will do. */
    private void requireFree(PciAddress pf) throws SvffException {
        Long at = proved.remove(pf);
        if (at != null && System.nanoTime() - at < FRESH.toNanos()) {
            return;
        }
        List<Holder> holders = all(host.holders(pf, deadlines.kernelRead()));
        if (!holders.isEmpty()) {
            throw held(pf, holders, Duration.ZERO);
        }
    }

    private static SvffException held(PciAddress pf, List<Holder> holders, Duration wait) {
        return new SvffException(new Trouble(
                pf.toString(),
                "destroy its VFs",
                "after " + wait.toSeconds() + " s there is still a hold on them by "
                        + holders.stream().map(Holder::toString).collect(Collectors.joining(", ")),
                "end that use; until then the kernel would block"));
    }

    private static List<Holder> all(Map<?, List<Holder>> byVf) {
        return byVf.values().stream().flatMap(List::stream).distinct().toList();
    }
}
