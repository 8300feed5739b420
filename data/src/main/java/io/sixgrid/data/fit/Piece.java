package io.sixgrid.data.fit;

import org.locationtech.jts.geom.Geometry;

/**
 * The land of one grid as a file gives it.
 *
 * @param code  of the grid
 * @param shape polygon or multipolygon, every vertex on the lattice, EPSG:4326; perhaps invalid
 */
public record Piece(String code, Geometry shape) {}
