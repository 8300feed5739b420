package io.sixgrid.data.fit;

import io.sixgrid.data.place.EqualArea;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * How much it changes to redraw rings as the land they enclose: how far border moves or goes away, and the land that what
 * goes round it twice would have given to the grid, or a hole beside it would not. Used by one thread.
 */
final class RingChange {
    /** No distance is looked for more finely. */
    private static final double GRAIN_METRES = 0.01;

    private final long[][] border;
    private double metres;
    private double squareMetres;

    private RingChange(Geometry land) {
        border = new Pieces(List.of(new Piece("", land)), Optional.empty()).rings(0);
    }

    /** @param where what the extent is to name */
    static Repair.Extent of(RingLand rings, Geometry land, Geometry where) {
        RingChange change = new RingChange(land);
        change.bends(rings.edges(), rings.paths());
        change.goesAway(rings.paths());
        for (Polygon face : rings.disputed()) {
            change.metres = Math.max(change.metres, Measure.width(face));
            change.squareMetres += EqualArea.squareMetres(face);
        }
        return new Repair.Extent(change.metres, change.squareMetres, where);
    }

    private void bends(List<Edge> edges, List<long[]> paths) {
        for (int i = 0; i < edges.size(); i++) {
            for (long point : paths.get(i)) {
                metres = Math.max(
                        metres,
                        Measure.metres(point, edges.get(i).low(), edges.get(i).high()));
            }
            squareMetres += Measure.bent(paths.get(i));
        }
    }

    /** As a spike does: it has no land, and its point is far from what stays. */
    private void goesAway(List<long[]> paths) {
        Set<Edge> stays = new HashSet<>();
        for (long[] ring : border) {
            for (int i = 1; i < ring.length; i++) {
                stays.add(Edge.of(ring[i - 1], ring[i]));
            }
        }
        for (long[] path : paths) {
            for (int i = 1; i < path.length; i++) {
                if (stays.add(Edge.of(path[i - 1], path[i]))) {
                    goesAway(path[i - 1], path[i], away(path[i - 1]), away(path[i]));
                }
            }
        }
    }

    /** The farthest point of a segment may lie between its ends: looked for where it still may. */
    private void goesAway(long from, long to, double fromAway, double toAway) {
        metres = Math.max(metres, Math.max(fromAway, toAway));
        double length = Measure.metres(from, to);
        if (length > GRAIN_METRES && (fromAway + toAway + length) / 2 > metres + GRAIN_METRES) {
            long middle = LatticePoint.of(
                    middle(LatticePoint.x(from), LatticePoint.x(to)), middle(LatticePoint.y(from), LatticePoint.y(to)));
            if (middle != from && middle != to) {
                double middleAway = away(middle);
                goesAway(from, middle, fromAway, middleAway);
                goesAway(middle, to, middleAway, toAway);
            }
        }
    }

    private static int middle(int a, int b) {
        return (int) Math.floorDiv((long) a + b, 2L);
    }

    private double away(long point) {
        double least = Double.MAX_VALUE;
        for (long[] ring : border) {
            for (int i = 1; i < ring.length && least > 0; i++) {
                if (ring[i - 1] != ring[i]) {
                    least = Math.min(least, Measure.metres(point, ring[i - 1], ring[i]));
                }
            }
        }
        return least;
    }
}
