package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.grid.LabelPoint;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.impact.GridImpact;
import io.sixgrid.data.impact.Impact;
import io.sixgrid.data.impact.Subject;
import io.sixgrid.data.impact.Untouched;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.redraw.Draft;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** What a draft would change as JSON answers say it; shapes are GeoJSON collections, for a map. */
final class ImpactJson {
    private static final double CENTI = 100;

    private ImpactJson() {}

    static ObjectNode of(Draft draft, Scheme scheme, Impact impact) {
        ObjectNode json = object();
        json.set("draft", Json.mapper().valueToTree(DraftJson.of(draft)));
        json.set("scheme", scheme(scheme));
        json.put("incidentsSince", impact.since().toString());
        json.set("grids", list(impact.grids(), ImpactJson::grid));
        json.set("moved", list(impact.moved(), ImpactJson::moved));
        json.set("onBorders", list(impact.onBorders(), ImpactJson::onBorder));
        json.set("contained", list(impact.contained(), ImpactJson::contained));
        json.set("unassigned", land(impact.land()));
        json.set("codes", Json.mapper().valueToTree(impact.codes()));
        json.set("wider", list(impact.wider(), ImpactJson::wider));
        json.set("untouched", untouched(impact.untouched()));
        json.set("map", map(impact));
        return json;
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    /** Fills one object. */
    @FunctionalInterface
    private interface Writer<T> {
        void write(T value, ObjectNode into);
    }

    private static <T> ArrayNode list(Collection<T> values, Writer<T> writer) {
        ArrayNode array = Json.mapper().createArrayNode();
        values.forEach(value -> writer.write(value, array.addObject()));
        return array;
    }

    private static ObjectNode scheme(Scheme scheme) {
        ObjectNode json = object().put("code", scheme.code());
        name(json, scheme.nameZh(), scheme.nameEn());
        json.set("levels", list(scheme.levels(), (Level level, ObjectNode into) -> {
            into.put("level", level.number()).put("code", level.code()).put("tiling", level.tiling());
            name(into, level.nameZh(), level.nameEn());
        }));
        return json;
    }

    private static void name(ObjectNode into, String zh, String en) {
        into.putObject("name").put("zh", zh).put("en", en);
    }

    private static void grid(GridImpact grid, ObjectNode into) {
        GridImpact.Side named = grid.after().or(grid::before).orElseThrow();
        into.put("level", grid.level())
                .put("code", named.code())
                .put("name", named.name())
                .put("tiling", grid.tiling())
                .put("leaf", grid.leaf());
        ArrayNode changes = into.putArray("changes");
        grid.changes().stream().sorted().forEach(change -> changes.add(change.code()));
        grid.before().ifPresent(side -> side(side, into.putObject("before")));
        grid.after().ifPresent(side -> side(side, into.putObject("after")));
    }

    private static void side(GridImpact.Side side, ObjectNode into) {
        into.put("code", side.code()).put("name", side.name()).put("shortName", side.shortName());
        people(into, side.people());
        into.put("squareMetres", rounded(side.squareMetres()));
        into.set("households", Json.mapper().valueToTree(side.households()));
        into.setAll((ObjectNode) Json.mapper().valueToTree(side.counts()));
    }

    private static void people(ObjectNode into, List<String> people) {
        ArrayNode array = into.putArray("people");
        people.forEach(array::add);
    }

    private static double rounded(double value) {
        return Math.round(value * CENTI) / CENTI;
    }

    private static void subject(Subject subject, ObjectNode into) {
        into.put("subject", subject.kind().code())
                .put("id", subject.id())
                .put("kind", subject.word())
                .put("title", subject.title());
        subject.severity().ifPresent(severity -> into.put("severity", severity));
        into.put("open", subject.open());
        subject.reported().ifPresent(at -> into.put("reported", at.toString()));
        subject.place().ifPresent(at -> into.put("lon", at.lon()).put("lat", at.lat()));
    }

    private static void holder(Impact.Holder holder, ObjectNode into) {
        into.put("level", holder.level())
                .put("code", holder.code())
                .put("name", holder.name())
                .put("shortName", holder.shortName());
        people(into, holder.people());
    }

    private static void fromTo(Optional<Impact.Holder> from, Optional<Impact.Holder> to, ObjectNode into) {
        from.ifPresent(holder -> holder(holder, into.putObject("from")));
        to.ifPresent(holder -> holder(holder, into.putObject("to")));
    }

    private static void moved(Impact.Moved moved, ObjectNode into) {
        subject(moved.subject(), into);
        into.put("handOver", moved.subject().handedOver()).put("onBorder", moved.onBorder());
        fromTo(moved.from(), moved.to(), into);
        into.set("levels", list(moved.steps(), (Impact.Step step, ObjectNode one) -> {
            one.put("level", step.level());
            step.from().ifPresent(holder -> one.put("from", holder.code()));
            step.to().ifPresent(holder -> one.put("to", holder.code()));
        }));
    }

    private static void onBorder(Impact.OnBorder point, ObjectNode into) {
        subject(point.subject(), into);
        into.put("gone", point.gone()).put("new", point.now());
        fromTo(point.from(), point.to(), into);
        ArrayNode touches = into.putArray("touches");
        point.touches().forEach(touches::add);
    }

    private static void contained(Impact.Contained contained, ObjectNode into) {
        holder(contained.grid(), into);
        ArrayNode along = into.putArray("along");
        contained.along().forEach(state -> along.add(state.code()));
        into.put("through", contained.through()).put("moves", contained.moves());
        fromTo(contained.from(), contained.to(), into);
    }

    private static ObjectNode land(Impact.Land land) {
        ObjectNode json = object().put("squareMetresBefore", rounded(land.before()))
                .put("squareMetresAfter", rounded(land.after()));
        json.set("new", collection(land.fresh(), ImpactJson::face));
        json.set("taken", collection(land.taken(), ImpactJson::face));
        return json;
    }

    private static void face(Polygon face, ObjectNode into) {
        feature(into, face, properties -> properties.put("squareMetres", rounded(EqualArea.squareMetres(face))));
    }

    private static void wider(Impact.Wider wider, ObjectNode into) {
        into.put("level", wider.level())
                .put("metresGone", rounded(wider.gone()))
                .put("metresNew", rounded(wider.fresh()));
        into.put("aboveApprover", wider.aboveApprover());
        into.set("grids", list(wider.grids(), ImpactJson::holder));
    }

    private static ObjectNode untouched(Untouched untouched) {
        ObjectNode json = object().put("equal", untouched.equal());
        json.set(
                "levels",
                list(
                        untouched.levels(),
                        (Untouched.LevelHash level, ObjectNode into) -> into.put("level", level.level())
                                .put("grids", level.count())
                                .put("gridsAfter", level.countAfter())
                                .put("touched", level.touched())
                                .put("before", level.before().hex())
                                .put("after", level.after().hex())
                                .put("equal", level.equal())));
        if (!untouched.grids().isEmpty()) {
            json.set("grids", list(untouched.grids(), (Untouched.GridPair pair, ObjectNode into) -> {
                into.put("level", pair.level()).put("code", pair.code());
                pair.before().ifPresent(hash -> into.put("before", hash.hex()));
                pair.after().ifPresent(hash -> into.put("after", hash.hex()));
            }));
        }
        return json;
    }

    private static ObjectNode map(Impact impact) {
        Impact.Drawing drawing = impact.drawing();
        ObjectNode json = object();
        json.set(
                "transfers",
                collection(
                        impact.land().transfers(),
                        (Impact.Transfer transfer, ObjectNode into) -> feature(into, transfer.land(), properties -> {
                            fromTo(Optional.of(transfer.from()), Optional.of(transfer.to()), properties);
                            properties.put("squareMetres", rounded(transfer.squareMetres()));
                        })));
        json.set("before", collection(drawing.before(), ImpactJson::drawn));
        json.set("after", collection(drawing.after(), ImpactJson::drawn));
        json.set("around", collection(drawing.around(), ImpactJson::drawn));
        json.set(
                "borders",
                collection(
                        drawing.borders(),
                        (border, into) -> feature(
                                into,
                                border.lines(),
                                properties -> properties
                                        .put("level", border.level())
                                        .put("state", border.state().code()))));
        return json;
    }

    private static void drawn(Impact.Drawn drawn, ObjectNode into) {
        feature(into, drawn.shape(), properties -> {
            properties
                    .put("level", drawn.level())
                    .put("code", drawn.code())
                    .put("shortName", drawn.shortName())
                    .put("leaf", drawn.leaf());
            if (drawn.leaf()) {
                properties.set(
                        "label", ShapeJson.of(LabelPoint.of(drawn.shape())).get("coordinates"));
            }
        });
    }

    private static <T> ObjectNode collection(Collection<T> values, Writer<T> writer) {
        ObjectNode json = object().put("type", "FeatureCollection");
        json.set("features", list(values, writer));
        return json;
    }

    private static void feature(ObjectNode into, Geometry shape, Consumer<ObjectNode> properties) {
        into.put("type", "Feature");
        into.set("geometry", ShapeJson.of(shape));
        properties.accept(into.putObject("properties"));
    }
}
