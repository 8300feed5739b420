package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.LabelPoint;
import io.sixgrid.data.redraw.Draft;
import io.sixgrid.data.redraw.Edge;
import io.sixgrid.data.redraw.Locks;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Planner;
import io.sixgrid.data.redraw.Sketch;
import io.sixgrid.data.redraw.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * A part of a draft's borders, taken from its sketch, to be written as JSON when nobody waits for the sketch any more.
 *
 * @param codes   of whoever holds land beside an edge, by identity
 * @param planner who is to redraw them
 */
record TopologyJson(
        long version, Topology.Part part, List<Grid> faces, Map<Long, String> codes, Planner planner, Locks locks) {
    static TopologyJson of(Draft draft, Sketch sketch, Topology.Part part, Planner planner) {
        Map<Long, String> codes = new HashMap<>();
        for (Edge edge : part.edges()) {
            for (long holder : List.of(edge.left(), edge.right())) {
                sketch.piece(holder).map(Piece::code).ifPresent(code -> codes.put(holder, code));
            }
        }
        return new TopologyJson(
                draft.version(),
                part,
                part.leaves().stream().map(sketch::grid).toList(),
                codes,
                planner,
                new Locks(List.of()));
    }

    /** The same, with the lines that hold its edges. */
    TopologyJson with(Locks other) {
        return new TopologyJson(version, part, faces, codes, planner, other);
    }

    ObjectNode write() {
        ObjectNode json = Json.mapper().createObjectNode().put("version", version);
        ArrayNode nodes = json.putArray("nodes");
        part.nodes().forEach(node -> nodes.add(node(node)));
        ArrayNode edges = json.putArray("edges");
        part.edges().forEach(edge -> edges.add(edge(edge)));
        ArrayNode written = json.putArray("faces");
        faces.forEach(grid -> written.add(face(grid)));
        ArrayNode unassigned = json.putArray("unassigned");
        part.unassigned().forEach(land -> label(unassigned.addObject(), land));
        return json;
    }

    private static ObjectNode node(Topology.Node node) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.putArray("at").add(node.at().x).add(node.at().y);
        json.put("level", node.level());
        ArrayNode edges = json.putArray("edges");
        node.edges().forEach(edge -> edges.add(edge.id()));
        return json;
    }

    private ObjectNode edge(Edge edge) {
        ObjectNode json = Json.mapper().createObjectNode().put("id", edge.id()).put("level", edge.level());
        json.put("left", codes.get(edge.left())).put("right", codes.get(edge.right()));
        if (edge.left() == Edge.OUTSIDE || edge.right() == Edge.OUTSIDE) {
            json.put("outside", edge.left() == Edge.OUTSIDE ? "left" : "right");
        }
        List<String> holding = locks.on(edge);
        json.put("locked", edge.level() < planner.level() || !holding.isEmpty());
        if (!holding.isEmpty()) {
            ArrayNode lines = json.putArray("locks");
            holding.forEach(lines::add);
        }
        return json.set("geometry", ShapeJson.of(edge.line()));
    }

    private static ObjectNode face(Grid grid) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("code", grid.code())
                .put("level", grid.level())
                .put("name", grid.name());
        Optional.ofNullable(grid.parent()).ifPresent(parent -> json.put("parent", parent));
        Optional.ofNullable(grid.facts().households()).ifPresent(households -> json.put("households", households));
        return label(json, grid.shape());
    }

    private static ObjectNode label(ObjectNode json, Geometry land) {
        var label = LabelPoint.of(land);
        json.putObject("label").put("lon", label.getX()).put("lat", label.getY());
        return json;
    }
}
