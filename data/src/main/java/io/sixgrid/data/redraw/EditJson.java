package io.sixgrid.data.redraw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.db.Ewkb;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.place.Lattice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/** Edits as the database keeps them: shapes as EWKB in base 64, so bit for bit. */
final class EditJson {
    private EditJson() {}

    static String write(Edit edit) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.set("before", pieces(edit.before()));
        json.set("after", pieces(edit.after()));
        json.set("facesGone", shapes(edit.facesGone()));
        json.set("facesNew", shapes(edit.facesNew()));
        edit.outline().ifPresent(change -> json.set("outline", shapes(List.of(change.before(), change.after()))));
        return json.toString();
    }

    static Edit read(String text) {
        try {
            JsonNode json = Json.mapper().readTree(text);
            List<Geometry> outline = shapes(json.path("outline"));
            return new Edit(
                    pieces(json.path("before")),
                    pieces(json.path("after")),
                    faces(json.path("facesGone")),
                    faces(json.path("facesNew")),
                    outline.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Edit.OutlineChange(outline.get(0), outline.get(1))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an edit that is no JSON", e);
        }
    }

    private static ArrayNode pieces(List<Piece> pieces) {
        ArrayNode array = Json.mapper().createArrayNode();
        for (Piece piece : pieces) {
            ObjectNode node = array.addObject()
                    .put("id", piece.id())
                    .put("level", piece.level())
                    .put("code", piece.code())
                    .put("name", piece.name())
                    .put("shortName", piece.shortName())
                    .put("parent", piece.parent())
                    .put("households", piece.facts().households())
                    .put("areaClass", piece.facts().areaClass())
                    .put("exclave", piece.facts().exclave())
                    .put("shape", Ewkb.of(piece.shape()));
            ArrayNode people = node.putArray("people");
            piece.facts().people().forEach(people::add);
            ObjectNode more = node.putObject("more");
            piece.facts().more().forEach(more::put);
        }
        return array;
    }

    private static ArrayNode shapes(Collection<? extends Geometry> shapes) {
        ArrayNode array = Json.mapper().createArrayNode();
        shapes.forEach(shape -> array.add(Ewkb.of(shape)));
        return array;
    }

    private static List<Piece> pieces(JsonNode array) {
        List<Piece> pieces = new ArrayList<>();
        for (JsonNode node : array) {
            List<String> people = new ArrayList<>();
            node.path("people").forEach(one -> people.add(one.textValue()));
            Map<String, String> more = new LinkedHashMap<>();
            node.path("more")
                    .properties()
                    .forEach(one -> more.put(one.getKey(), one.getValue().textValue()));
            pieces.add(new Piece(
                    node.path("id").longValue(),
                    node.path("level").intValue(),
                    node.path("code").textValue(),
                    node.path("name").textValue(),
                    node.path("shortName").textValue(),
                    node.path("parent").longValue(),
                    new Grid.Facts(
                            people,
                            node.path("households").isNull()
                                    ? null
                                    : node.path("households").intValue(),
                            text(node, "areaClass"),
                            more,
                            text(node, "exclave")),
                    shape(node.path("shape"))));
        }
        return pieces;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).textValue();
    }

    private static List<Polygon> faces(JsonNode array) {
        return shapes(array).stream().map(Polygon.class::cast).toList();
    }

    private static List<Geometry> shapes(JsonNode array) {
        List<Geometry> shapes = new ArrayList<>();
        array.forEach(node -> shapes.add(shape(node)));
        return shapes;
    }

    private static Geometry shape(JsonNode node) {
        try {
            return new WKBReader(Lattice.FACTORY).read(node.binaryValue());
        } catch (ParseException | IOException e) {
            throw new IllegalStateException("a shape that is no EWKB", e);
        }
    }
}
