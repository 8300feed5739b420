package io.sixgrid.data.redraw;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

/**
 * A border from node to node, with the same land to either side all along; or all around, where no node is on it.
 *
 * @param line  from the smaller end (further west, or as far west and further south); one that ends where it begins, toward the
 *              smaller of the two next vertices; one without a node begins at its smallest vertex
 * @param left  who holds the land to the left: the identity of a leaf, {@link #UNASSIGNED} or {@link #OUTSIDE}
 * @param level the widest level with a grid whose border it is; 0 of the outline
 */
public record Edge(LineString line, long left, long right, int level) {
    /** Land of the outline that no grid holds. */
    public static final long UNASSIGNED = Piece.NONE;
    /** Land beyond the outline. */
    public static final long OUTSIDE = Long.MIN_VALUE;

    /** What it is called: where it begins, {@code lon,lat~lon,lat}. */
    public String id() {
        return id(line.getCoordinateN(0), line.getCoordinateN(1));
    }

    public Coordinate from() {
        return line.getCoordinateN(0);
    }

    public Coordinate to() {
        return line.getCoordinateN(line.getNumPoints() - 1);
    }

    /** Whether it ends where it begins. */
    public boolean closed() {
        return line.isClosed();
    }

    /** Whether it is a piece of the outline. */
    public boolean onOutline() {
        return level == 0;
    }

    List<Segment> segments() {
        return Segment.of(line.getCoordinates());
    }

    static String id(Coordinate first, Coordinate second) {
        return text(first) + "~" + text(second);
    }

    /** A position as ids and sentences have it: {@code lon,lat} with 7 decimals. */
    static String text(Coordinate position) {
        return decimal(position.x) + "," + decimal(position.y);
    }

    private static String decimal(double degrees) {
        return BigDecimal.valueOf(degrees).setScale(7, RoundingMode.HALF_UP).toPlainString();
    }
}
