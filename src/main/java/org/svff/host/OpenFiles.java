package org.svff.host;

import java.util.List;
import java.util.Map;
import org.svff.world.Holder;

/**
 * Which process has which VFIO file open.
 *
 * @param byNode holders by the path of the file
 */
record OpenFiles(Map<String, List<Holder>> byNode) {
    OpenFiles {
        byNode = Map.copyOf(byNode);
    }

    /** The processes that have any of these files open, by pid, each once. */
    List<Holder> holdersOf(List<String> nodes) {
        return nodes.stream()
                .flatMap(node -> byNode.getOrDefault(node, List.of()).stream())
                .distinct()
                .sorted((a, b) -> Long.compare(a.pid(), b.pid()))
                .toList();
    }
}
