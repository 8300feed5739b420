package io.sixgrid.data.grid;

import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * Something wrong with a set of boundaries, or worth a look.
 *
 * @param codes    of the grids concerned, sorted; empty where it is the outline's alone
 * @param sentence for people, naming the grids by code
 * @param where    the offending segments or shapes, EPSG:4326
 */
public record Finding(Kind kind, List<String> codes, String sentence, Geometry where) {
    public Finding {
        codes = List.copyOf(codes);
    }

    /** What is wrong. Programs read it, pages translate it. */
    public enum Kind {
        /** Not a valid polygon: it crosses or touches itself along a line, or a hole lies outside. */
        INVALID(true),
        /** No land at all. */
        EMPTY(true),
        /** A vertex off the lattice of 1e-7 degrees. */
        OFF_LATTICE(true),
        /** Several parts without a declared exclave. */
        PARTS(true),
        /** Land of the parent or the outline that no grid holds. */
        GAP(true),
        /** Land that two grids hold. */
        OVERLAP(true),
        /** Land beyond the outline or the parent. */
        OUTSIDE(true),
        /** Neighbours whose shared border has other vertices on either side, narrower than any area to show. */
        UNMATCHED(true),
        /** A grid without any grid below it where the scheme wants one, a parent that is not there, a code twice. */
        HIERARCHY(true),
        /** A code that is not of its scheme, or was another grid's. */
        CODE(true),
        /** An attribute that cannot be taken. */
        ATTRIBUTE(true),
        /** A grid that is never cut, across a border that is new. */
        STRADDLED(true),
        /** A code that a grid keeps, and that says another parent than it has now. */
        STALE_CODE(false),
        /** A spike: a vertex with so sharp an angle that nothing lies between its edges. */
        SPIKE(false),
        /** Two vertices in a row that are nearer to each other than its level wants. */
        STEP(false),
        /** Long and narrow as no area is on purpose. */
        SLIVER(false),
        /** Narrower than its level wants. */
        NARROW(false),
        /** Smaller than its level wants. */
        SMALL(false),
        /** Land that a grid held, and that none holds from now on. */
        UNASSIGNED(false);

        private final boolean refuses;

        Kind(boolean refuses) {
            this.refuses = refuses;
        }

        /** Whether boundaries with it are not taken. */
        public boolean refuses() {
            return refuses;
        }
    }
}
