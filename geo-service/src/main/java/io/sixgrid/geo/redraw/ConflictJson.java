package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.redraw.Conflict;
import io.sixgrid.data.redraw.Conflict.ChangedBy;
import io.sixgrid.data.redraw.Conflict.Side;
import io.sixgrid.geo.http.DetailedConflict;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.LineString;

/** Conflicts as JSON answers say them: enough to show base, mine and theirs on a map without asking again. */
final class ConflictJson {
    /** So many are said in the sentence; all of them follow. */
    private static final int SAID = 3;

    private ConflictJson() {}

    static ArrayNode of(List<Conflict> conflicts) {
        ArrayNode array = Json.mapper().createArrayNode();
        conflicts.forEach(conflict -> array.add(of(conflict)));
        return array;
    }

    /** What is answered where conflicts are in the way. */
    static DetailedConflict refusal(List<Conflict> conflicts) {
        String said = conflicts.stream()
                .limit(SAID)
                .map(conflict -> "operation " + conflict.seq() + " (" + conflict.kind() + "): " + conflict.sentence())
                .collect(Collectors.joining("; "));
        ObjectNode details = Json.mapper().createObjectNode();
        details.set("conflicts", of(conflicts));
        return new DetailedConflict(
                conflicts.size() > SAID ? said + "; and " + (conflicts.size() - SAID) + " more" : said, details);
    }

    private static ObjectNode of(Conflict conflict) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("seq", conflict.seq())
                .put("kind", conflict.kind())
                .put("at", conflict.at().toString())
                .put("reason", conflict.reason().code())
                .put("sentence", conflict.sentence());
        ArrayNode codes = json.putArray("codes");
        conflict.codes().forEach(codes::add);
        ArrayNode dependsOn = json.putArray("dependsOn");
        conflict.dependsOn().forEach(dependsOn::add);
        json.set("base", side(conflict.sides().base()));
        json.set("mine", side(conflict.sides().mine()));
        ObjectNode theirs = side(conflict.sides().theirs());
        ArrayNode ended = theirs.putArray("ended");
        ended(conflict)
                .forEach((code, by) -> ended.addObject().put("code", code).set("changedBy", changedBy(by)));
        json.set("theirs", theirs);
        return json.set("findings", FindingJson.of(conflict.findings()));
    }

    /** Grids of the base that others ended, where it is known who. */
    private static Map<String, ChangedBy> ended(Conflict conflict) {
        Map<String, ChangedBy> by = conflict.sides().theirs().by();
        Set<String> there = new HashSet<>();
        conflict.sides().theirs().grids().forEach(grid -> there.add(grid.code()));
        Map<String, ChangedBy> ended = new TreeMap<>();
        for (Grid grid : conflict.sides().base().grids()) {
            ChangedBy who = by.get(grid.code());
            if (who != null && !there.contains(grid.code())) {
                ended.put(grid.code(), who);
            }
        }
        return ended;
    }

    private static ObjectNode side(Side side) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode grids = json.putArray("grids");
        for (Grid grid : side.grids()) {
            ObjectNode one = DeltaJson.side(grid, true).put("level", grid.level());
            ChangedBy by = side.by().get(grid.code());
            if (by != null) {
                one.set("changedBy", changedBy(by));
            }
            grids.add(one);
        }
        return json.set(
                "lines",
                ShapeJson.of(Lattice.FACTORY.createMultiLineString(side.lines().toArray(LineString[]::new))));
    }

    private static ObjectNode changedBy(ChangedBy by) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("revision", by.revision())
                .put("author", by.author())
                .put("reason", by.reason())
                .put("effective", by.effective().toString());
        by.document().ifPresent(document -> json.put("document", document));
        return json;
    }
}
