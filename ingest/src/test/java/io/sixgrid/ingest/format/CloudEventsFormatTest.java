package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.readings;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static io.sixgrid.ingest.format.BuiltIn.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival.Properties;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** CloudEvents: structured, with the attributes in the body, and binary, with them in the user properties of MQTT 5. */
final class CloudEventsFormatTest {
    private static final Properties BINARY = new Properties(
            Optional.of("application/json"),
            Map.of(
                    "specversion",
                    "1.0",
                    "id",
                    "9",
                    "source",
                    "/panel",
                    "type",
                    "com.example.Smoke",
                    "time",
                    "2026-11-22T08:20:00Z"));

    @Test
    void structured_the_data_open_and_close() {
        Understood opens = understoodExample("cloudevents/smoke-structured");
        assertThat(events(opens)).containsExactly("smoke-0417 smoke open 1");
        assertThat(opens.events().get(0).position()).contains(new LonLat(121.5153, 38.8051));
        assertThat(opens.events().get(0).time()).contains(Instant.parse("2026-11-22T08:20:00Z"));
        assertThat(events(understoodExample("cloudevents/smoke-ends-structured")))
                .containsExactly("smoke-0417 smoke close 1");
    }

    @Test
    void structured_needs_no_content_type_as_on_mqtt_3() {
        String body = BuiltIn.example("cloudevents/smoke-structured").payload();
        assertThat(events(understood("cloudevents/x", body))).containsExactly("smoke-0417 smoke open 1");
    }

    @Test
    void source_and_id_are_the_identity() {
        String body = BuiltIn.example("cloudevents/smoke-structured").payload();
        assertThat(understood("cloudevents/x", body).id().key()).isEqualTo("/buildings/2/panel|c-901");
        assertThat(understood(with(BINARY, "cloudevents/x", "{}")).id().key()).isEqualTo("/panel|9");
    }

    @Test
    void an_event_without_phase_is_a_moment_of_its_type() {
        Understood moment = understood(with(BINARY, "cloudevents/x", "{\"message\":\"hall\"}"));
        assertThat(events(moment)).containsExactly("/panel com-example-smoke open 3");
        assertThat(moment.events().get(0).said().autoClose()).contains(Duration.ofMinutes(10));
        assertThat(moment.events().get(0).said().text()).contains("hall");
    }

    @Test
    void data_that_only_measure_are_no_alarm() {
        Understood measured = understoodExample("cloudevents/readings-binary");
        assertThat(measured.events()).isEmpty();
        assertThat(readings(measured)).containsExactly("pm25 38.5", "temperature 6.2");
        assertThat(measured.readings().get(0).device()).isEqualTo("air-0032");
        assertThat(measured.readings().get(0).time()).contains(Instant.parse("2026-11-22T08:20:00Z"));
    }

    @Test
    void binary_data_may_be_text_of_any_kind() {
        assertThat(events(understood(with(BINARY, "cloudevents/x", "smoke in the hall"))))
                .containsExactly("/panel com-example-smoke open 3");
    }

    @Test
    void what_says_no_version_is_no_cloud_event() {
        assertThat(notUnderstood("cloudevents/x", "{\"id\":\"1\"}").reason()).isEqualTo(Reason.NO_RULE);
    }
}
