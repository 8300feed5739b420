package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Frames;
import io.sixgrid.ingest.pipeline.BatchSettings;
import io.sixgrid.ingest.pipeline.FloodLimit;
import io.sixgrid.ingest.pipeline.IntakeSettings;
import io.sixgrid.maps.page.MapSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigReaderTest {
    @TempDir
    private Path folder;

    @Test
    void these_are_the_defaults() {
        Config config = read(Map.of(), Map.of());
        assertThat(config)
                .usingRecursiveComparison()
                .isEqualTo(new Config(
                        Path.of(".sixgrid"),
                        new Config.Http("127.0.0.1", 8080, 512),
                        new Config.Mqtt("127.0.0.1", 1883),
                        Optional.empty(),
                        16,
                        Optional.empty(),
                        new Frames(List.of(), Optional.of(Path.of(".sixgrid", "epsg"))),
                        new MapSettings(ZoneId.of("Asia/Shanghai"), List.of()),
                        new Config.Ingest(
                                Optional.empty(),
                                "main",
                                new IntakeSettings(
                                        new BatchSettings(2_000, Duration.ofMillis(20)), new FloodLimit(100, 10_000)),
                                Duration.ofSeconds(10),
                                Duration.ofDays(90)),
                        new Config.Areas(true, false)));
    }

    @Test
    void these_are_the_names() {
        assertThat(Setting.ALL)
                .extracting(s -> s.key() + " " + s.variable() + " " + s.option())
                .contains("http.port SIXGRID_HTTP_PORT --http-port", "data-dir SIXGRID_DATA_DIR --data-dir")
                .contains("broker.tls-trust SIXGRID_BROKER_TLS_TRUST --broker-tls-trust");
        assertThat(Setting.ALL)
                .extracting(Setting::key)
                .containsExactly(
                        "data-dir",
                        "http.host",
                        "http.port",
                        "http.import-megabytes",
                        "mqtt.host",
                        "mqtt.port",
                        "database.url",
                        "database.user",
                        "database.password",
                        "database.tls",
                        "database.tls-trust",
                        "database.tls-certificate",
                        "database.tls-key",
                        "database.connections",
                        "broker.url",
                        "broker.user",
                        "broker.password",
                        "broker.tls-trust",
                        "broker.tls-key",
                        "broker.tls-key-password",
                        "frames.affine",
                        "frames.seven-parameters",
                        "map.time-zone",
                        "map.base-maps",
                        "ingest.formats",
                        "ingest.worker",
                        "ingest.batch-rows",
                        "ingest.batch-delay",
                        "ingest.device-rate",
                        "ingest.device-burst",
                        "ingest.clock-tolerance",
                        "quarantine.keep",
                        "redraw.two-person",
                        "sample.load-if-empty");
    }

    /** The frames of docs/configuration.md. */
    @Test
    void a_city_defines_its_own_frames() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        String example = page.substring(page.indexOf("frames:\n"));
        Config config =
                ConfigReader.read(Optional.of(file(example.substring(0, example.indexOf("```")))), Map.of(), Map.of());
        config.frames().prepare();
        assertThat(config.frames()
                        .frame("city-1958")
                        .position(new FramePoint(500_123.456, 4_301_234.567))
                        .frame())
                .isEqualTo("city-1958");
        assertThat(config.frames()
                        .frame("old-town")
                        .position(new FramePoint(67_239.964, 55_261.14))
                        .place()
                        .lat())
                .isBetween(38.0, 40.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[{name: a, base: 'epsg:4549', east: [1, 0, 0]}] ; north",
                "[{name: a, base: somewhere, east: [1, 0, 0], north: [0, 1, 0]}] ; neither epsg:N nor a frame of seven parameters: somewhere",
                "[{name: a, base: 'epsg:4549', east: [1, 0], north: [0, 1, 0]}] ; not three numbers each",
                "[{name: BD-09, base: 'epsg:4549', east: [1, 0, 0], north: [0, 1, 0]}] ; BD-09",
                "no ; not a list of frames",
            })
    void a_wrong_frame_is_refused_with_what_is_wrong(String list, String reason) throws IOException {
        Path file = file("frames:\n  affine: " + list + "\n");
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), Map.of(), Map.of()))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("frames.affine")
                .hasMessageContaining(reason);
    }

    @Test
    void every_name_is_documented_with_its_default() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        for (Setting setting : Setting.ALL) {
            assertThat(page).contains("`" + setting.key() + "`");
            if (!setting.fallback().isEmpty()) {
                assertThat(page).contains("| `" + setting.key() + "` | `" + setting.fallback() + "` |");
            }
        }
    }

    @Test
    void the_environment_is_over_the_file_and_an_option_over_both() throws IOException {
        Path file = file("http:\n  port: 1001\n  host: 0.0.0.0\nmqtt:\n  port: 1002\n");
        Config config = ConfigReader.read(
                Optional.of(file),
                Map.of("SIXGRID_HTTP_PORT", "2001", "SIXGRID_MQTT_PORT", "2002", "HOME", "/"),
                Map.of("mqtt.port", "3002"));
        assertThat(config.http()).isEqualTo(new Config.Http("0.0.0.0", 2001, 512));
        assertThat(config.mqtt().port()).isEqualTo(3002);
    }

    @Test
    void the_file_may_be_named_by_the_environment() throws IOException {
        Path file = file("data-dir: /var/city\n");
        assertThat(read(Map.of("SIXGRID_CONFIG", file.toString()), Map.of()).dataDir())
                .isEqualTo(Path.of("/var/city"));
    }

    @Test
    void base_maps_are_a_list() throws IOException {
        Path file = file("""
                map:
                  base-maps:
                    - {id: vec, nameZh: 矢量, nameEn: Streets, kind: wmts, url: "https://t0.example/{z}/{x}/{y}",
                       projection: "EPSG:4490", credit: "© Example", maxZoom: 18}
                """);
        Config config = ConfigReader.read(Optional.of(file), Map.of(), Map.of());
        assertThat(config.map().baseMaps()).singleElement().satisfies(map -> {
            assertThat(map.name().zh()).isEqualTo("矢量");
            assertThat(map.credit().maxZoom()).isEqualTo(18);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.port|abc|http.port is not a whole number: abc",
                "http.port|70000|http.port is not a port from 0 to 65535: 70000",
                "map.time-zone|Mars/Olympus|map.time-zone is not a time zone",
                "ingest.batch-delay|20|ingest.batch-delay is not a duration",
                "ingest.batch-rows|0|ingest.batch-rows is less than 1: 0",
                "sample.load-if-empty|maybe|sample.load-if-empty is not true or false: maybe",
                "database.url|mysql://x/y|database.url is not jdbc:postgresql://host:port/name",
                "database.user|me|database.user is given without database.url",
                "broker.url|http://x|broker.url is not mqtt://host:port",
                "broker.url|mqtts://u:p@x|user and password are given on their own, not in the address",
                "map.base-maps|[{}]|map.base-maps is not a list of base maps"
            })
    void a_wrong_value_stops_the_start_and_says_where_it_came_from(String key, String value, String message) {
        String variable = "SIXGRID_" + key.replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT);
        assertThatThrownBy(() -> read(Map.of(variable, value), Map.of()))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("environment variable " + variable);
        assertThatThrownBy(() -> read(Map.of(), Map.of(key, value)))
                .hasMessageContaining("option --" + key.replace('.', '-'));
    }

    @Test
    void an_unknown_name_stops_the_start() throws IOException {
        Path file = file("http:\n  prot: 1\n");
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(file), Map.of(), Map.of()))
                .hasMessageContaining("http.prot")
                .hasMessageContaining(file.toString())
                .hasMessageContaining("http.port");
        assertThat(read(Map.of("SIXGRID_TOKEN", "sg_x"), Map.of()))
                .usingRecursiveComparison()
                .isEqualTo(read(Map.of(), Map.of()));
        assertThatThrownBy(() -> read(Map.of("SIXGRID_HTTP_PROT", "1"), Map.of()))
                .hasMessageContaining("SIXGRID_HTTP_PROT");
        Path wrong = file("http:\n  port: 70000\n");
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(wrong), Map.of(), Map.of()))
                .hasMessageContaining("key http.port");
        Path broken = file("http: [\n");
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(broken), Map.of(), Map.of()))
                .hasMessageContaining("not YAML");
    }

    @Test
    void secrets_are_not_shown() {
        Config config = read(
                Map.of(),
                Map.of(
                        "database.url", "jdbc:postgresql://db/city",
                        "database.user", "me",
                        "database.password", "hush1",
                        "database.tls", "verify-full",
                        "broker.url", "mqtts://broker:8883",
                        "broker.password", "hush2",
                        "broker.tls-key", "key.p12",
                        "broker.tls-key-password", "hush3"));
        assertThat(config.toString()).contains("jdbc:postgresql://db/city").doesNotContain("hush");
        assertThat(config.database().orElseThrow().url()).endsWith("?sslmode=verify-full");
    }

    private static Config read(Map<String, String> environment, Map<String, String> options) {
        return ConfigReader.read(Optional.empty(), environment, options);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "config", ".yaml"), text);
    }
}
