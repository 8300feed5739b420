package io.sixgrid.data.redraw;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.operation.linemerge.LineMerger;

/** Part of a border between two vertices in a row, seen from one side: what lies to the left. */
record Segment(Coordinate from, Coordinate to) {
    Segment reversed() {
        return new Segment(to, from);
    }

    /** The same for both sides. */
    Segment either() {
        return from.compareTo(to) <= 0 ? this : reversed();
    }

    /** As lines, joined where exactly two of them meet. */
    static List<LineString> lines(Collection<Segment> segments) {
        LineMerger merger = new LineMerger();
        segments.stream()
                .map(Segment::either)
                .distinct()
                .forEach(one -> merger.add(Lattice.FACTORY.createLineString(new Coordinate[] {one.from(), one.to()})));
        List<LineString> lines = new ArrayList<>();
        for (Object line : merger.getMergedLineStrings()) {
            lines.add((LineString) line);
        }
        lines.sort(null);
        return lines;
    }

    /** The segments of a line, in its direction. */
    static List<Segment> of(LineString line) {
        Coordinate[] vertices = line.getCoordinates();
        List<Segment> segments = new ArrayList<>(vertices.length - 1);
        for (int i = 0; i + 1 < vertices.length; i++) {
            segments.add(new Segment(vertices[i], vertices[i + 1]));
        }
        return segments;
    }
}
