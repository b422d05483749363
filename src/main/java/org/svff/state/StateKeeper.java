package org.svff.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.svff.pci.PciAddress;
import org.svff.plan.Plan;
import org.svff.plan.Request;
import org.svff.world.SvffException;
import org.svff.world.World;

/** Knows what is wanted of this host, and keeps it on disk. Thread-safe. */
public final class StateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

    private final WantedFile file;
    private volatile Wanted wanted;
    private volatile String notice;

    private StateKeeper(WantedFile file, WantedFile.Read read) {
        this.file = file;
        this.wanted = read.wanted();
        this.notice = read.notice();
    }

    /** Puts bytes in the place of a file, whole and for good. */
    public interface Replace {
        void replace(Path file, byte[] bytes) throws IOException;
    }

    /**
     * Reads what a former agent knew.
     *
     * @throws SvffException when it cannot be read, or a newer svff wrote it; a damaged file is put aside instead
     */
    public static StateKeeper open(Path folder, Replace replace) throws SvffException {
        WantedFile file = new WantedFile(folder, replace::replace);
        return new StateKeeper(file, file.read());
    }

    public Wanted wanted() {
        return wanted;
    }

    /** What the operator must know of the file: that it was damaged, or cannot be written; empty when all is well. */
    public String notice() {
        return notice;
    }

    public Comparison comparison(World world) {
        return Comparison.of(wanted, world);
    }

    /** A plan was carried out; see {@link Learning}. */
    public void done(Plan plan, World after, UnaryOperator<PciAddress> whereIs) {
        learn((before, world) -> Learning.from(before, plan, world, whereIs), after);
    }

    /** All was as asked already. */
    public void unchanged(Request request, World world) {
        learn((before, w) -> Learning.from(before, request, w), world);
    }

    /** The request is done whatever the disk says: what could not be written is known until the agent ends. */
    private synchronized void learn(BiFunction<Wanted, World, Wanted> learning, World world) {
        Wanted next = learning.apply(wanted, world);
        if (next.equals(wanted) && notice.isEmpty()) {
            return;
        }
        wanted = next;
        try {
            file.write(next);
            notice = "";
        } catch (SvffException e) {
            notice = e.trouble().toString();
            LOG.error("{}", notice);
        }
    }

    /**
     * Something else is wanted from now on.
     *
     * @throws SvffException when it cannot be written: then all is as before
     */
    public synchronized void change(UnaryOperator<Wanted> change) throws SvffException {
        Wanted next = change.apply(wanted);
        file.write(next);
        wanted = next;
        notice = "";
    }
}
