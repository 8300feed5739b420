package io.sixgrid.data.grid;

import org.locationtech.jts.geom.Geometry;

/**
 * Something wrong with a set of boundaries.
 *
 * @param sentence for people, naming the grids by code
 * @param where    the offending segments or shapes, EPSG:4326
 */
public record Finding(String sentence, Geometry where) {}
