package io.sixgrid.data.place;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * One grid as a locator is built from it.
 *
 * @param parent the id of the nearest wider grid, 0 at level 1
 * @param shape  on the lattice; null of a tiling grid with tiling grids below it, which follows from them
 */
public record LocatorGrid(
        GridRef ref, long parent, @Nullable Geometry shape) {}
