package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.live;
import static io.sixgrid.ingest.format.BuiltIn.readings;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.place.LonLat;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that are read once for each of several, and our words for what is measured and in which unit. */
final class LoopsAndWordsTest {
    private static final String STATIONS = """
            rules:
              - each: { in: [/data, ""], list: true }
                device: ./station
                time: { from: ./at, form: epoch }
                events:
                  - { kind: flood, severity: ./level }
                readings:
                  - { name: depth, value: ./depth, unit: m }
            """;
    private static final String VALUES = """
            device: d
            rules:
              - readings:
                  - each: { in: "", except: [secret, "update.*"] }
                    name: { from: "{name}", map: { temp: temperature }, else: "{name}" }
                    value: "{value}"
                    unit: { from: "{name}", map: { "temp*": "°C" } }
            """;
    private static final String POSITION = """
            device: d
            rules:
              - events:
                  - { kind: k, severity: 1, position: { lon: /x, lat: /y, zero-is-none: true } }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":[{\"station\":\"a\",\"at\":1,\"level\":1,\"depth\":2},{\"station\":\"b\",\"at\":2,\"level\":2,\"depth\":3}]}"
                        + " | a flood open 1,b flood open 2",
                "{\"station\":\"a\",\"at\":1,\"level\":1,\"depth\":2} | a flood open 1"
            })
    void a_rule_is_read_for_each_member_of_the_first_place_where_there_are_some(String body, String events) {
        Understood message = read(STATIONS, body);
        assertThat(events(message)).containsExactly(events.split(","));
        assertThat(message.readings()).extracting(reading -> reading.device()).startsWith("a");
        assertThat(message.readings())
                .extracting(reading -> reading.time().orElseThrow().getEpochSecond())
                .startsWith(1L);
    }

    @Test
    void a_measured_value_has_our_name_and_the_unit_that_belongs_to_it_or_none() {
        String body = "{\"temp\":1,\"temp2\":2,\"other\":3,\"secret\":4,\"update\":{\"version\":5}}";
        assertThat(readings(read(VALUES, body))).containsExactly("temperature 1.0 °C", "temp2 2.0 °C", "other 3.0");
    }

    @Test
    void zero_and_zero_is_no_position_and_one_zero_is() {
        assertThat(read(POSITION, "{\"x\":0.0,\"y\":\"0\"}").events().get(0).position())
                .isEmpty();
        assertThat(read(POSITION, "{\"x\":0,\"y\":51.5}").events().get(0).position())
                .contains(new LonLat(0, 51.5));
    }

    private static Understood read(String yaml, String body) {
        String file = "name: mine\ntopic: mine\n" + yaml;
        PayloadFormat format = FormatFile.parse(file.getBytes(StandardCharsets.UTF_8));
        return (Understood) new FormatCatalog(List.of(format)).decode(live("mine", body));
    }
}
