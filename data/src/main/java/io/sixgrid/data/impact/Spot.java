package io.sixgrid.data.impact;

import io.sixgrid.data.place.LonLat;
import java.util.Optional;

/**
 * As much of a {@link Subject} as counting takes.
 *
 * @param number of a row
 * @param word   a device's kind; empty of others
 * @param recent whether it was reported within the last twelve months; of incidents only
 * @param place  empty of an incident that was reported by grid code
 * @param gridId the grid that it was reported in; 0 where it has a place
 */
record Spot(
        Subject.Kind kind,
        long number,
        String word,
        boolean open,
        boolean recent,
        Optional<LonLat> place,
        long gridId) {
    /** Tells the rows of all kinds apart. */
    record Key(Subject.Kind kind, long number) {}

    Key key() {
        return new Key(kind, number);
    }
}
