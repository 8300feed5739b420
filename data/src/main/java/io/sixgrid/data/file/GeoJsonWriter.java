package io.sixgrid.data.file;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sixgrid.data.Json;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Lattice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Writes one GeoJSON collection (RFC 7946), a feature a line: degrees with up to 7 decimals, which are the lattice's and so
 * read back bit for bit; shells counter-clockwise. A file in another frame than WGS 84 says so in the member {@code crs} of
 * GeoJSON before the RFC, which most programs honour. Of several layers each feature says its own in the property
 * {@code layer}.
 */
public final class GeoJsonWriter implements FeatureWriter {
    /** Of a metre: a hundredth of what two points of the lattice are apart. */
    private static final int DECIMALS_OF_METRES = 4;

    private static final int DECIMALS_OF_DEGREES = 9;
    private static final int LEAST_METRES = 1000;

    private final JsonGenerator json;
    private final FrameShapes shapes;
    private final boolean layers;
    private @Nullable LayerHead layer;

    /**
     * Begins the collection.
     *
     * @param out    closed with this
     * @param layers whether features say their layer
     */
    public GeoJsonWriter(OutputStream out, String name, Frame frame, boolean layers) {
        shapes = new FrameShapes(frame);
        this.layers = layers;
        try {
            json = Json.mapper().getFactory().createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeStringField("name", name);
            if (frame != Frame.WGS84) {
                writeCrs();
            }
            json.writeArrayFieldStart("features");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeCrs() throws IOException {
        OptionalInt epsg = shapes.epsg();
        json.writeObjectFieldStart("crs");
        json.writeStringField("type", "name");
        json.writeObjectFieldStart("properties");
        json.writeStringField(
                "name",
                epsg.isPresent()
                        ? "urn:ogc:def:crs:EPSG::" + epsg.getAsInt()
                        : shapes.frame().code());
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void begin(LayerHead next) {
        layer = next;
    }

    @Override
    public void write(Map<String, String> attributes, Geometry shape) {
        LayerHead head = Objects.requireNonNull(layer, "no layer was begun");
        try {
            json.writeRaw('\n');
            json.writeStartObject();
            json.writeStringField("type", "Feature");
            json.writeObjectFieldStart("properties");
            if (layers) {
                json.writeStringField("layer", head.name());
            }
            for (LayerHead.Field field : head.fields()) {
                json.writeFieldName(field.name());
                writeValue(field, Optional.ofNullable(attributes.get(field.name())));
            }
            json.writeEndObject();
            json.writeFieldName("geometry");
            writeGeometry(shapes.bring(shape));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeValue(LayerHead.Field field, Optional<String> value) throws IOException {
        if (value.isEmpty()) {
            json.writeNull();
            return;
        }
        switch (field.kind()) {
            case TEXT -> json.writeString(value.get());
            case INTEGER -> json.writeNumber(Long.parseLong(value.get()));
            case JSON -> json.writeRawValue(value.get());
        }
    }

    private void writeGeometry(Geometry shape) throws IOException {
        json.writeStartObject();
        if (shape instanceof Polygon polygon) {
            json.writeStringField("type", "Polygon");
            json.writeFieldName("coordinates");
            writeRings(polygon);
        } else {
            json.writeStringField("type", "MultiPolygon");
            json.writeArrayFieldStart("coordinates");
            for (int i = 0; i < shape.getNumGeometries(); i++) {
                writeRings((Polygon) shape.getGeometryN(i));
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeRings(Polygon polygon) throws IOException {
        json.writeStartArray();
        if (!polygon.isEmpty()) {
            writeRing(polygon.getExteriorRing(), true);
        }
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            writeRing(polygon.getInteriorRingN(i), false);
        }
        json.writeEndArray();
    }

    private void writeRing(LinearRing ring, boolean counterClockwise) throws IOException {
        CoordinateSequence corners = ring.getCoordinateSequence();
        boolean asIs = Orientation.isCCW(corners) == counterClockwise;
        json.writeStartArray();
        for (int i = 0; i < corners.size(); i++) {
            int at = asIs ? i : corners.size() - 1 - i;
            json.writeStartArray();
            json.writeNumber(decimal(corners.getX(at)));
            json.writeNumber(decimal(corners.getY(at)));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private String decimal(double value) {
        BigDecimal exact;
        if (shapes.lattice()) {
            exact = BigDecimal.valueOf(Lattice.units(value), 7);
        } else {
            // Whether they are degrees or metres, an EPSG frame does not say; none in metres is that near to its
            // origin.
            int decimals = Math.abs(value) < LEAST_METRES ? DECIMALS_OF_DEGREES : DECIMALS_OF_METRES;
            exact = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        }
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    @Override
    public void finish() {
        try {
            json.writeRaw('\n');
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
