package io.sixgrid.data.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/** Reads GeoJSON geometries from the stream, their members in any order. */
final class GeoJsonShape {
    /** What was found of a geometry so far; of a position itself, it is a {@link Coordinate}, else a list of such. */
    static final class Parts {
        private String type = "";
        private Object coordinates = List.of();
        private final List<Geometry> geometries = new ArrayList<>();

        String type() {
            return type;
        }
    }

    private final Features features;

    GeoJsonShape(Features features) {
        this.features = features;
    }

    /** The geometry at which {@code json} stands, or null. */
    Geometry read(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Shapes.FACTORY.createPolygon();
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("not a geometry but " + json.getText());
        }
        Parts parts = new Parts();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String member = json.currentName();
            json.nextToken();
            member(member, json, parts);
        }
        return made(parts);
    }

    /** Takes a member that a geometry may have, and passes over others. */
    void member(String member, JsonParser json, Parts parts) throws IOException {
        switch (member) {
            case "type" -> parts.type = json.getText();
            case "coordinates" -> {
                if (json.currentToken() != JsonToken.START_ARRAY) {
                    throw wrong("coordinates are " + json.getText());
                }
                parts.coordinates = array(json, 0);
            }
            case "geometries" -> {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    parts.geometries.add(read(json));
                }
            }
            default -> json.skipChildren();
        }
    }

    /** The geometry of these parts. */
    Geometry made(Parts parts) {
        GeometryFactory make = Shapes.FACTORY;
        Object found = parts.coordinates;
        try {
            return switch (parts.type) {
                case "Point" -> found instanceof Coordinate c ? make.createPoint(c) : make.createPoint();
                case "MultiPoint" -> make.createMultiPointFromCoords(positions(found));
                case "LineString" -> make.createLineString(positions(found));
                case "MultiLineString" ->
                    make.createMultiLineString(list(found).stream()
                            .map(line -> make.createLineString(positions(line)))
                            .toArray(LineString[]::new));
                case "Polygon" -> polygon(found);
                case "MultiPolygon" ->
                    make.createMultiPolygon(list(found).stream()
                            .map(this::polygon)
                            .filter(polygon -> !polygon.isEmpty())
                            .toArray(Polygon[]::new));
                case "GeometryCollection" -> make.createGeometryCollection(parts.geometries.toArray(Geometry[]::new));
                default -> throw wrong("not a type of geometry: " + parts.type);
            };
        } catch (IllegalArgumentException e) {
            throw wrong("not a " + parts.type + ": " + e.getMessage());
        }
    }

    private Polygon polygon(Object rings) {
        return Shapes.polygon(list(rings).stream().map(this::positions).toList(), features);
    }

    private List<?> list(Object nested) {
        if (nested instanceof List<?> list) {
            return list;
        }
        throw wrong("coordinates are not nested as deeply as the type wants, at " + nested);
    }

    private Coordinate[] positions(Object nested) {
        List<?> list = list(nested);
        Coordinate[] positions = new Coordinate[list.size()];
        for (int i = 0; i < positions.length; i++) {
            if (!(list.get(i) instanceof Coordinate position)) {
                throw wrong("coordinates are nested more deeply than the type wants, at " + list.get(i));
            }
            positions[i] = position;
        }
        return positions;
    }

    /** From behind the bracket to its partner: a position, or a list of what is nested. */
    private Object array(JsonParser json, int depth) throws IOException {
        if (depth > 4) {
            throw wrong("coordinates are nested more deeply than any geometry's");
        }
        JsonToken first = json.nextToken();
        if (first.isNumeric()) {
            return position(json);
        }
        List<Object> nested = new ArrayList<>();
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token != JsonToken.START_ARRAY) {
                throw wrong("not a coordinate: " + json.getText());
            }
            nested.add(array(json, depth + 1));
        }
        return nested;
    }

    private Coordinate position(JsonParser json) throws IOException {
        double x = json.getDoubleValue();
        if (!json.nextToken().isNumeric()) {
            throw wrong("a position without a second coordinate: " + x);
        }
        double y = json.getDoubleValue();
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw wrong("not a position: " + x + ", " + y);
        }
        features.expect(1);
        for (JsonToken more = json.nextToken(); more != JsonToken.END_ARRAY; more = json.nextToken()) {
            if (!more.isNumeric() && more != JsonToken.VALUE_NULL) {
                throw wrong("not a coordinate: " + json.getText());
            }
            features.noteHere(Shapes.HEIGHTS);
        }
        return new CoordinateXY(x, y);
    }

    private SixgridException wrong(String sentence) {
        return features.source().wrong(features.number(), sentence);
    }
}
