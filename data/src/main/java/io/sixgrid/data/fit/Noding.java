package io.sixgrid.data.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.SegmentString;
import org.locationtech.jts.noding.snapround.SnapRoundingNoder;

/** Breaks edges where they cross or touch, every break a lattice point. */
public final class Noding {
    private Noding() {}

    /** For each edge its points from the lower to the higher end, both included. */
    public static List<long[]> paths(List<Edge> edges) {
        List<SegmentString> lines = new ArrayList<>(edges.size());
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            lines.add(new NodedSegmentString(
                    new Coordinate[] {LatticePoint.units(edge.low()), LatticePoint.units(edge.high())}, i));
        }
        // Lattice units: integers are exact, and the precision is one.
        SnapRoundingNoder noder = new SnapRoundingNoder(new PrecisionModel(1));
        noder.computeNodes(lines);
        List<List<Long>> points = new ArrayList<>(edges.size());
        edges.forEach(edge -> points.add(new ArrayList<>(List.of(edge.low()))));
        for (Object part : (Collection<?>) noder.getNodedSubstrings()) {
            SegmentString string = (SegmentString) part;
            List<Long> path = points.get((Integer) string.getData());
            for (Coordinate c : string.getCoordinates()) {
                long point = LatticePoint.ofUnits(c);
                if (path.get(path.size() - 1) != point) {
                    path.add(point);
                }
            }
        }
        return points.stream()
                .map(path -> path.stream().mapToLong(Long::longValue).toArray())
                .toList();
    }
}
