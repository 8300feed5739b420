package io.sixgrid.data.grid;

import io.sixgrid.data.place.EqualArea;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryComponentFilter;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.IntersectionMatrix;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.relateng.RelateNG;

/**
 * Which grids of one set hold land of grids of another, and how much. A shared border is no overlap; nor is less than a square
 * centimetre, which is what rounding leaves where two borders cross off the lattice.
 */
public final class Overlaps {
    /** A square centimetre. */
    static final double LEAST_SQUARE_METRES = 1e-4;

    // The lattice's factory would round every crossing to the lattice, and move the border that is measured.
    private static final GeometryFactory EXACT = new GeometryFactory();

    /**
     * Land that grid {@code a} of the first set and grid {@code b} of the second both hold.
     *
     * @param a code in the first set
     * @param b code in the second set
     */
    public record Overlap(String a, String b, double squareMetres) {}

    /** A shape with what is asked of it again and again; the square metres of the whole. */
    private record Land(String code, Geometry shape, Footprint footprint, double squareMetres) {
        static Land of(Grid grid) {
            return new Land(
                    grid.code(), grid.shape(), Footprint.of(grid.shape()), EqualArea.squareMetres(grid.shape()));
        }
    }

    /** The same for shapes with the same vertices, wherever their rings start: who differs in it is not identical. */
    private record Footprint(Envelope envelope, int vertices, long sum) {
        static Footprint of(Geometry shape) {
            long[] sum = new long[1];
            shape.apply((GeometryComponentFilter) part -> {
                if (part instanceof LinearRing ring) {
                    sum[0] += sum(ring.getCoordinateSequence());
                }
            });
            return new Footprint(shape.getEnvelopeInternal(), shape.getNumPoints(), sum[0]);
        }

        /** Of every vertex once: the last is the first again. */
        private static long sum(CoordinateSequence ring) {
            long sum = 0;
            for (int i = 0; i + 1 < ring.size(); i++) {
                sum += Double.doubleToLongBits(ring.getX(i)) * 31 + Double.doubleToLongBits(ring.getY(i));
            }
            return sum;
        }
    }

    private Overlaps() {}

    /**
     * In the order of {@code a}, then of {@code b}. Grids of either set may overlap among themselves, as levels do. Empty shapes
     * hold nothing; of invalid ones the land that they enclose is compared.
     */
    public static List<Overlap> between(List<Grid> a, List<Grid> b) {
        List<Land> others = b.stream().map(Land::of).toList();
        STRtree index = new STRtree();
        Map<Land, Integer> order = new HashMap<>();
        for (Land other : others) {
            if (!other.shape().isEmpty()) {
                order.put(other, order.size());
                index.insert(other.shape().getEnvelopeInternal(), other);
            }
        }
        List<Overlap> overlaps = new ArrayList<>();
        for (Grid grid : a) {
            if (!grid.shape().isEmpty()) {
                Land land = Land.of(grid);
                List<Land> near = new ArrayList<>();
                index.query(land.shape().getEnvelopeInternal(), found -> near.add((Land) found));
                near.sort(Comparator.comparing(order::get));
                overlaps.addAll(of(land, near));
            }
        }
        return overlaps;
    }

    private static List<Overlap> of(Land land, List<Land> near) {
        List<Overlap> overlaps = new ArrayList<>();
        RelateNG relate = null;
        for (Land other : near) {
            double common;
            if (identical(land, other)) {
                common = land.squareMetres();
            } else {
                relate = relate == null ? RelateNG.prepare(land.shape()) : relate;
                common = common(relate, land, other);
            }
            if (common >= LEAST_SQUARE_METRES) {
                overlaps.add(new Overlap(land.code(), other.code(), common));
            }
        }
        return overlaps;
    }

    private static boolean identical(Land land, Land other) {
        return land.footprint().equals(other.footprint())
                && (land.shape().equalsExact(other.shape())
                        || land.shape().norm().equalsExact(other.shape().norm()));
    }

    private static double common(RelateNG relate, Land land, Land other) {
        try {
            IntersectionMatrix matrix = relate.evaluate(other.shape());
            if (!matrix.matches("T********")) {
                return 0;
            }
            if (matrix.isCovers()) {
                return other.squareMetres();
            }
            if (matrix.isCoveredBy()) {
                return land.squareMetres();
            }
            return intersection(land.shape(), other.shape());
        } catch (RuntimeException e) {
            // Both throw TopologyException or IllegalArgumentException only where a shape is not valid.
            return intersection(GeometryFixer.fix(land.shape()), GeometryFixer.fix(other.shape()));
        }
    }

    private static double intersection(Geometry land, Geometry other) {
        return EqualArea.squareMetres(OverlayNGRobust.overlay(
                EXACT.createGeometry(land), EXACT.createGeometry(other), OverlayNG.INTERSECTION));
    }
}
