package io.sixgrid.data.sample;

import java.util.List;
import java.util.Set;

/** A piece of land and the pieces that tile it; a base grid has none. */
record Area(Ring ring, List<Area> parts) {
    Area {
        parts = List.copyOf(parts);
    }

    /** This area and all below without the nodes in {@code dropped}. */
    Area without(Set<Node> dropped) {
        return new Area(
                ring.without(dropped),
                parts.stream().map(part -> part.without(dropped)).toList());
    }
}
