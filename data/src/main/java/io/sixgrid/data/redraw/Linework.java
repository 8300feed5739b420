package io.sixgrid.data.redraw;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.operation.linemerge.LineMerger;

/** The segments that shapes are drawn with, each once. */
final class Linework {
    private Linework() {}

    static Set<Segment> of(Collection<? extends Geometry> shapes) {
        Set<Segment> all = new LinkedHashSet<>();
        shapes.forEach(shape -> Segment.forEach(shape, (segment, landLeft) -> all.add(segment)));
        return all;
    }

    static Set<Segment> ofPieces(Collection<Piece> pieces) {
        return of(pieces.stream().map(Piece::shape).toList());
    }

    /** Of the leaves and the unassigned land of a sketch, around a place. */
    static Set<Segment> around(Sketch sketch, Envelope where) {
        return where.isNull() ? Set.of() : new LinkedHashSet<>(new Borders(sketch).near(where));
    }

    /** As lines, joined where exactly two segments meet. */
    static List<LineString> lines(Collection<Segment> segments) {
        LineMerger merger = new LineMerger();
        segments.forEach(one -> merger.add(Lattice.FACTORY.createLineString(new Coordinate[] {one.from(), one.to()})));
        List<LineString> lines = new ArrayList<>();
        for (Object line : merger.getMergedLineStrings()) {
            lines.add((LineString) line);
        }
        lines.sort(null);
        return lines;
    }
}
