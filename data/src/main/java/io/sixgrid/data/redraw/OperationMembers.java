package io.sixgrid.data.redraw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.file.LandJson;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/** The members of an operation, read strictly: what is missing, wrong or unknown is refused by its name. One thread. */
final class OperationMembers {
    private static final int LONGEST_CODE = 64;
    /** Of a line or a patch that is drawn; a whole district's border has fewer. What a file comes to has no such limit. */
    private static final int MOST_POSITIONS = 20_000;

    private final ObjectNode json;
    private final String path;
    private final Set<String> read = new HashSet<>();

    OperationMembers(ObjectNode json) {
        this(json, "");
    }

    private OperationMembers(ObjectNode json, String path) {
        this.json = json;
        this.path = path;
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalText(String name) {
        return member(name).map(value -> {
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw wrong(name, "is not a text", value);
            }
            return value.textValue();
        });
    }

    /** Whether it is there, as null too, which clears what is known so far. */
    boolean mentioned(String name) {
        return json.has(name);
    }

    /** Whether it is there as null. */
    boolean cleared(String name) {
        return json.path(name).isNull();
    }

    /** A code: at most 64 signs, none of them blank or invisible. */
    String code(String name) {
        return optionalCode(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalCode(String name) {
        return optionalText(name).map(text -> {
            if (text.length() > LONGEST_CODE || text.chars().anyMatch(OperationMembers::unseen)) {
                throw SixgridException.invalid(
                        path + name,
                        path + name + " is not a code, which has at most " + LONGEST_CODE + " signs and no blank: "
                                + text);
            }
            return text;
        });
    }

    private static boolean unseen(int sign) {
        return Character.isWhitespace(sign) || Character.isSpaceChar(sign) || Character.isISOControl(sign);
    }

    /** An object of texts, of which null means to be cleared; empty when absent. */
    Map<String, Optional<String>> clearableTexts(String name) {
        Map<String, Optional<String>> texts = new LinkedHashMap<>();
        member(name).ifPresent(value -> {
            if (!value.isObject()) {
                throw wrong(name, "is not an object of texts", value);
            }
            value.properties().forEach(entry -> {
                if (!entry.getValue().isTextual() && !entry.getValue().isNull()) {
                    throw wrong(name + "." + entry.getKey(), "is not a text", entry.getValue());
                }
                texts.put(entry.getKey(), Optional.ofNullable(entry.getValue().textValue()));
            });
        });
        return texts;
    }

    /** An object of texts; empty when absent. */
    Map<String, String> allTexts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        clearableTexts(name).forEach((key, text) -> texts.put(key, text.orElseThrow(() -> missing(name + "." + key))));
        return texts;
    }

    Optional<Integer> optionalWhole(String name) {
        return member(name).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw wrong(name, "is not a whole number", value);
            }
            return value.intValue();
        });
    }

    int whole(String name) {
        return optionalWhole(name).orElseThrow(() -> missing(name));
    }

    boolean flag(String name) {
        return member(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw wrong(name, "is not true or false", value);
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        member(name).ifPresent(value -> {
            if (!value.isArray()) {
                throw wrong(name, "is not an array of texts", value);
            }
            for (JsonNode element : value) {
                if (!element.isTextual() || element.textValue().isBlank()) {
                    throw wrong(name, "is not an array of texts", value);
                }
                texts.add(element.textValue());
            }
        });
        return texts;
    }

    /** An array of codes, each once; empty when absent. */
    List<String> codes(String name) {
        List<String> codes = texts(name);
        Set<String> once = new HashSet<>();
        codes.stream().filter(code -> !once.add(code)).findFirst().ifPresent(code -> {
            throw SixgridException.invalid(path + name, path + name + " has " + code + " twice");
        });
        return codes;
    }

    /** An array of objects; empty when absent. */
    List<OperationMembers> objects(String name) {
        List<OperationMembers> objects = new ArrayList<>();
        member(name).ifPresent(value -> {
            if (!value.isArray()) {
                throw wrong(name, "is not an array of objects", value);
            }
            for (JsonNode element : value) {
                objects.add(nested(name + "[" + objects.size() + "]", element));
            }
        });
        return objects;
    }

    Optional<OperationMembers> object(String name) {
        return member(name).map(value -> nested(name, value));
    }

    private OperationMembers nested(String name, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            throw wrong(name, "is not an object", value);
        }
        return new OperationMembers(object, path + name + ".");
    }

    /** {@code [lon, lat]} in degrees of WGS 84, rounded to the lattice. */
    Coordinate point(String name) {
        return optionalPoint(name).orElseThrow(() -> missing(name));
    }

    Optional<Coordinate> optionalPoint(String name) {
        return member(name).map(value -> coordinate(name, value));
    }

    /** A GeoJSON LineString of at least two different points, rounded to the lattice. */
    LineString line(String name) {
        JsonNode value = member(name).orElseThrow(() -> missing(name));
        if (!value.path("type").asText().equals("LineString")
                || !value.path("coordinates").isArray()) {
            throw wrong(name, "is not a GeoJSON LineString", value);
        }
        requireFew(name, value.path("coordinates").size());
        List<Coordinate> points = new ArrayList<>();
        for (JsonNode position : value.path("coordinates")) {
            Coordinate next = coordinate(name, position);
            if (points.isEmpty() || !points.get(points.size() - 1).equals2D(next)) {
                points.add(next);
            }
        }
        if (points.size() < 2) {
            throw wrong(name, "has fewer than two different points", value);
        }
        return Lattice.FACTORY.createLineString(points.toArray(Coordinate[]::new));
    }

    private void requireFew(String name, int positions) {
        if (positions > MOST_POSITIONS) {
            throw SixgridException.invalid(
                    path + name,
                    path + name + " has " + positions + " positions, and at most " + MOST_POSITIONS + " are taken");
        }
    }

    /** A GeoJSON Polygon, rounded to the lattice; empty when absent. */
    Optional<Polygon> optionalPolygon(String name) {
        return member(name).map(value -> {
            int positions = 0;
            for (JsonNode ring : value.path("coordinates")) {
                positions += ring.size();
            }
            requireFew(name, positions);
            if (!(LandJson.read(value, path + name) instanceof Polygon polygon)) {
                throw wrong(name, "is not a GeoJSON Polygon", value);
            }
            return polygon;
        });
    }

    /** A GeoJSON Polygon or MultiPolygon, rounded to the lattice. */
    Optional<Geometry> optionalLand(String name) {
        return member(name).map(value -> LandJson.read(value, path + name));
    }

    /** An array of GeoJSON Polygons; empty when absent. */
    List<Polygon> polygons(String name) {
        List<Polygon> polygons = new ArrayList<>();
        member(name).ifPresent(value -> {
            for (JsonNode element : value) {
                if (!(LandJson.read(element, path + name) instanceof Polygon polygon)) {
                    throw wrong(name, "is not an array of GeoJSON Polygons", value);
                }
                polygons.add(polygon);
            }
        });
        return polygons;
    }

    private Coordinate coordinate(String name, JsonNode value) {
        if (!value.isArray()
                || value.size() < 2
                || !value.get(0).isNumber()
                || !value.get(1).isNumber()) {
            throw wrong(name, "is not a position [lon, lat]", value);
        }
        LonLat place;
        try {
            place = new LonLat(value.get(0).doubleValue(), value.get(1).doubleValue()).onLattice();
        } catch (SixgridException e) {
            throw wrong(name, "is not a position [lon, lat] in degrees", value);
        }
        return new Coordinate(place.lon(), place.lat());
    }

    /** Refuses a member that nobody asked for. */
    void requireAllRead() {
        json.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw SixgridException.invalid(path + name, "there is no " + path + name + " in this operation");
            }
        });
    }

    private Optional<JsonNode> member(String name) {
        read.add(name);
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private SixgridException missing(String name) {
        return SixgridException.invalid(path + name, path + name + " is missing");
    }

    private SixgridException wrong(String name, String what, JsonNode value) {
        String text = value.toString();
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return SixgridException.invalid(path + name, path + name + " " + what + ": " + shown);
    }
}
