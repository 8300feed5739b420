package io.sixgrid.data.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;

/** Reads a line out of a request: a GeoJSON LineString or MultiLineString (RFC 7946) in WGS 84, longitude first. */
public final class LineJson {
    private LineJson() {}

    /** Every vertex rounded to the lattice, none twice in a row. */
    public static MultiLineString read(JsonNode geometry, String field) {
        JsonNode coordinates = geometry.path("coordinates");
        List<LineString> lines = new ArrayList<>();
        switch (geometry.path("type").asText()) {
            case "LineString" -> lines.add(line(coordinates, field));
            case "MultiLineString" -> coordinates.forEach(part -> lines.add(line(part, field)));
            default -> throw SixgridException.invalid(field, field + " is no GeoJSON LineString or MultiLineString");
        }
        if (lines.isEmpty()) {
            throw SixgridException.invalid(field, field + " has no line in it");
        }
        return Lattice.FACTORY.createMultiLineString(lines.toArray(LineString[]::new));
    }

    private static LineString line(JsonNode positions, String field) {
        List<Coordinate> vertices = new ArrayList<>();
        for (JsonNode position : positions) {
            if (!position.path(0).isNumber() || !position.path(1).isNumber()) {
                throw SixgridException.invalid(field, field + " has a position that is not [lon, lat]: " + position);
            }
            Coordinate next = vertex(position, field);
            if (vertices.isEmpty() || !vertices.get(vertices.size() - 1).equals2D(next)) {
                vertices.add(next);
            }
        }
        if (vertices.size() < 2) {
            throw SixgridException.invalid(field, field + " has a line of fewer than two different positions");
        }
        return Lattice.FACTORY.createLineString(vertices.toArray(Coordinate[]::new));
    }

    private static Coordinate vertex(JsonNode position, String field) {
        try {
            LonLat place =
                    new LonLat(position.get(0).doubleValue(), position.get(1).doubleValue()).onLattice();
            return new Coordinate(place.lon(), place.lat());
        } catch (SixgridException e) {
            throw e.in(field);
        }
    }
}
