package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.readings;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.place.LonLat;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entities of smart data models, bare or in notifications, normalized or keyValues. */
final class NgsiLdFormatTest {
    private static final String KEY_VALUES =
            "{\"id\":\"Alert:7\",\"type\":\"Alert\",\"category\":\"traffic\",\"subCategory\":\"trafficJam\",\"severity\":\"SEVERITY\","
                    + "\"dateIssued\":\"2026-11-22T08:20:55.00Z\",\"location\":{\"type\":\"Point\",\"coordinates\":[121.5153,38.8051]}}";

    @ParameterizedTest
    @CsvSource({"critical, 1", "high, 2", "medium, 3", "low, 4", "informational, 4"})
    void an_alert_opens_with_the_severity_of_its_word(String word, int severity) {
        Understood message = understood("ngsi-ld/alerts", KEY_VALUES.replace("SEVERITY", word));
        assertThat(events(message)).containsExactly("Alert:7 traffic-jam open " + severity);
        assertThat(message.events().get(0).said().sourceSeverity()).contains(word);
    }

    @Test
    void normalized_and_key_values_say_the_same() {
        DecodedEvent event =
                understoodExample("ngsi-ld/alert-normalized").events().get(0);
        assertThat(event.said().kind()).isEqualTo("car-accident");
        assertThat(event.said().severity().level()).isEqualTo(2);
        assertThat(event.said().text()).contains("两车相撞");
        assertThat(event.time()).contains(Instant.parse("2026-11-22T08:20:55Z"));
        assertThat(event.position()).as("GeoJSON, longitude first").contains(new LonLat(121.5153, 38.8051));
        assertThat(understood("ngsi-ld/alerts", KEY_VALUES.replace("SEVERITY", "high"))
                        .events()
                        .get(0)
                        .position())
                .contains(new LonLat(121.5153, 38.8051));
    }

    @Test
    void an_alert_that_nobody_ends_ends_by_itself() {
        assertThat(understoodExample("ngsi-ld/alert-normalized")
                        .events()
                        .get(0)
                        .said()
                        .autoClose())
                .isPresent();
    }

    @Test
    void a_notification_tells_of_several_stations_each_with_its_own_device_and_time() {
        Understood message = understoodExample("ngsi-ld/flood-notified");
        assertThat(events(message)).containsExactly("R14 water-high open 2", "R15 water-high close 3");
        assertThat(message.readings())
                .extracting(reading -> reading.device() + " " + reading.name() + " " + reading.value())
                .containsExactlyInAnyOrder("R14 water-level 2.31", "R14 distance 0.9", "R15 water-level 0.4");
        assertThat(message.readings().get(0).time()).contains(Instant.parse("2026-11-22T08:20:00Z"));
    }

    @Test
    void a_share_is_told_in_percent() {
        assertThat(readings(understoodExample("ngsi-ld/air-quality")))
                .containsExactlyInAnyOrder(
                        "pm25 38.5 µg/m³",
                        "pm10 61.0 µg/m³",
                        "no2 22.0 µg/m³",
                        "temperature 6.2 °C",
                        "humidity 54.0 %");
        String bin =
                "{\"id\":\"bin-4\",\"type\":\"WasteContainer\",\"fillingLevel\":{\"type\":\"Property\",\"value\":0.75}}";
        assertThat(readings(understood("ngsi-ld/bins", bin))).containsExactly("fill 75.0 %");
    }

    @Test
    void noise_is_of_the_end_of_its_period() {
        Understood noise = understoodExample("ngsi-ld/noise");
        assertThat(readings(noise)).containsExactlyInAnyOrder("laeq 61.4 dB(A)", "lamax 78.0 dB(A)");
        assertThat(noise.readings().get(0).time()).contains(Instant.parse("2026-11-22T08:15:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"burning, fire, 1", "dropped, tamper, 4", "moved, tamper, 4"})
    void a_container_that_is_not_as_it_should_be_is_an_alarm(String status, String kind, int severity) {
        String bin = "{\"id\":\"bin-4\",\"type\":\"WasteContainer\",\"status\":\"" + status + "\"}";
        assertThat(events(understood("ngsi-ld/bins", bin))).containsExactly("bin-4 " + kind + " open " + severity);
        assertThat(events(understood("ngsi-ld/bins", bin.replace(status, "ok"))))
                .isEmpty();
    }

    @Test
    void what_is_no_entity_goes_to_quarantine() {
        assertThat(notUnderstood("ngsi-ld/x", "{\"hello\":1}").reason()).isEqualTo(Reason.MISSING_FIELD);
    }
}
