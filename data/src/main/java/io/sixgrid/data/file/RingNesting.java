package io.sixgrid.data.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * Makes polygons of rings that say only by their turn whether they are holes, as those of a Shapefile do: clockwise is land,
 * the other way a hole (ESRI Shapefile Technical Description, 1998). Writers get that wrong, so which ring lies inside
 * which decides, and a turn that says otherwise is noted.
 */
final class RingNesting {
    /** A ring, and how many others lie around it. */
    private static final class Nested {
        final LinearRing ring;
        final List<LinearRing> holes = new ArrayList<>();
        final int depth;
        final Nested shell;

        Nested(LinearRing ring, int depth, @Nullable Nested around) {
            this.ring = ring;
            this.depth = depth;
            // Of a hole the land that it is in.
            shell = depth % 2 == 1 && around != null ? around : this;
        }
    }

    private RingNesting() {}

    static Geometry polygons(List<LinearRing> rings, Features features) {
        if (rings.size() == 1) {
            checkTurn(rings.get(0), 0, features);
            return Shapes.FACTORY.createPolygon(rings.get(0));
        }
        List<LinearRing> widestFirst = rings.stream()
                .sorted(Comparator.comparingDouble(ring -> -Area.ofRing(ring.getCoordinates())))
                .toList();
        List<Nested> placed = new ArrayList<>();
        for (LinearRing ring : widestFirst) {
            placed.add(place(ring, placed));
        }
        List<Nested> shells = new ArrayList<>();
        for (Nested nested : placed) {
            checkTurn(nested.ring, nested.depth, features);
            if (nested.shell == nested) {
                shells.add(nested);
            } else {
                nested.shell.holes.add(nested.ring);
            }
        }
        Polygon[] polygons = shells.stream()
                .map(shell -> Shapes.FACTORY.createPolygon(shell.ring, shell.holes.toArray(LinearRing[]::new)))
                .toArray(Polygon[]::new);
        return switch (polygons.length) {
            case 0 -> Shapes.FACTORY.createPolygon();
            case 1 -> polygons[0];
            default -> Shapes.FACTORY.createMultiPolygon(polygons);
        };
    }

    /** The narrowest ring around it is the last of those that are wider. */
    private static Nested place(LinearRing ring, List<Nested> wider) {
        for (int i = wider.size() - 1; i >= 0; i--) {
            Nested around = wider.get(i);
            if (inside(ring, around.ring)) {
                return new Nested(ring, around.depth + 1, around);
            }
        }
        return new Nested(ring, 0, null);
    }

    /** By the first corner or middle of an edge that is not on the other's border: valid rings do not cross. */
    private static boolean inside(LinearRing inner, LinearRing outer) {
        if (!outer.getEnvelopeInternal().contains(inner.getEnvelopeInternal())) {
            return false;
        }
        Coordinate[] border = outer.getCoordinates();
        Coordinate[] corners = inner.getCoordinates();
        for (Coordinate corner : corners) {
            int where = PointLocation.locateInRing(corner, border);
            if (where != Location.BOUNDARY) {
                return where == Location.INTERIOR;
            }
        }
        for (int i = 1; i < corners.length; i++) {
            Coordinate middle =
                    new Coordinate((corners[i - 1].x + corners[i].x) / 2, (corners[i - 1].y + corners[i].y) / 2);
            int where = PointLocation.locateInRing(middle, border);
            if (where != Location.BOUNDARY) {
                return where == Location.INTERIOR;
            }
        }
        return true;
    }

    private static void checkTurn(LinearRing ring, int depth, Features features) {
        boolean hole = Orientation.isCCW(ring.getCoordinateSequence());
        if (hole != (depth % 2 == 1)) {
            features.noteHere("a ring turns as a hole does and is land, or the other way; where it lies decided");
        }
    }
}
