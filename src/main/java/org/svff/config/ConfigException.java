package org.svff.config;

import java.util.List;
import java.util.stream.Collectors;
import org.svff.world.SvffException;
import org.svff.world.Trouble;

/** The configuration cannot be used. All that is wrong with it is told at once, a line each. */
public final class ConfigException extends SvffException {
    private static final long serialVersionUID = 1L;

    private final transient List<Trouble> troubles;

    ConfigException(List<Trouble> troubles) {
        super(troubles.get(0));
        this.troubles = List.copyOf(troubles);
    }

    public List<Trouble> troubles() {
        return troubles;
    }

    @Override
    public String getMessage() {
        return troubles.stream().map(Trouble::toString).collect(Collectors.joining("\n"));
    }
}
