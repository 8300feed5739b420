package io.sixgrid.data.edition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.file.Feature;
import io.sixgrid.data.grid.Grid.Facts;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;

/** Reads features as grids; all that is wrong in any cell is told, nothing is left out silently. Used by one thread. */
final class RowReader {
    private static final Set<String> YES = Set.of("true", "1", "yes", "y", "t", "是");
    private static final Set<String> NO = Set.of("false", "0", "no", "n", "f", "否");
    private static final Geometry NOWHERE = Lattice.FACTORY.createPolygon();

    private final FieldMapping mapping;
    private final Scheme scheme;
    private final Optional<Level> level;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Row> wider = new LinkedHashMap<>();
    private final List<RowProblem> problems = new ArrayList<>();

    /** @param level of all features; empty where a column says each one's */
    private RowReader(FieldMapping mapping, Scheme scheme, Optional<Level> level) {
        this.mapping = mapping;
        this.scheme = scheme;
        this.level = level;
    }

    static Rows read(List<Feature> features, FieldMapping mapping, Scheme scheme, Optional<Level> level) {
        RowReader reader = new RowReader(mapping, scheme, level);
        features.forEach(reader::read);
        // A wider grid with a feature of its own is as that says; the rows below it only name it.
        reader.wider.forEach(reader.rows::putIfAbsent);
        return new Rows(List.copyOf(reader.rows.values()), reader.problems);
    }

    /** The level that a word names: its number, its code, or its name in either language. */
    static Optional<Level> level(Scheme scheme, String word) {
        return scheme.levels().stream()
                .filter(one -> word.equals(String.valueOf(one.number()))
                        || word.equalsIgnoreCase(one.code())
                        || word.equals(one.nameZh())
                        || word.equalsIgnoreCase(one.nameEn()))
                .findFirst();
    }

    private void read(Feature feature) {
        Optional<Level> own = ownLevel(feature);
        Optional<String> code = mapping.value(feature, "code");
        if (code.isEmpty()) {
            refuse(feature, "code", "", "the code is missing");
        }
        if (!(feature.shape() instanceof Polygonal)) {
            refuse(feature, "shape", feature.shape().getGeometryType(), "a polygon is expected");
        } else if (feature.shape().isEmpty()) {
            refuse(feature, "shape", "", "there is no polygon");
        }
        Facts facts = facts(feature, own.map(Level::number).orElse(0));
        if (own.isEmpty()) {
            return;
        }
        int number = own.get().number();
        Optional<String> parent = number == 1 ? Optional.empty() : parent(feature, number);
        Row row = new Row(
                feature.number(),
                number,
                code.orElse(standIn(feature)),
                mapping.value(feature, "name"),
                mapping.value(feature, "short-name"),
                parent,
                facts,
                feature.shape() instanceof Polygonal ? feature.shape() : NOWHERE);
        Row same = rows.putIfAbsent(row.code(), row);
        if (same != null) {
            refuse(feature, "code", row.code(), "feature " + same.feature() + " has the same code");
            rows.put(standIn(feature), row.withCode(standIn(feature)));
        }
    }

    /** So that the land of a grid whose code cannot be taken does not look like a gap. */
    private static String standIn(Feature feature) {
        return "feature " + feature.number();
    }

    private Optional<Level> ownLevel(Feature feature) {
        if (level.isPresent()) {
            return level;
        }
        Optional<String> word = mapping.value(feature, "level");
        Optional<Level> found = word.flatMap(text -> level(scheme, text));
        if (found.isEmpty()) {
            refuse(
                    feature,
                    "level",
                    word.orElse(""),
                    word.isEmpty()
                            ? "the level is missing"
                            : "no level of scheme " + scheme.code() + " is called so; there are "
                                    + scheme.levels().stream()
                                            .map(one -> one.number() + " " + one.code())
                                            .toList());
        }
        return found;
    }

    /** By the parent's column or, in a wide table, the nearest wider grid that the row names. */
    private Optional<String> parent(Feature feature, int number) {
        @Nullable String nearest = null;
        for (int wide : mapping.wider()) {
            Optional<String> code = mapping.value(feature, wide + ".code");
            if (wide < number && code.isPresent()) {
                widen(feature, wide, code.get(), Optional.ofNullable(nearest));
                nearest = code.get();
            }
        }
        Optional<String> said = mapping.value(feature, "parent");
        return said.isPresent() ? said : Optional.ofNullable(nearest);
    }

    private void widen(Feature feature, int wide, String code, Optional<String> parent) {
        Optional<String> name = mapping.value(feature, wide + ".name");
        Facts facts = Facts.NONE.withExclave(exclave(feature, wide + ".exclave").orElse(null));
        Row before = wider.putIfAbsent(
                code, new Row(feature.number(), wide, code, name, Optional.empty(), parent, facts, NOWHERE));
        if (before == null) {
            return;
        }
        if (before.facts().exclave() == null) {
            // It is enough that one row of those in the grid says why.
            wider.put(code, before.withFacts(facts));
        }
        String first = ", and by feature " + before.feature() + " ";
        if (before.level() != wide) {
            refuse(feature, wide + ".code", code, code + " is of level " + wide + first + "of level " + before.level());
        } else if (!before.name().equals(name)) {
            refuse(
                    feature,
                    wide + ".name",
                    name.orElse(""),
                    code + " has this name" + first + before.name().orElse("none"));
        } else if (!before.parent().equals(parent)) {
            refuse(
                    feature,
                    wide + ".code",
                    code,
                    code + " lies in " + parent.orElse("none") + first + "in "
                            + before.parent().orElse("none"));
        }
    }

    private Facts facts(Feature feature, int number) {
        List<String> people =
                mapping.value(feature, "people").map(RowReader::people).orElse(List.of());
        Map<String, String> more = new LinkedHashMap<>();
        for (String column : mapping.others()) {
            Optional.ofNullable(feature.attributes().get(column))
                    .filter(text -> !text.isBlank())
                    .ifPresent(text -> more.putAll(attribute(column, text)));
        }
        if (number == 1) {
            // What lies above the widest level is no grid of the scheme; the word is kept all the same.
            mapping.value(feature, "parent")
                    .ifPresent(text -> more.put(mapping.columns().get("parent"), text));
        }
        return new Facts(
                people,
                households(feature),
                mapping.value(feature, "area-class").orElse(null),
                more,
                exclave(feature, "exclave").orElse(null));
    }

    /** Our own export has all further attributes in one column, as a JSON object. */
    private static Map<String, String> attribute(String column, String text) {
        Map<String, String> members = new LinkedHashMap<>();
        if (column.equals("attributes") && text.startsWith("{")) {
            json(text)
                    .ifPresent(object -> object.properties()
                            .forEach(member -> members.put(
                                    member.getKey(), member.getValue().asText())));
        }
        return members.isEmpty() && !text.equals("{}") ? Map.of(column, text) : members;
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(Json.mapper().readTree(text));
        } catch (JsonProcessingException e) {
            // It only looks like JSON: a text like any other.
            return Optional.empty();
        }
    }

    /** Names as people separate them, or the list that GeoJSON and our own export write. */
    private static List<String> people(String text) {
        Optional<JsonNode> list = text.startsWith("[") ? json(text) : Optional.empty();
        if (list.isPresent()) {
            List<String> names = new ArrayList<>();
            list.get().forEach(name -> names.add(name.asText().strip()));
            return names;
        }
        return Arrays.stream(text.split("[、,，;；]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Databases and spreadsheets write whole numbers as 320.0 too. */
    private @Nullable Integer households(Feature feature) {
        Optional<String> text = mapping.value(feature, "households");
        if (text.isEmpty()) {
            return null;
        }
        if (text.get().matches("[0-9]{1,9}([.]0+)?")) {
            return Integer.valueOf(text.get().replaceAll("[.].*", ""));
        }
        refuse(feature, "households", text.get(), "not a whole number of households");
        return null;
    }

    /** A reason in words, or only that it may. */
    private Optional<String> exclave(Feature feature, String field) {
        return mapping.value(feature, field)
                .filter(text -> !NO.contains(text.toLowerCase(Locale.ROOT)))
                .map(text -> YES.contains(text.toLowerCase(Locale.ROOT)) ? "declared in the file" : text);
    }

    private void refuse(Feature feature, String field, String value, String problem) {
        problems.add(new RowProblem(feature.number(), field, value, problem));
    }

    /** The level that an option names. */
    static Level required(Scheme scheme, String word) {
        return level(scheme, word)
                .orElseThrow(() -> SixgridException.invalid(
                        "level",
                        "no level of scheme " + scheme.code() + " is called " + word + "; there are "
                                + scheme.levels().stream()
                                        .map(one -> one.number() + " " + one.code())
                                        .toList()));
    }
}
