package io.sixgrid.data.file;

import io.sixgrid.data.SixgridException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryEditor;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/** A geometry as a GeoPackage has it: a header before well-known binary (OGC 12-128r18, 2.1.3). */
final class GeoPackageShape {
    private static final int FIXED = 8;

    /** Bytes of the envelope by its kind: none, xy, xyz, xym, xyzm. */
    private static final int[] ENVELOPES = {0, 32, 48, 48, 64};

    /** Types of well-known binary that hold arcs or surfaces of other kinds. */
    private static final Map<Integer, String> CURVES = Map.of(
            8, "CIRCULARSTRING",
            9, "COMPOUNDCURVE",
            10, "CURVEPOLYGON",
            11, "MULTICURVE",
            12, "MULTISURFACE",
            15, "POLYHEDRALSURFACE",
            16, "TIN",
            17, "TRIANGLE");

    private GeoPackageShape() {}

    static Geometry read(byte[] blob, Features features) {
        if (blob.length < FIXED + 5 || blob[0] != 'G' || blob[1] != 'P') {
            throw wrong(features, "not a geometry of a GeoPackage: it does not begin with GP");
        }
        int envelope = blob[3] >> 1 & 7;
        if (envelope >= ENVELOPES.length || blob.length < FIXED + ENVELOPES[envelope] + 5) {
            throw wrong(features, "not a geometry of a GeoPackage: its envelope is of kind " + envelope);
        }
        byte[] wkb = Arrays.copyOfRange(blob, FIXED + ENVELOPES[envelope], blob.length);
        int type = type(wkb);
        String curve = CURVES.get(type % 1000);
        if (curve != null) {
            throw wrong(
                    features,
                    "a " + curve + "; have its arcs made straight lines first, as ogr2ogr -nlt CONVERT_TO_LINEAR does");
        }
        // A vertex takes 16 bytes at least.
        features.expect(wkb.length / 16);
        try {
            Geometry shape = new WKBReader(Shapes.FACTORY).read(wkb);
            if (type >= 1000) {
                features.noteHere(Shapes.HEIGHTS);
            }
            return flat(shape);
        } catch (ParseException | IllegalArgumentException e) {
            throw wrong(features, "a geometry that cannot be read: " + e.getMessage());
        }
    }

    /** The blob of a shape in two dimensions, with its envelope, which indexes and GDAL look at. */
    static byte[] write(Geometry shape, int srs) {
        byte[] wkb = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, false).write(shape);
        boolean empty = shape.isEmpty();
        ByteBuffer blob = ByteBuffer.allocate(FIXED + (empty ? 0 : ENVELOPES[1]) + wkb.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        blob.put((byte) 'G')
                .put((byte) 'P')
                .put((byte) 0)
                .put((byte) (empty ? 0b10001 : 0b00011))
                .putInt(srs);
        if (!empty) {
            var box = shape.getEnvelopeInternal();
            blob.putDouble(box.getMinX()).putDouble(box.getMaxX());
            blob.putDouble(box.getMinY()).putDouble(box.getMaxY());
        }
        return blob.put(wkb).array();
    }

    private static int type(byte[] wkb) {
        ByteOrder order = wkb[0] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int type = ByteBuffer.wrap(wkb).order(order).getInt(1);
        // PostGIS marks height and measure by bits, ISO by thousands.
        return (type & 0xffff) + ((type & 0xc0000000) == 0 ? 0 : 1000);
    }

    private static Geometry flat(Geometry shape) {
        return new GeometryEditor(Shapes.FACTORY).edit(shape, new GeometryEditor.CoordinateOperation() {
            @Override
            public Coordinate[] edit(Coordinate[] coordinates, Geometry part) {
                Coordinate[] flat = new Coordinate[coordinates.length];
                Arrays.setAll(flat, i -> new CoordinateXY(coordinates[i].x, coordinates[i].y));
                return flat;
            }
        });
    }

    private static SixgridException wrong(Features features, String sentence) {
        return features.source().wrong(features.number(), sentence);
    }
}
