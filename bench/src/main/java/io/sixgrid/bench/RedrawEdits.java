package io.sixgrid.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.sample.SampleMesh;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;

/** Operations on a {@link SampleMesh}, as they come over the wire. */
final class RedrawEdits {
    private final SampleMesh mesh;

    RedrawEdits(SampleMesh mesh) {
        this.mesh = mesh;
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no operation: " + text, e);
        }
    }

    /** A corner of four cells goes north by so many lattice units. */
    static ObjectNode moveNode(Coordinate node, long units) {
        return json("{'kind':'move-node','node':" + point(node) + ",'to':" + point(north(node, units)) + "}");
    }

    Coordinate corner(int row, int column) {
        return ring(row, column)[0];
    }

    ObjectNode insertNode(int row, int column) {
        Coordinate[] ring = ring(row, column);
        return json(
                "{'kind':'insert-node','edge':'" + southern(ring) + "','at':" + point(middle(ring[4], ring[5])) + "}");
    }

    /** The southern border of a cell bends where it did not. */
    ObjectNode reshapeEdge(int row, int column, int segments) {
        Coordinate[] ring = ring(row, column);
        return json("{'kind':'reshape-edge','edge':'" + southern(ring) + "','line':"
                + line(ring[0], north(middle(ring[0], ring[segments]), 900), ring[segments]) + "}");
    }

    ObjectNode rename(int row, int column, int number) {
        return json("{'kind':'rename','grid':'" + code(row, column) + "','name':'name " + number + "'}");
    }

    /** A square on the southern border goes to the cell north of it. */
    ObjectNode transfer(int row, int column) {
        Coordinate middle = ring(row, column)[4];
        double half = 0.0003;
        Coordinate[] box = {
            new Coordinate(middle.x - half, middle.y - half),
            new Coordinate(middle.x + half, middle.y - half),
            new Coordinate(middle.x + half, middle.y + half),
            new Coordinate(middle.x - half, middle.y + half),
            new Coordinate(middle.x - half, middle.y - half)
        };
        return json("{'kind':'transfer','from':'" + code(row - 1, column) + "','to':'" + code(row, column)
                + "','patch':{'type':'Polygon','coordinates':[" + points(box) + "]}}");
    }

    /** With the cell to the east, in the same block. */
    ObjectNode merge(int row, int column) {
        return json("{'kind':'merge','grids':['" + code(row, column) + "','" + code(row, column + 1)
                + "'],'into':{'code':'" + code(row, column) + "'}}");
    }

    /** From west to east, a little crooked. */
    ObjectNode split(int row, int column, String code) {
        Coordinate[] ring = ring(row, column);
        double half = 0.002;
        Coordinate middle = mesh.cell(row, column).getCentroid().getCoordinate();
        return json("{'kind':'split','grid':'" + code(row, column) + "','line':"
                + line(
                        new Coordinate(middle.x - half, middle.y),
                        new Coordinate(middle.x, middle.y + 0.0001),
                        new Coordinate(middle.x + half, ring[0].y + (middle.y - ring[0].y)))
                + ",'parts':[{'code':'" + code(row, column) + "'},{'code':'" + code + "','name':'" + code + "'}]}");
    }

    static String code(int row, int column) {
        return "C" + row + "-" + column;
    }

    static String line(Coordinate... points) {
        return "{'type':'LineString','coordinates':" + points(points) + "}";
    }

    private Coordinate[] ring(int row, int column) {
        return mesh.cell(row, column).getCoordinates();
    }

    /** The edge's id: it begins in the west. */
    private static String southern(Coordinate[] ring) {
        return Stream.of(ring[0], ring[1])
                .map(at -> String.format(Locale.ROOT, "%.7f,%.7f", at.x, at.y))
                .collect(Collectors.joining("~"));
    }

    static Coordinate north(Coordinate from, long units) {
        return new Coordinate(from.x, Lattice.degrees(Lattice.units(from.y) + units));
    }

    private static Coordinate middle(Coordinate a, Coordinate b) {
        return new Coordinate(Lattice.round((a.x + b.x) / 2), Lattice.round((a.y + b.y) / 2));
    }

    private static String points(Coordinate... points) {
        return List.of(points).stream().map(RedrawEdits::point).collect(Collectors.joining(",", "[", "]"));
    }

    static String point(Coordinate at) {
        return String.format(Locale.ROOT, "[%.7f,%.7f]", at.x, at.y);
    }
}
