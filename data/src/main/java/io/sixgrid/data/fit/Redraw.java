package io.sixgrid.data.fit;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Changes of vertices, applied to whatever shape has them: the same in every neighbour.
 *
 * @param moves   from where to where
 * @param paths   by edge its points from the lower end to the higher
 * @param dropped vertices that are none any more
 */
record Redraw(Map<Long, Long> moves, Map<Edge, long[]> paths, Set<Long> dropped) {
    static Redraw none() {
        return new Redraw(new HashMap<>(), new HashMap<>(), new HashSet<>());
    }

    boolean isEmpty() {
        return moves.isEmpty() && paths.isEmpty() && dropped.isEmpty();
    }

    /** The shape so changed; the very same when nothing of it changes. Holes and parts left without land are gone. */
    Geometry of(Geometry shape) {
        List<Polygon> parts = new ArrayList<>();
        boolean[] changed = new boolean[1];
        for (Polygon polygon : Pieces.polygons(shape)) {
            LinearRing shell = ring(polygon.getExteriorRing(), changed);
            if (shell != null) {
                List<LinearRing> holes = new ArrayList<>();
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    LinearRing kept = ring(polygon.getInteriorRingN(hole), changed);
                    if (kept != null) {
                        holes.add(kept);
                    }
                }
                parts.add(Lattice.FACTORY.createPolygon(shell, holes.toArray(LinearRing[]::new)));
            }
        }
        return changed[0] ? Lattice.join(parts) : shape;
    }

    private @Nullable LinearRing ring(LinearRing ring, boolean[] changed) {
        Coordinate[] given = ring.getCoordinates();
        List<Long> points = new ArrayList<>(given.length + 4);
        long from = LatticePoint.of(given[0]);
        boolean same = true;
        for (int i = 1; i < given.length; i++) {
            long to = LatticePoint.of(given[i]);
            same &= between(from, to, points);
            if (dropped.contains(to)) {
                same = false;
            } else {
                Long moved = moves.get(to);
                same &= moved == null;
                add(points, moved == null ? to : moved);
            }
            from = to;
        }
        if (same) {
            return ring;
        }
        changed[0] = true;
        while (points.size() > 1 && points.get(0).equals(points.get(points.size() - 1))) {
            points.remove(points.size() - 1);
        }
        if (points.size() < 3) {
            return null;
        }
        points.add(points.get(0));
        return Lattice.FACTORY.createLinearRing(
                points.stream().map(LatticePoint::degrees).toArray(Coordinate[]::new));
    }

    /** Adds what lies between two vertices; answers whether nothing does. */
    private boolean between(long from, long to, List<Long> points) {
        long[] path = paths.isEmpty() ? null : paths.get(Edge.of(from, to));
        if (path == null || path.length < 3) {
            return true;
        }
        for (int i = 1; i + 1 < path.length; i++) {
            add(points, from < to ? path[i] : path[path.length - 1 - i]);
        }
        return false;
    }

    private static void add(List<Long> points, long next) {
        if (points.isEmpty() || points.get(points.size() - 1) != next) {
            points.add(next);
        }
    }
}
