package org.svff.jconsole.model;

/** Who answers. */
public record Agent(String hostName, String version, String startedAt) {
    public static final Agent UNKNOWN = new Agent("", "", "");
}
