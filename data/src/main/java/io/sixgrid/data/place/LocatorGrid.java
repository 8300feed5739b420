package io.sixgrid.data.place;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * One grid as a locator is built from it.
 *
 * @param parent the id one level up, 0 at level 1
 * @param shape  on the lattice; null at tiling levels above the deepest, which follow from the parents
 */
public record LocatorGrid(
        GridRef ref, long parent, @Nullable Geometry shape) {}
