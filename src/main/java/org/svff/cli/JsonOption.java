package org.svff.cli;

import picocli.CommandLine.Option;

/** For commands that print what a program may want to read. */
final class JsonOption {
    @Option(names = "--json", description = "Print JSON; fields are named as in JMX.")
    private boolean json;

    boolean isOn() {
        return json;
    }
}
