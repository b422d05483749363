package org.svff.dsl;

/**
 * Where something stands in a policy.
 *
 * @param file name of the file, as it was given
 * @param line from 1
 */
public record Place(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
