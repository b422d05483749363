package org.svff.plan;

import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** A request cannot or must not be carried out. Nothing has been touched. */
public final class Refused extends SvffException {
    private static final long serialVersionUID = 1L;

    public Refused(Trouble trouble) {
        super(trouble);
    }
}
