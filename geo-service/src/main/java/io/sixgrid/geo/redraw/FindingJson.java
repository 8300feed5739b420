package io.sixgrid.geo.redraw;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.file.ShapeJson;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.geo.http.DetailedConflict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings as JSON answers say them, each with its place as a GeoJSON geometry. */
final class FindingJson {
    /** So many are said in the sentence; all of them follow. */
    private static final int SAID = 3;

    private FindingJson() {}

    static ArrayNode of(List<Finding> findings) {
        ArrayNode array = Json.mapper().createArrayNode();
        findings.forEach(finding -> array.add(of(finding)));
        return array;
    }

    private static ObjectNode of(Finding finding) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("refuses", finding.kind().refuses())
                .put("sentence", finding.sentence());
        ArrayNode codes = json.putArray("codes");
        finding.codes().forEach(codes::add);
        return json.set("where", ShapeJson.of(finding.where()));
    }

    /** What is answered where findings refuse. */
    static DetailedConflict refusal(List<Finding> findings) {
        List<String> sentences = findings.stream()
                .filter(finding -> finding.kind().refuses())
                .map(Finding::sentence)
                .toList();
        String said = sentences.stream().limit(SAID).collect(Collectors.joining("; "));
        ObjectNode details = Json.mapper().createObjectNode();
        details.set("findings", of(findings));
        return new DetailedConflict(
                sentences.size() > SAID ? said + "; and " + (sentences.size() - SAID) + " more" : said, details);
    }
}
