package io.sixgrid.geo.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.geo.device.UploadTable.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads GeoJSON (RFC 7946) as a table: a feature is a row, its point and its properties the cells. */
final class UploadFeatures {
    /** What our own answers say besides: not looked at, so that what was read can be sent back. */
    private static final Set<String> ANSWERED = Set.of("given", "chain", "since", "retired", "presence", "warnings");

    private final Set<String> ignored = new LinkedHashSet<>();

    private UploadFeatures() {}

    static UploadTable read(String text) {
        JsonNode root = parse(text);
        JsonNode features = root.path("features");
        if (!root.path("type").asText().equals("FeatureCollection") || !features.isArray()) {
            throw SixgridException.invalid("the file is JSON but no GeoJSON FeatureCollection");
        }
        if (features.size() > UploadTable.MAX_ROWS) {
            throw SixgridException.invalid(
                    "the file has more than " + UploadTable.MAX_ROWS + " features; upload it in parts");
        }
        UploadFeatures reader = new UploadFeatures();
        List<Row> rows = new ArrayList<>();
        features.forEach(feature -> rows.add(reader.row(rows.size() + 1, feature)));
        return new UploadTable(rows, reader.ignored);
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode root = Json.mapper().readTree(text);
            return root;
        } catch (JsonProcessingException e) {
            throw SixgridException.invalid("the file is not JSON: " + e.getOriginalMessage());
        }
    }

    private Row row(int number, JsonNode feature) {
        Map<String, String> cells = new HashMap<>();
        say(cells, "id", feature.path("id"));
        feature.path("properties")
                .properties()
                .forEach(property -> property(cells, property.getKey(), property.getValue()));
        JsonNode geometry = feature.path("geometry");
        Optional<String> excess = Optional.empty();
        if (geometry.path("type").asText().equals("Point")) {
            say(cells, "lon", geometry.path("coordinates").path(0));
            say(cells, "lat", geometry.path("coordinates").path(1));
        } else if (geometry.isObject()) {
            excess = Optional.of(
                    "a geometry that is no Point: " + geometry.path("type").asText());
        }
        return new Row(number, cells, excess);
    }

    private void property(Map<String, String> cells, String name, JsonNode value) {
        if (name.equals("aliases")) {
            value.properties().forEach(alias -> say(cells, UploadColumns.ALIAS + alias.getKey(), alias.getValue()));
            return;
        }
        Optional<String> field = UploadColumns.field(name);
        if (field.isPresent()) {
            say(cells, field.orElseThrow(), value);
        } else if (!ANSWERED.contains(name)) {
            ignored.add(name);
        }
    }

    private static void say(Map<String, String> cells, String field, JsonNode value) {
        String said = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
        if (!said.isEmpty()) {
            cells.put(field, said);
        }
    }
}
