package io.sixgrid.ingest.relay;

import io.sixgrid.data.place.GridRef;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where events of one chain are published, and how they name it.
 *
 * @param grids level 1 first; empty for what is not placed
 */
record PlacedChain(String topic, List<GridRef> grids) {
    // A code is any text; a level of a topic is not (MQTT 5.0, 4.7.1).
    private static final Pattern NOT_IN_A_LEVEL = Pattern.compile("[/+#\0]");

    static PlacedChain of(String scheme, List<GridRef> grids) {
        StringBuilder topic = new StringBuilder(PlacedRelay.ROOT).append('/').append(scheme);
        if (grids.isEmpty()) {
            topic.append("/unplaced");
        }
        for (GridRef grid : grids) {
            topic.append('/').append(NOT_IN_A_LEVEL.matcher(grid.code()).replaceAll("_"));
        }
        return new PlacedChain(topic.toString(), List.copyOf(grids));
    }
}
