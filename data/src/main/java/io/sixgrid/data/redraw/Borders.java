package io.sixgrid.data.redraw;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * The segments of a sketch's leaves and unassigned land, with who is on either side. Reads what it is asked for and no more,
 * so it costs what is near; of the sketch as it was then. For one thread.
 */
final class Borders {
    private final Sketch sketch;
    private final Map<Segment, Sides> sides = new HashMap<>();
    private final Map<Coordinate, TreeSet<Coordinate>> neighbours = new HashMap<>();
    private final Set<Long> leaves = new HashSet<>();
    private final Set<Polygon> faces = Collections.newSetFromMap(new IdentityHashMap<>());
    // Vertices all of whose segments are read.
    private final Set<Coordinate> whole = new HashSet<>();

    Borders(Sketch sketch) {
        this.sketch = sketch;
    }

    /** Who holds the land to the left and to the right, from the smaller end to the greater. */
    record Sides(long left, long right) {
        private static final Sides NONE = new Sides(Edge.OUTSIDE, Edge.OUTSIDE);

        private Sides with(long holder, boolean isLeft) {
            return isLeft ? new Sides(holder, right) : new Sides(left, holder);
        }
    }

    /** Segments whose envelope meets {@code where}. */
    List<Segment> near(Envelope where) {
        read(where);
        List<Segment> near = new ArrayList<>();
        for (Segment segment : sides.keySet()) {
            if (where.intersects(segment.from(), segment.to())) {
                near.add(segment);
            }
        }
        return near;
    }

    /** The other ends of the segments that meet at a vertex, the smallest first; none where no border has a vertex. */
    Set<Coordinate> around(Coordinate vertex) {
        if (whole.add(vertex)) {
            read(new Envelope(vertex));
        }
        return neighbours.getOrDefault(vertex, new TreeSet<>());
    }

    /** Whether borders of three or more lands meet, or one ends. */
    boolean node(Coordinate vertex) {
        int meeting = around(vertex).size();
        return meeting > 0 && meeting != 2;
    }

    Optional<Sides> sides(Segment segment) {
        around(segment.from());
        return Optional.ofNullable(sides.get(segment));
    }

    private void read(Envelope where) {
        for (Piece leaf : sketch.leavesNear(where)) {
            if (leaves.add(leaf.id())) {
                read(leaf.shape(), leaf.id());
            }
        }
        for (Polygon face : sketch.unassignedNear(where)) {
            if (faces.add(face)) {
                read(face, Edge.UNASSIGNED);
            }
        }
    }

    private void read(Geometry shape, long holder) {
        Segment.forEach(shape, (segment, landLeft) -> {
            Sides known = sides.getOrDefault(segment, Sides.NONE);
            sides.put(segment, known.with(holder, landLeft));
            neighbours.computeIfAbsent(segment.from(), none -> new TreeSet<>()).add(segment.to());
            neighbours.computeIfAbsent(segment.to(), none -> new TreeSet<>()).add(segment.from());
        });
    }
}
