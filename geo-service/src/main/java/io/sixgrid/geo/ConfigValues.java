package io.sixgrid.geo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import io.sixgrid.data.Json;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.OwnFrame;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.BrokerTls;
import io.sixgrid.ingest.pipeline.BatchSettings;
import io.sixgrid.ingest.pipeline.FloodLimit;
import io.sixgrid.ingest.pipeline.IntakeSettings;
import io.sixgrid.maps.page.BaseMap;
import io.sixgrid.maps.page.MapSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes values of texts; a wrong one is refused under its key. */
final class ConfigValues {
    /** A base map as the configuration writes it. */
    private record FlatBaseMap(
            String id,
            String nameZh,
            String nameEn,
            String kind,
            String url,
            String projection,
            String credit,
            int maxZoom) {
        BaseMap nested() {
            return new BaseMap(
                    id, new BaseMap.Name(nameZh, nameEn), kind, url, projection, new BaseMap.Credit(credit, maxZoom));
        }
    }

    private static final TypeReference<List<FlatBaseMap>> BASE_MAPS = new TypeReference<>() {};
    private static final TypeReference<List<OwnFrame.Affine>> AFFINE = new TypeReference<>() {};
    private static final TypeReference<List<OwnFrame.SevenParameters>> SEVEN_PARAMETERS = new TypeReference<>() {};

    /** Of each setting the option of the PostgreSQL driver. */
    private static final Map<String, String> DRIVER_OPTIONS = Map.of(
            "database.tls", "sslmode",
            "database.tls-trust", "sslrootcert",
            "database.tls-certificate", "sslcert",
            "database.tls-key", "sslkey");

    private final Function<String, String> texts;

    ConfigValues(Function<String, String> texts) {
        this.texts = texts;
    }

    Config config() {
        return new Config(
                path("data-dir").orElseThrow(() -> wrong("data-dir", "is empty")),
                new Config.Http(text("http.host").orElse(""), number("http.port"), number("http.import-megabytes")),
                new Config.Mqtt(text("mqtt.host").orElse(""), number("mqtt.port")),
                database(),
                number("database.connections"),
                broker(),
                frames(),
                new MapSettings(timeZone(), baseMaps()),
                new Config.Ingest(
                        path("ingest.formats"),
                        text("ingest.worker").orElse(""),
                        intake(),
                        duration("ingest.clock-tolerance"),
                        duration("quarantine.keep")),
                new Config.Areas(flag("sample.load-if-empty"), flag("redraw.two-person")));
    }

    private IntakeSettings intake() {
        Duration delay = duration("ingest.batch-delay");
        return new IntakeSettings(
                new BatchSettings(atLeast(1, "ingest.batch-rows"), delay),
                new FloodLimit(atLeast(0, "ingest.device-rate"), atLeast(1, "ingest.device-burst")));
    }

    private int atLeast(int least, String key) {
        int value = number(key);
        if (value < least) {
            throw wrong(key, "is less than " + least + ": " + value);
        }
        return value;
    }

    private Optional<DatabaseAddress> database() {
        Optional<String> url = text("database.url");
        if (url.isEmpty()) {
            refuseWithout("database.url", "database.user", "database.password", "database.tls");
            return Optional.empty();
        }
        if (!url.get().matches("jdbc:postgresql://[^/]+/[^/?]+([?].*)?")) {
            throw wrong("database.url", "is not jdbc:postgresql://host:port/name");
        }
        text("database.tls").ifPresent(mode -> {
            if (!Set.of("disable", "require", "verify-full").contains(mode)) {
                throw wrong("database.tls", "is not disable, require or verify-full: " + mode);
            }
        });
        StringBuilder whole = new StringBuilder(url.get());
        DRIVER_OPTIONS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(option -> text(option.getKey())
                        .ifPresent(value -> whole.append(whole.indexOf("?") < 0 ? '?' : '&')
                                .append(option.getValue())
                                .append('=')
                                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))));
        return Optional.of(new DatabaseAddress(
                whole.toString(),
                text("database.user").orElseThrow(() -> wrong("database.user", "is missing; database.url is given")),
                text("database.password").orElse("")));
    }

    private Optional<BrokerAddress> broker() {
        Optional<String> url = text("broker.url");
        if (url.isEmpty()) {
            refuseWithout("broker.url", "broker.user", "broker.password", "broker.tls-trust", "broker.tls-key");
        }
        BrokerTls tls =
                new BrokerTls(path("broker.tls-trust"), path("broker.tls-key"), text("broker.tls-key-password"));
        try {
            return url.map(there -> new BrokerAddress(there, text("broker.user"), text("broker.password"), tls));
        } catch (SixgridException e) {
            throw wrong("broker.url", "is not mqtt://host:port or mqtts://host:port: " + e.getMessage());
        }
    }

    /** What would silently have no effect is a mistake. */
    private void refuseWithout(String needed, String... keys) {
        for (String key : keys) {
            if (text(key).isPresent()) {
                throw wrong(key, "is given without " + needed);
            }
        }
    }

    private ZoneId timeZone() {
        String zone = text("map.time-zone").orElse("");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw wrong("map.time-zone", "is not a time zone, as Asia/Shanghai: " + zone);
        }
    }

    private List<BaseMap> baseMaps() {
        return list("map.base-maps", BASE_MAPS, "base maps", FlatBaseMap::nested);
    }

    private Frames frames() {
        List<OwnFrame> own = new ArrayList<>(list("frames.affine", AFFINE, "frames", frame -> frame));
        own.addAll(list("frames.seven-parameters", SEVEN_PARAMETERS, "frames", frame -> frame));
        try {
            return new Frames(own, path("data-dir").map(folder -> folder.resolve("epsg")));
        } catch (SixgridException e) {
            throw wrong("frames.affine", "or frames.seven-parameters has a wrong entry: " + e.getMessage());
        }
    }

    private <T, V> List<V> list(String key, TypeReference<List<T>> type, String of, Function<T, V> value) {
        try {
            List<T> written = Json.mapper()
                    .readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .readValue(text(key).orElse("[]"));
            return written.stream().map(value).toList();
        } catch (JsonProcessingException e) {
            throw e.getCause() instanceof SixgridException ours
                    ? wrong(key, "has a wrong entry: " + ours.getMessage())
                    : wrong(key, "is not a list of " + of + ": " + e.getOriginalMessage());
        } catch (SixgridException e) {
            throw wrong(key, "has a wrong entry: " + e.getMessage());
        }
    }

    private Optional<String> text(String key) {
        return Optional.of(texts.apply(key).strip()).filter(text -> !text.isEmpty());
    }

    private int number(String key) {
        String text = text(key).orElse("");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(key, "is not a whole number: " + text);
        }
    }

    private boolean flag(String key) {
        String text = text(key).orElse("");
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(key, "is not true or false: " + text);
        }
        return text.equals("true");
    }

    private Duration duration(String key) {
        String text = text(key).orElse("");
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(key, "is not a duration, as PT0.02S, PT2M or P90D: " + text);
        }
    }

    private Optional<Path> path(String key) {
        return text(key).map(text -> {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw wrong(key, "is not a path: " + text);
            }
        });
    }

    private static SixgridException wrong(String key, String problem) {
        return SixgridException.invalid(key, key + " " + problem);
    }
}
