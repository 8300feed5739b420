package io.sixgrid.data.alert;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.LonLat;
import java.util.List;
import java.util.Optional;

/**
 * Where an event or an alert stands.
 *
 * @param place    WGS 84 on the lattice; empty when nobody knows
 * @param chain    ids of the grids that hold it, level 1 first; empty exactly when {@code unplaced} says why
 */
public record Standing(Optional<LonLat> place, List<Long> chain, Optional<Unplaced> unplaced) {
    public Standing {
        chain = List.copyOf(chain);
        if (chain.isEmpty() != unplaced.isPresent()) {
            throw SixgridException.invalid("unplaced", "either a chain or the reason for none is needed");
        }
    }

    /** In no grid, for {@code reason}. */
    public static Standing none(Optional<LonLat> place, Unplaced reason) {
        return new Standing(place, List.of(), Optional.of(reason));
    }

    public boolean placed() {
        return unplaced.isEmpty();
    }
}
