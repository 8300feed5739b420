package io.sixgrid.data.fit;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.locationtech.jts.geom.Polygon;

/**
 * Land that nobody, or more than one, or somebody beyond the outline holds.
 *
 * @param claims    pieces that hold it
 * @param inside    whether the outline holds it
 * @param beside    of pieces that do not hold it, how many metres of its border they have
 * @param open      of pieces that hold it, along how many metres they go on beyond its border
 * @param published of those that hold it, the pieces whose border in it is in force as it stands
 * @param corners   its vertices
 */
record Face(
        Polygon polygon,
        SortedSet<Integer> claims,
        boolean inside,
        SortedMap<Integer, Double> beside,
        SortedMap<Integer, Double> open,
        SortedSet<Integer> published,
        SortedSet<Long> corners) {
    boolean wrong() {
        return claims.size() != (inside ? 1 : 0);
    }

    /** The key of the greatest value, the lowest of equals; -1 of none. */
    static int longest(Map<Integer, Double> metres) {
        int best = -1;
        double most = -1;
        for (Map.Entry<Integer, Double> entry : metres.entrySet()) {
            if (entry.getValue() > most) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        return best;
    }
}
