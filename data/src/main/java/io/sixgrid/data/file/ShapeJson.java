package io.sixgrid.data.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.Polygon;

/** Geometries as GeoJSON (RFC 7946), longitude first, at most 9 decimals: what crosses off the lattice is shown as it is. */
public final class ShapeJson {
    private static final double DECIMALS = 1e9;

    private ShapeJson() {}

    public static JsonNode of(Geometry shape) {
        ObjectNode node = Json.mapper().createObjectNode().put("type", shape.getGeometryType());
        if (shape.getGeometryType().equals("LinearRing")) {
            node.put("type", "LineString");
        }
        if (shape.getGeometryType().equals("GeometryCollection")) {
            ArrayNode members = node.putArray("geometries");
            for (int i = 0; i < shape.getNumGeometries(); i++) {
                members.add(of(shape.getGeometryN(i)));
            }
        } else {
            node.set("coordinates", coordinates(shape));
        }
        return node;
    }

    private static JsonNode coordinates(Geometry shape) {
        ArrayNode array = Json.mapper().createArrayNode();
        if (shape instanceof GeometryCollection) {
            for (int i = 0; i < shape.getNumGeometries(); i++) {
                array.add(coordinates(shape.getGeometryN(i)));
            }
        } else if (shape instanceof Polygon polygon) {
            if (!polygon.isEmpty()) {
                array.add(coordinates(polygon.getExteriorRing()));
            }
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                array.add(coordinates(polygon.getInteriorRingN(hole)));
            }
        } else if (shape.getDimension() == 0 && !shape.isEmpty()) {
            return position(shape.getCoordinate());
        } else {
            for (Coordinate vertex : shape.getCoordinates()) {
                array.add(position(vertex));
            }
        }
        return array;
    }

    private static JsonNode position(Coordinate vertex) {
        return Json.mapper()
                .createArrayNode()
                .add(Math.round(vertex.x * DECIMALS) / DECIMALS)
                .add(Math.round(vertex.y * DECIMALS) / DECIMALS);
    }
}
