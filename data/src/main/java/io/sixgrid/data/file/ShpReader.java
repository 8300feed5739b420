package io.sixgrid.data.file;

import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;

/** Reads the shapes of a {@code .shp} one after the other (ESRI Shapefile Technical Description, 1998): polygons and points. */
final class ShpReader {
    private static final int HEADER = 100;
    private static final int RECORD_HEADER = 8;
    private static final int MAGIC = 9994;
    private static final int LARGEST_RECORD = 1 << 29;

    private final Source source;
    private final Features features;
    private final InputStream in;
    private final int kind;
    private final long length;
    private long read = HEADER;

    /** @param in read as far as needed, not closed here */
    ShpReader(Source source, Features features, InputStream in) throws IOException {
        this.source = source;
        this.features = features;
        this.in = in;
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER || ByteBuffer.wrap(header).getInt(0) != MAGIC) {
            throw source.wrong("not a .shp: it does not begin with its header");
        }
        length = 2L * ByteBuffer.wrap(header).getInt(24);
        kind = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(32);
    }

    /** Whether a {@code .shp} that begins like this holds polygons. */
    static boolean polygons(byte[] header) {
        return header.length >= HEADER
                && ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(32) % 10 == 5;
    }

    /** The next shape, empty for a null shape; nothing after the last. */
    Optional<Geometry> next() throws IOException {
        if (read >= length) {
            return Optional.empty();
        }
        byte[] header = in.readNBytes(RECORD_HEADER);
        if (header.length < RECORD_HEADER) {
            throw truncated();
        }
        long size = 2L * ByteBuffer.wrap(header).getInt(4);
        if (size < 4 || size > LARGEST_RECORD || read + RECORD_HEADER + size > length) {
            throw wrong("its record says " + size + " bytes of the " + (length - read - RECORD_HEADER) + " left");
        }
        byte[] content = in.readNBytes((int) size);
        if (content.length < size) {
            throw truncated();
        }
        read += RECORD_HEADER + size;
        try {
            return Optional.of(shape(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN)));
        } catch (BufferUnderflowException e) {
            throw wrong("its record ends before its shape does");
        }
    }

    private Geometry shape(ByteBuffer content) {
        int type = content.getInt();
        return switch (type) {
            case 0 -> Shapes.FACTORY.createPolygon();
            case 1, 11, 21 -> {
                features.expect(1);
                noteHeights(type);
                yield Shapes.FACTORY.createPoint(position(content));
            }
            case 5, 15, 25 -> polygon(type, content);
            default -> throw wrong("neither polygon nor point but shape type " + type + " in a file of type " + kind);
        };
    }

    private Geometry polygon(int type, ByteBuffer content) {
        // A bounding box of four doubles.
        content.position(content.position() + 32);
        int parts = content.getInt();
        int points = content.getInt();
        if (parts < 0 || points < 0 || 4L * parts + 16L * points > content.remaining()) {
            throw wrong(
                    "its record of " + content.limit() + " bytes says " + parts + " rings and " + points + " vertices");
        }
        features.expect(points);
        noteHeights(type);
        int[] starts = new int[parts + 1];
        for (int i = 0; i < parts; i++) {
            starts[i] = content.getInt();
        }
        starts[parts] = points;
        List<LinearRing> rings = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            if (starts[i] < 0 || starts[i + 1] < starts[i] || (i == 0 && starts[0] != 0)) {
                throw wrong("ring " + (i + 1) + " begins at vertex " + starts[i] + " and ends before " + starts[i + 1]);
            }
            Coordinate[] corners = new Coordinate[starts[i + 1] - starts[i]];
            for (int j = 0; j < corners.length; j++) {
                corners[j] = position(content);
            }
            Shapes.ring(corners, features).ifPresent(rings::add);
        }
        return RingNesting.polygons(rings, features);
    }

    private Coordinate position(ByteBuffer content) {
        double x = content.getDouble();
        double y = content.getDouble();
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw wrong("not a position: " + x + ", " + y);
        }
        return new CoordinateXY(x, y);
    }

    private void noteHeights(int type) {
        if (type > 10) {
            features.noteHere(Shapes.HEIGHTS);
        }
    }

    private SixgridException truncated() {
        return wrong("the .shp is truncated: it says " + length + " bytes and ends within this one");
    }

    private SixgridException wrong(String sentence) {
        return source.wrong(features.number(), sentence);
    }
}
