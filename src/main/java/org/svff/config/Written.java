package org.svff.config;

import java.util.List;

/** A value as somebody wrote it, before it is checked. */
record Written(ConfigKey key, List<String> texts, Origin origin) {
    Written {
        texts = List.copyOf(texts);
    }
}
