package io.sixgrid.geo.edition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.edition.EditionDifference;
import io.sixgrid.data.edition.GridChange;
import io.sixgrid.data.edition.ImportReport;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.fit.Repair;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.place.BoundingBox;
import java.util.List;
import java.util.Locale;

/** The report of an import as JSON; what is wrong and what would be mended with its place as a GeoJSON geometry. */
public final class ImportJson {
    private static final double MILLI = 1000;

    private ImportJson() {}

    public static ObjectNode of(ImportReport report) {
        ObjectNode json = Json.mapper().createObjectNode();
        source(json, report.source());
        taken(json, report.taken());
        json.set("problems", Json.mapper().valueToTree(report.problems()));
        json.putObject("rounding")
                .put("centimetres", rounded(report.fit().roundingCentimetres()))
                .put("corners", report.fit().corners());
        ArrayNode repairs = json.putArray("repairs");
        report.fit().repairs().forEach(repair -> repairs.add(repair(repair)));
        ArrayNode findings = json.putArray("findings");
        report.findings().forEach(finding -> findings.add(finding(finding)));
        report.changes().ifPresent(changes -> changes(json.putObject("changes"), changes));
        strings(json.putArray("warnings"), report.warnings());
        ImportReport.Outcome outcome = report.outcome();
        json.put("proven", outcome.proven()).put("written", outcome.written());
        outcome.revision().ifPresent(revision -> json.put("revision", revision));
        return json.put("effective", outcome.effective().toString()).put("why", outcome.why());
    }

    private static void source(ObjectNode json, ImportReport.Source source) {
        json.put("file", source.file())
                .put("format", source.format())
                .put("layer", source.layer())
                .put("features", source.features())
                .put("frame", source.frame())
                .put("frameWhy", source.frameWhy());
        source.extent().ifPresent(box -> extent(json.putArray("extent"), box));
        strings(json.putArray("notes"), source.notes());
    }

    private static void extent(ArrayNode array, BoundingBox box) {
        array.add(box.min().lon())
                .add(box.min().lat())
                .add(box.max().lon())
                .add(box.max().lat());
    }

    private static void taken(ObjectNode json, ImportReport.Taken taken) {
        ObjectNode columns = json.putObject("columns");
        taken.columns().forEach(columns::put);
        strings(json.putArray("guessed"), List.copyOf(taken.guessed()));
        strings(json.putArray("attributes"), taken.attributes());
        json.put("parents", taken.parents().code());
        ObjectNode levels = json.putObject("levels");
        taken.levels().forEach((level, grids) -> levels.put(String.valueOf(level), grids));
        json.set("first", Json.mapper().valueToTree(taken.first()));
    }

    private static ObjectNode repair(Repair repair) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("id", repair.id())
                .put("kind", word(repair.kind()))
                .put("metres", rounded(repair.metres()))
                .put("squareMetres", rounded(repair.squareMetres()))
                .put("accepted", repair.accepted())
                .put("sentence", repair.sentence());
        strings(json.putArray("codes"), repair.codes());
        return json.set("geometry", ShapeJson.of(repair.where()));
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("kind", word(finding.kind()))
                .put("refuses", finding.kind().refuses())
                .put("sentence", finding.sentence());
        strings(json.putArray("codes"), finding.codes());
        return json.set("geometry", ShapeJson.of(finding.where()));
    }

    /** Unchanged grids are counted, and not listed one by one. */
    private static void changes(ObjectNode json, EditionDifference changes) {
        ObjectNode counts = json.putObject("counts");
        changes.changes().stream()
                .mapToInt(GridChange::level)
                .distinct()
                .sorted()
                .forEach(level -> {
                    ObjectNode kinds = counts.putObject(String.valueOf(level));
                    changes.counts(level).forEach((kind, grids) -> kinds.put(word(kind), grids));
                });
        ArrayNode grids = json.putArray("grids");
        for (GridChange change : changes.changes()) {
            if (change.kind() != GridChange.Kind.UNCHANGED) {
                ObjectNode grid =
                        grids.addObject().put("kind", word(change.kind())).put("level", change.level());
                strings(grid.putArray("before"), change.before());
                strings(grid.putArray("after"), change.after());
                strings(grid.putArray("what"), change.what());
                grid.putObject("squareMetres")
                        .put("before", rounded(change.areas().before()))
                        .put("after", rounded(change.areas().after()))
                        .put("common", rounded(change.areas().common()))
                        .put("moved", rounded(change.areas().moved()));
            }
        }
    }

    private static void strings(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double rounded(double value) {
        return Math.round(value * MILLI) / MILLI;
    }
}
