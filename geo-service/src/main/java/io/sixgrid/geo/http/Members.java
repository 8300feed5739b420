package io.sixgrid.geo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.file.LandJson;
import io.sixgrid.data.file.LineJson;
import io.sixgrid.data.place.Axes;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.GivenPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiLineString;

/**
 * The members of one JSON object in a request. Whatever is wrong is said with the member's name and, in an array, its
 * index: {@code [3].lon}. A member that is null counts as absent.
 */
public final class Members {
    private final JsonNode object;
    private final String path;
    private final Frames frames;

    /** @param frames those that {@link #position} may be in */
    Members(JsonNode object, String path, Frames frames) {
        this.object = object;
        this.path = path;
        this.frames = frames;
    }

    /** Refuses members of other names. */
    public Members only(Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw wrong(name, "unknown member: " + name + "; known are " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return this;
    }

    /** Makes a value of these members; a refusal of the value's own is said with the place in the request. */
    public <T> T read(Supplier<T> value) {
        try {
            return value.get();
        } catch (SixgridException e) {
            String field = e.field().orElse("");
            if (path.isEmpty() || field.startsWith(path)) {
                throw e;
            }
            throw SixgridException.invalid(field.isEmpty() ? path : path + "." + field, path + ": " + e.getMessage());
        }
    }

    /** Whether it is there, as null too: where that clears what is known so far. */
    public boolean mentions(String name) {
        return object.has(name);
    }

    public Optional<String> text(String name) {
        return member(name).map(value -> {
            if (!value.isTextual()) {
                throw wrong(name, name + " is not a text: " + value);
            }
            return value.textValue();
        });
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> wrong(name, name + " is missing"));
    }

    public Optional<Double> number(String name) {
        return member(name).map(value -> {
            if (!value.isNumber()) {
                throw wrong(name, name + " is not a number: " + value);
            }
            return value.doubleValue();
        });
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag(String name) {
        return member(name).map(value -> {
            if (!value.isBoolean()) {
                throw wrong(name, name + " is not true or false: " + value);
            }
            return value.booleanValue();
        });
    }

    public Optional<Integer> integer(String name) {
        return member(name).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw wrong(name, name + " is not a whole number: " + value);
            }
            return value.intValue();
        });
    }

    /** ISO 8601, as {@code PT15M}. */
    public Optional<Duration> duration(String name) {
        return text(name).map(text -> Query.duration(name, text));
    }

    /** RFC 3339, kept to the microsecond, as the database does. */
    public Optional<Instant> instant(String name) {
        return text(name).map(text -> {
            Instant instant = Query.instant(name, text).truncatedTo(ChronoUnit.MICROS);
            return instant;
        });
    }

    /** 1 (worst) to 4. */
    public Severity severity() {
        JsonNode value = member("severity").orElseThrow(() -> wrong("severity", "severity is missing"));
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong("severity", "severity is not 1 (worst) to 4: " + value);
        }
        return Severity.of(value.intValue());
    }

    /**
     * {@code lon} and {@code lat} or, in a frame in metres, {@code x} and {@code y}; both or none, in {@code frame} (WGS 84
     * when it is not said).
     */
    public Optional<GivenPosition> position() {
        Frame frame = text("frame").map(frames::frame).orElse(Frame.WGS84);
        Axes axes = frame.axes();
        for (Axes other : Axes.values()) {
            if (other != axes) {
                refuse(other, frame);
            }
        }
        Optional<Double> first = number(axes.first());
        Optional<Double> second = number(axes.second());
        if (first.isEmpty() && second.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(frame.position(new FramePoint(
                first.orElseThrow(() -> missing(axes.first(), axes.second())),
                second.orElseThrow(() -> missing(axes.second(), axes.first())))));
    }

    private void refuse(Axes other, Frame frame) {
        for (String name : List.of(other.first(), other.second())) {
            if (member(name).isPresent()) {
                Axes axes = frame.axes();
                throw wrong(
                        name,
                        "a position in frame " + frame.code() + " is given by " + axes.first() + " and " + axes.second()
                                + ", not by " + name);
            }
        }
    }

    private static SixgridException missing(String name, String other) {
        return wrong(name, name + " is missing, " + other + " is given");
    }

    /** An object of texts; empty when absent. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        member(name).ifPresent(value -> {
            if (!value.isObject()) {
                throw wrong(name, name + " is not an object of texts: " + value);
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                if (!entry.getValue().isTextual()) {
                    throw wrong(name + "." + entry.getKey(), name + " holds something that is no text: " + value);
                }
                texts.put(entry.getKey(), entry.getValue().textValue());
            }
        });
        return texts;
    }

    /** An array of texts; empty when absent. */
    public List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isTextual()) {
                throw wrong(name + "[" + words.size() + "]", name + " holds something that is no text: " + element);
            }
            words.add(element.textValue());
        }
        return words;
    }

    /** An array of polygons and multipolygons as GeoJSON geometries in WGS 84, rounded to the lattice; empty when absent. */
    public List<Geometry> lands(String name) {
        List<Geometry> lands = new ArrayList<>();
        for (JsonNode element : array(name)) {
            lands.add(LandJson.read(element, name + "[" + lands.size() + "]"));
        }
        return lands;
    }

    /** A GeoJSON LineString or MultiLineString in WGS 84, rounded to the lattice. */
    public Optional<MultiLineString> line(String name) {
        return member(name).map(value -> LineJson.read(value, name));
    }

    private List<JsonNode> array(String name) {
        List<JsonNode> elements = new ArrayList<>();
        member(name).ifPresent(value -> {
            if (!value.isArray()) {
                throw wrong(name, name + " is not an array");
            }
            value.forEach(elements::add);
        });
        return elements;
    }

    private Optional<JsonNode> member(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private static SixgridException wrong(String field, String message) {
        return SixgridException.invalid(field, message);
    }

    /** The members of each object of {@code array}. */
    static List<Members> each(JsonNode array, Frames frames) {
        return java.util.stream.IntStream.range(0, array.size())
                .mapToObj(i -> new Members(object(array.get(i), "[" + i + "]"), "[" + i + "]", frames))
                .toList();
    }

    static JsonNode object(JsonNode node, String path) {
        if (!node.isObject()) {
            String where = path.isEmpty() ? "the request body" : path;
            throw path.isEmpty()
                    ? SixgridException.invalid(where + " is not a JSON object")
                    : SixgridException.invalid(path, where + " is not a JSON object");
        }
        return node;
    }
}
