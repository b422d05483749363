package org.svff.dsl;

import java.util.List;
import java.util.stream.Collectors;

/** A policy that cannot be used; the message has a line for each error. */
public final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<PolicyError> errors;

    public PolicyException(List<PolicyError> errors) {
        super(errors.stream().map(PolicyError::toString).collect(Collectors.joining(System.lineSeparator())));
        this.errors = List.copyOf(errors);
    }

    public PolicyException(Place place, String message) {
        this(List.of(new PolicyError(place, message)));
    }

    /** In the order of the file; at least one. */
    public List<PolicyError> errors() {
        return errors;
    }
}
