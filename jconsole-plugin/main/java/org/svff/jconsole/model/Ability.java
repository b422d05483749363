package org.svff.jconsole.model;

/**
 * Whether an act can be asked for now.
 *
 * @param reason why not, as a sentence for the operator; empty when it can
 */
public record Ability(boolean possible, String reason) {
    static final Ability YES = new Ability(true, "");

    static Ability no(String reason) {
        return new Ability(false, reason);
    }

    static Ability when(boolean possible, String otherwise) {
        return possible ? YES : no(otherwise);
    }
}
