package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.redraw.Delta;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Polygon;

/** What differs, at all levels, as JSON answers say it: enough to draw it without asking again. */
final class DeltaJson {
    private static final double CENTI = 100;

    private final Shapes shapes;

    private DeltaJson(Shapes shapes) {
        this.shapes = shapes;
    }

    /** Which shapes are written. A grid whose land stays has none, whatever is asked for. */
    enum Shapes {
        NONE,
        /** Of grids and land as they are. */
        AFTER,
        /** As they were, too. */
        BOTH;

        /** As a query says it. */
        static final Map<String, Shapes> WORDS = Map.of("none", NONE, "after", AFTER, "both", BOTH);
    }

    static ObjectNode of(Delta delta, Shapes shapes) {
        DeltaJson writer = new DeltaJson(shapes);
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode grids = json.putArray("grids");
        delta.grids().forEach(changed -> grids.add(writer.grid(changed)));
        ObjectNode unassigned = json.putObject("unassigned");
        unassigned.set("gone", faces(delta.facesGone()));
        unassigned.set("new", faces(delta.facesNew()));
        delta.outline().ifPresent(change -> {
            ObjectNode outline = json.putObject("outline");
            outline.set("before", ShapeJson.of(change.before()));
            outline.set("after", ShapeJson.of(change.after()));
        });
        ArrayNode levels = json.putArray("levels");
        delta.levels().forEach(levels::add);
        return json;
    }

    private ObjectNode grid(Delta.Changed changed) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("code", changed.grid().code())
                .put("level", changed.grid().level())
                .put("change", changed.change().name().toLowerCase(Locale.ROOT));
        ArrayNode what = json.putArray("what");
        what(changed, what);
        boolean moved = changed.moved();
        changed.before().ifPresent(grid -> json.set("before", side(grid, moved && shapes == Shapes.BOTH)));
        changed.after().ifPresent(grid -> json.set("after", side(grid, moved && shapes != Shapes.NONE)));
        return json;
    }

    /** All that differs of a grid that goes on; the change is the first of it. */
    private static void what(Delta.Changed changed, ArrayNode what) {
        if (changed.before().isEmpty() || changed.after().isEmpty()) {
            return;
        }
        Grid was = changed.before().get();
        Grid is = changed.after().get();
        add(what, "code", was.code(), is.code());
        add(what, "parent", was.parent(), is.parent());
        add(what, "shape", !changed.moved(), true);
        add(what, "name", was.name(), is.name());
        add(what, "shortName", was.shortName(), is.shortName());
        add(what, "people", was.facts().people(), is.facts().people());
        add(what, "households", was.facts().households(), is.facts().households());
        add(what, "areaClass", was.facts().areaClass(), is.facts().areaClass());
        add(what, "attributes", was.facts().more(), is.facts().more());
        add(what, "exclave", was.facts().exclave(), is.facts().exclave());
    }

    private static void add(ArrayNode what, String name, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            what.add(name);
        }
    }

    /** A grid as it is said of either side. */
    static ObjectNode side(Grid grid, boolean shape) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("code", grid.code())
                .put("name", grid.name())
                .put("shortName", grid.shortName());
        put(json, "parent", grid.parent());
        ArrayNode people = json.putArray("people");
        grid.facts().people().forEach(people::add);
        if (grid.facts().households() != null) {
            json.put("households", grid.facts().households());
        }
        put(json, "areaClass", grid.facts().areaClass());
        put(json, "exclave", grid.facts().exclave());
        ObjectNode attributes = json.putObject("attributes");
        grid.facts().more().forEach(attributes::put);
        json.put("squareMetres", Math.round(EqualArea.squareMetres(grid.shape()) * CENTI) / CENTI);
        if (shape) {
            json.set("geometry", ShapeJson.of(grid.shape()));
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static ArrayNode faces(List<Polygon> faces) {
        ArrayNode array = Json.mapper().createArrayNode();
        faces.forEach(face -> array.add(ShapeJson.of(face)));
        return array;
    }
}
