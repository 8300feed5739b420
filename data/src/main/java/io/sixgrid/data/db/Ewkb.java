package io.sixgrid.data.db;

import io.sixgrid.data.place.Lattice;
import java.util.Collection;
import org.jdbi.v3.core.argument.Argument;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/** Geometry as PostGIS reads it; for batches {@code unnest(:shapes) as s (shape)} and then
 * {@code s.shape::geometry}. */
public final class Ewkb {
    private Ewkb() {}

    /** The shapes as one {@code bytea[]} parameter. */
    public static Argument array(Collection<? extends Geometry> shapes) {
        return Bytes.array(shapes.stream().map(Ewkb::of).toList());
    }

    /** Extended WKB of SRID 4326, longitude first, bit for bit. */
    public static byte[] of(Geometry shape) {
        Geometry labelled = shape;
        if (shape.getSRID() != Lattice.SRID) {
            labelled = shape.copy();
            labelled.setSRID(Lattice.SRID);
        }
        return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true).write(labelled);
    }
}
