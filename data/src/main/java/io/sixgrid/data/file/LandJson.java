package io.sixgrid.data.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Reads a polygon or multipolygon out of a request: a GeoJSON geometry (RFC 7946) in WGS 84, longitude first. */
public final class LandJson {
    private LandJson() {}

    /** Every vertex rounded to the lattice; perhaps invalid. */
    public static Geometry read(JsonNode geometry, String field) {
        String type = geometry.path("type").asText();
        JsonNode coordinates = geometry.path("coordinates");
        if (type.equals("Polygon")) {
            return polygon(coordinates, field);
        }
        if (type.equals("MultiPolygon")) {
            List<Polygon> parts = new ArrayList<>();
            coordinates.forEach(part -> parts.add(polygon(part, field)));
            return Lattice.FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new));
        }
        throw SixgridException.invalid(field, field + " is no GeoJSON Polygon or MultiPolygon");
    }

    private static Polygon polygon(JsonNode rings, String field) {
        List<LinearRing> read = new ArrayList<>();
        rings.forEach(ring -> read.add(ring(ring, field)));
        if (read.isEmpty()) {
            return Lattice.FACTORY.createPolygon();
        }
        return Lattice.FACTORY.createPolygon(
                read.get(0), read.subList(1, read.size()).toArray(LinearRing[]::new));
    }

    private static LinearRing ring(JsonNode positions, String field) {
        List<Coordinate> vertices = new ArrayList<>();
        for (JsonNode position : positions) {
            if (!position.path(0).isNumber() || !position.path(1).isNumber()) {
                throw SixgridException.invalid(field, field + " has a position that is not [lon, lat]: " + position);
            }
            LonLat place =
                    new LonLat(position.path(0).doubleValue(), position.path(1).doubleValue()).onLattice();
            vertices.add(new Coordinate(place.lon(), place.lat()));
        }
        int last = vertices.size() - 1;
        if (last < 3 || !vertices.get(0).equals2D(vertices.get(last))) {
            throw SixgridException.invalid(
                    field, field + " has a ring that does not close, or has less than four positions");
        }
        return Lattice.FACTORY.createLinearRing(vertices.toArray(Coordinate[]::new));
    }
}
