package org.svff.cli;

import java.util.Map;
import org.svff.cli.print.Screen;

/**
 * What commands know of the place they run in.
 *
 * @param screen where they print
 * @param env the environment
 */
record Context(Screen screen, Map<String, String> env) {
    Context {
        env = Map.copyOf(env);
    }
}
