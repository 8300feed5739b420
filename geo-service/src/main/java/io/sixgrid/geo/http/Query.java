package io.sixgrid.geo.http;

import io.javalin.http.Context;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.data.place.Axes;
import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.GivenPosition;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The query parameters of one request. A name that the route does not know is refused, not ignored. */
public final class Query {
    /** How many things a list answers when nobody says. */
    public static final int DEFAULT_LIMIT = 100;

    /** How many things a list answers at most. */
    public static final int MAX_LIMIT = 1000;

    private static final char CURSOR_SEPARATOR = '\n';

    private final Context ctx;

    private Query(Context ctx) {
        this.ctx = ctx;
    }

    /** The parameters of {@code ctx}, of which only {@code known} names may be given, each once and not empty. */
    public static Query of(Context ctx, String... known) {
        return checked(ctx, Set.of(), new TreeSet<>(List.of(known)));
    }

    /** The same, of which {@code often} too is known, and may be given several times. */
    public static Query repeating(Context ctx, String often, String... known) {
        Set<String> names = new TreeSet<>(List.of(known));
        names.add(often);
        return checked(ctx, Set.of(often), names);
    }

    private static Query checked(Context ctx, Set<String> often, Set<String> names) {
        for (Map.Entry<String, List<String>> given : ctx.queryParamMap().entrySet()) {
            String name = given.getKey();
            if (!names.contains(name)) {
                throw SixgridException.invalid(
                        name,
                        "unknown query parameter: " + name
                                + (names.isEmpty()
                                        ? "; there is none here"
                                        : "; known are " + String.join(", ", names)));
            }
            if (given.getValue().size() > 1 && !often.contains(name)) {
                throw SixgridException.invalid(name, "query parameter is given more than once: " + name);
            }
            if (given.getValue().stream().anyMatch(String::isBlank)) {
                throw SixgridException.invalid(name, "query parameter is empty: " + name);
            }
        }
        return new Query(ctx);
    }

    /** The same, of a list: {@code limit} and {@code cursor} are known too. */
    public static Query ofList(Context ctx, String... known) {
        String[] all = Arrays.copyOf(known, known.length + 2);
        all[known.length] = "limit";
        all[known.length + 1] = "cursor";
        return of(ctx, all);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(ctx.queryParam(name));
    }

    /** All that is given under that name. */
    public List<String> texts(String name) {
        return ctx.queryParams(name);
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> SixgridException.invalid(name, "query parameter is missing: " + name));
    }

    /** RFC 3339, with an offset. */
    public Optional<Instant> instant(String name) {
        return text(name).map(text -> instant(name, text));
    }

    /** The moments of {@code at} and {@code known}; now and as we believe now where they are not given. */
    public AsOf asOf(Clock clock) {
        return new AsOf(instant("at").orElseGet(clock::instant), instant("known"));
    }

    /** The same; empty where neither is given: what is asked for is what is. */
    public Optional<AsOf> then(Clock clock) {
        return text("at").isEmpty() && text("known").isEmpty() ? Optional.empty() : Optional.of(asOf(clock));
    }

    /** ISO 8601, as {@code PT15M}. */
    public Optional<Duration> duration(String name) {
        return text(name).map(text -> duration(name, text));
    }

    public Optional<Integer> integer(String name) {
        return text(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw SixgridException.invalid(name, name + " is not a whole number: " + text);
            }
        });
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag(String name) {
        return choice(name, Map.of("true", true, "false", false));
    }

    /** One of a few words. */
    public <T> Optional<T> choice(String name, Map<String, T> words) {
        return text(name).map(text -> {
            T value = words.get(text);
            if (value == null) {
                throw SixgridException.invalid(
                        name, name + " is not " + String.join(" or ", new TreeSet<>(words.keySet())) + ": " + text);
            }
            return value;
        });
    }

    /** The frame that {@code frame} names; WGS 84 when it is not said. */
    public Frame frame() {
        return text("frame").map(KnownFrames.of(ctx)::frame).orElse(Frame.WGS84);
    }

    /** {@code lon} and {@code lat} or, in a frame in metres, {@code x} and {@code y}, in {@link #frame}. */
    public GivenPosition position() {
        Frame frame = frame();
        Axes axes = frame.axes();
        return frame.position(FramePoint.parse(axes, required(axes.first()), required(axes.second())));
    }

    /** {@code minLon,minLat,maxLon,maxLat} in degrees, WGS 84. */
    public Optional<BoundingBox> bbox() {
        return text("bbox").map(BoundingBox::parse);
    }

    /** Severities, e.g. {@code 1,2}; empty when not given. */
    public Set<Severity> severities() {
        Set<Severity> severities = EnumSet.noneOf(Severity.class);
        for (String level : text("severity").map(t -> t.split(",", -1)).orElse(new String[0])) {
            try {
                severities.add(Severity.of(Integer.parseInt(level.strip())));
            } catch (NumberFormatException e) {
                throw SixgridException.invalid("severity", "severity is not 1 (worst) to 4: " + level);
            }
        }
        return severities;
    }

    /** How many things are wanted, 1 to {@link #MAX_LIMIT}. */
    public int limit() {
        int limit = integer("limit").orElse(DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw SixgridException.invalid("limit", "limit is not from 1 to " + MAX_LIMIT + ": " + limit);
        }
        return limit;
    }

    /** Where the page before ended, in the {@code parts} that {@link Page#of} was given. */
    public Optional<List<String>> cursor(int parts) {
        return text("cursor").map(text -> {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                List<String> values = List.of(plain.split(String.valueOf(CURSOR_SEPARATOR), -1));
                if (values.size() == parts) {
                    return values;
                }
            } catch (IllegalArgumentException e) {
                // Not base64: refused below like any other cursor that we did not make.
            }
            throw SixgridException.invalid("cursor", "cursor is not one that a list answered as next: " + text);
        });
    }

    /** Reads a cursor's parts; what was tampered with is the caller's mistake, whatever it breaks. */
    public <T> Optional<T> cursor(int parts, Function<List<String>, T> read) {
        return cursor(parts).map(values -> {
            try {
                return read.apply(values);
            } catch (DateTimeParseException | NumberFormatException e) {
                throw SixgridException.invalid("cursor", "cursor is not one that a list answered as next");
            }
        });
    }

    static String cursorText(List<String> parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        String.join(String.valueOf(CURSOR_SEPARATOR), parts).getBytes(StandardCharsets.UTF_8));
    }

    static Duration duration(String name, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw SixgridException.invalid(name, name + " is not an ISO 8601 duration, as PT15M or P1D: " + text);
        }
    }

    static Instant instant(String name, String text) {
        try {
            // A plus that nobody encoded arrives as a space.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw SixgridException.invalid(
                    name, name + " is not an RFC 3339 time with an offset, as 2026-01-31T08:00:00+08:00: " + text);
        }
    }
}
