package io.sixgrid.data.grid;

import io.sixgrid.data.place.Lattice;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;

/** Geometry whose overlays and buffers do not round to the lattice, which is as coarse as what a proof looks for. */
public final class Exact {
    private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), Lattice.SRID);

    private Exact() {}

    public static Geometry copy(Geometry shape) {
        return FACTORY.createGeometry(shape);
    }
}
