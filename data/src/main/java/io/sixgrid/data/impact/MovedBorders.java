package io.sixgrid.data.impact;

import io.sixgrid.data.impact.Impact.Border;
import io.sixgrid.data.impact.Impact.State;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocalMetres;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.redraw.Edit;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Sketch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.linemerge.LineMerger;

/**
 * The segments of borders that are no more, and those that were not, at each tiling level. A vertex more on a straight border
 * takes one segment away and puts two there: such a border counts as touched.
 */
final class MovedBorders {
    private final Map<Integer, Map<State, Set<LineSegment>>> byLevel = new TreeMap<>();
    private final Map<State, STRtree> trees = new EnumMap<>(State.class);

    MovedBorders(Sketch sketch, Edit edit) {
        Set<Integer> levels = new TreeSet<>();
        edit.before().stream().filter(sketch::tiling).forEach(piece -> levels.add(piece.level()));
        edit.after().stream().filter(sketch::tiling).forEach(piece -> levels.add(piece.level()));
        for (State state : State.values()) {
            trees.put(state, new STRtree());
        }
        for (int level : levels) {
            Set<LineSegment> before = segments(edit.before(), level);
            Set<LineSegment> after = segments(edit.after(), level);
            put(level, State.GONE, before, after);
            put(level, State.NEW, after, before);
        }
        trees.values().forEach(STRtree::build);
    }

    private void put(int level, State state, Set<LineSegment> here, Set<LineSegment> there) {
        Set<LineSegment> only = new LinkedHashSet<>(here);
        only.removeAll(there);
        if (!only.isEmpty()) {
            byLevel.computeIfAbsent(level, none -> new EnumMap<>(State.class)).put(state, only);
            only.forEach(segment -> tree(state).insert(new Envelope(segment.p0, segment.p1), segment));
        }
    }

    private STRtree tree(State state) {
        return trees.getOrDefault(state, new STRtree());
    }

    private static Set<LineSegment> segments(Collection<Piece> pieces, int level) {
        Set<LineSegment> segments = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (piece.level() == level) {
                rings(piece.shape()).forEach(ring -> addSegments(ring.getCoordinates(), segments));
            }
        }
        return segments;
    }

    private static void addSegments(Coordinate[] ring, Set<LineSegment> segments) {
        for (int i = 0; i + 1 < ring.length; i++) {
            LineSegment segment = new LineSegment(ring[i], ring[i + 1]);
            // The neighbour traverses it the other way.
            segment.normalize();
            segments.add(segment);
        }
    }

    static List<LineString> rings(Geometry shape) {
        List<LineString> rings = new ArrayList<>();
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            Polygon part = (Polygon) shape.getGeometryN(i);
            rings.add(part.getExteriorRing());
            for (int hole = 0; hole < part.getNumInteriorRing(); hole++) {
                rings.add(part.getInteriorRingN(hole));
            }
        }
        return rings;
    }

    /** The lines of each level, the widest first. */
    List<Border> borders() {
        List<Border> borders = new ArrayList<>();
        byLevel.forEach((level, states) ->
                states.forEach((state, segments) -> borders.add(new Border(level, state, lines(segments)))));
        return borders;
    }

    private static MultiLineString lines(Set<LineSegment> segments) {
        LineMerger merger = new LineMerger();
        segments.forEach(segment -> merger.add(segment.toGeometry(Lattice.FACTORY)));
        List<LineString> merged = new ArrayList<>();
        for (Object line : merger.getMergedLineStrings()) {
            merged.add((LineString) line);
        }
        return Lattice.FACTORY.createMultiLineString(merged.toArray(LineString[]::new));
    }

    /** Metres of the borders of a level that are gone or new. */
    double metres(int level, State state) {
        return byLevel.getOrDefault(level, Map.of()).getOrDefault(state, Set.of()).stream()
                .mapToDouble(segment -> LocalMetres.atLatitude(segment.p0.y).distance(segment.p0, segment.p1))
                .sum();
    }

    /** The levels at which borders are gone or new. */
    Set<Integer> levels() {
        return byLevel.keySet();
    }

    /** Whether a point is exactly on one of those lines. */
    boolean holds(State state, LonLat point) {
        Coordinate at = new Coordinate(Lattice.round(point.lon()), Lattice.round(point.lat()));
        return near(state, new Envelope(at)).stream().anyMatch(segment -> exactlyOn(segment, at));
    }

    private static boolean exactlyOn(LineSegment segment, Coordinate at) {
        long x = Lattice.units(at.x);
        long y = Lattice.units(at.y);
        long x0 = Lattice.units(segment.p0.x);
        long y0 = Lattice.units(segment.p0.y);
        long turn = (Lattice.units(segment.p1.x) - x0) * (y - y0) - (Lattice.units(segment.p1.y) - y0) * (x - x0);
        return turn == 0 && new Envelope(segment.p0, segment.p1).covers(at);
    }

    /** The segments whose envelope meets {@code where}. */
    List<LineSegment> near(State state, Envelope where) {
        List<LineSegment> near = new ArrayList<>();
        tree(state).query(where, found -> near.add((LineSegment) found));
        return near;
    }
}
