package io.sixgrid.geo.place;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Located;
import java.util.List;

/**
 * Where a point is, as JSON answers say it.
 *
 * @param chain    level 1 first; empty outside every grid
 * @param touching codes of the grids on whose border it lies
 */
record LocatedJson(List<GridRef> chain, boolean onBoundary, List<String> touching) {
    /** The same by the boundaries of one of several schemes. */
    record InScheme(String scheme, @JsonUnwrapped LocatedJson located) {}

    static LocatedJson of(Located located) {
        return new LocatedJson(
                located.chain(),
                located.onBoundary(),
                located.touching().stream().map(GridRef::code).toList());
    }
}
