package io.sixgrid.data.edition;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * A change that makes pieces fit, proposed or made.
 *
 * @param id           the same for the same change of the same file, whatever else is in it: what an operator accepts
 * @param codes        of the grids whose land changes, sorted
 * @param metres       how far the border moves at most; of a gap or an overlap its greatest width
 * @param squareMetres how much land changes its grid
 * @param accepted     whether it was made
 * @param where        the land or the segments concerned, EPSG:4326
 */
public record Repair(
        String id,
        Kind kind,
        List<String> codes,
        double metres,
        double squareMetres,
        boolean accepted,
        String sentence,
        Geometry where) {
    public Repair {
        codes = List.copyOf(codes);
    }

    /** What is done. */
    public enum Kind {
        /** A ring that crosses itself, a spike, a doubled vertex: redrawn as the land it encloses. */
        RING,
        /** Vertices that mean the same corner become one. */
        SNAP,
        /** A corner of the neighbour, on or beside an edge, becomes a vertex of that edge. */
        INSERT,
        /** A narrow gap goes to the neighbour with the longest border. */
        FILL,
        /** A narrow overlap goes to one of those that claim it. */
        CUT,
        /** What narrowly sticks out of the outline is cut off. */
        TRIM,
        /** A part of a multipolygon, as small as a crumb, goes to its neighbour. */
        CRUMB,
        /** The polygon given for a wider grid gives way to the land of the grids below it. */
        DERIVE
    }
}
