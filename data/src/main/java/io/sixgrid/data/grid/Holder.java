package io.sixgrid.data.grid;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * Whoever holds land of the outline: a leaf, or the decision that nobody does.
 *
 * @param code empty of unassigned land
 */
record Holder(Optional<String> code, Geometry land) {
    static List<Holder> of(Stream<Grid> leaves, List<Polygon> unassigned) {
        return Stream.concat(
                        leaves.map(leaf -> new Holder(Optional.of(leaf.code()), leaf.shape())),
                        unassigned.stream().map(face -> new Holder(Optional.empty(), face)))
                .toList();
    }
}
