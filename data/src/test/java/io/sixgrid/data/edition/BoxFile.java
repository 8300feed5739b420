package io.sixgrid.data.edition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.LonLat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** A GeoJSON file of {@link Boxes}. */
final class BoxFile {
    private final ObjectNode root = Json.mapper().createObjectNode().put("type", "FeatureCollection");
    private final ArrayNode features = root.putArray("features");
    private final UnaryOperator<Coordinate> place;
    private Charset charset = StandardCharsets.UTF_8;

    BoxFile() {
        this(vertex -> vertex);
    }

    private BoxFile(UnaryOperator<Coordinate> place) {
        this.place = place;
    }

    /** With coordinates of another frame, which the file says if {@code said}. */
    static BoxFile in(Frame frame, boolean said) {
        BoxFile file = new BoxFile(vertex -> {
            FramePoint there = frame.fromWgs84(new LonLat(vertex.x, vertex.y));
            return new Coordinate(there.x(), there.y());
        });
        if (said) {
            file.saying(frame.code());
        }
        return file;
    }

    /** As a file says a frame, whatever its coordinates are. */
    BoxFile saying(String frame) {
        root.putObject("crs").put("type", "name").putObject("properties").put("name", frame);
        return this;
    }

    BoxFile in(Charset other) {
        charset = other;
        return this;
    }

    /** @param properties as {@code code=A,name=甲} */
    BoxFile add(String properties, int... box) {
        return add(properties, Boxes.box(box));
    }

    BoxFile add(String properties, Geometry shape) {
        ObjectNode feature = features.addObject().put("type", "Feature");
        ObjectNode values = feature.putObject("properties");
        for (String property : properties.split(",", -1)) {
            String[] parts = property.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        ArrayNode ring = feature.putObject("geometry")
                .put("type", "Polygon")
                .putArray("coordinates")
                .addArray();
        for (Coordinate vertex : shape.getCoordinates()) {
            Coordinate there = place.apply(vertex);
            ring.addArray().add(there.x).add(there.y);
        }
        return this;
    }

    Path write() {
        try {
            Path file = Files.createTempFile("sixgrid-boxes-", ".geojson");
            Files.writeString(file, Json.text(root), charset);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
