package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static io.sixgrid.ingest.format.BuiltIn.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sixgrid's own alerts and readings. */
final class NativeFormatsTest {
    @Test
    void a_close_needs_no_severity() {
        assertThat(events(understoodExample("native-alerts/alert-close"))).containsExactly("smoke-0417 smoke close 3");
    }

    @Test
    void an_alert_says_all_and_its_position_is_converted() {
        DecodedEvent event =
                understoodExample("native-alerts/alert-in-gcj02").events().get(0);
        assertThat(event.said().device()).isEqualTo("smoke-0417");
        assertThat(event.said().severity()).isEqualTo(Severity.RED);
        assertThat(event.time()).contains(Instant.parse("2026-11-22T08:20:00.5Z"));
        assertThat(event.position())
                .contains(Frame.GCJ02.toWgs84(new FramePoint(121.5153, 38.8051)).onLattice());
        assertThat(event.said().text()).contains("二号楼烟雾");
    }

    @Test
    void a_refresh_is_a_message_of_its_own_and_an_open_is_not() {
        String open = "{\"id\":\"a\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"}";
        String refresh = open.replace("}", ",\"phase\":\"refresh\"}");
        String topic = "sixgrid/v1/alerts/d";
        assertThat(understood(topic, open.replace("08:00", "09:00")).id())
                .isEqualTo(understood(topic, open).id());
        assertThat(understood(topic, refresh.replace("08:00", "09:00")).id())
                .isNotEqualTo(understood(topic, refresh).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\"} | MISSING_FIELD | /id is missing",
                "{\"id\":\"a\",\"kind\":\"fire\"} | MISSING_FIELD | time is missing",
                "{\"id\":\"a\",\"time\":\"2026-11-22T08:00:00Z\"} | MISSING_FIELD | kind is missing",
                "{\"id\":\"a\",\"time\":\"yesterday\",\"kind\":\"fire\"} | BAD_VALUE | time is not ISO 8601: yesterday",
                "{\"id\":\"a\",\"time\":\"2026-11-22T08:00:00\",\"kind\":\"fire\"} | BAD_VALUE | none is declared",
                "{\"id\":\"a\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\",\"severity\":9} | BAD_VALUE | severity is not 1",
                "{\"id\":\"a\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\",\"lon\":500,\"lat\":1} | BAD_VALUE | longitude",
                "{\"id\":\"a\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\",\"lon\":1} | MISSING_FIELD | lat is missing",
                "{\"id\":\"a\",\"time\":\"2026-11-22T08:00:00Z\",\"kind\":\"fire\",\"phase\":\"burning\"} | BAD_VALUE | phase is not",
                "[] | MISSING_FIELD | /id is missing",
                "not json | NOT_JSON | not JSON",
                "{\"id\":1 | NOT_JSON | expected close marker for Object (line 1, column 8)",
                "{\"id\":1e999999999} | MISSING_FIELD | time is missing"
            })
    void what_is_wrong_is_said_with_field_and_value(String body, Reason reason, String detail) {
        NotUnderstood not = notUnderstood("sixgrid/v1/alerts/d", body);
        assertThat(not.reason()).isEqualTo(reason);
        assertThat(not.detail()).contains(detail);
    }

    @Test
    void readings_take_numbers_only() {
        assertThat(values(understoodExample("native-readings/readings")))
                .isEqualTo(Map.of("temperature", 21.5, "humidity", 48.0, "pm25", 12.0));
        assertThat(notUnderstood(
                                "sixgrid/v1/readings/d",
                                BuiltIn.example("native-readings/readings")
                                        .payload()
                                        .replace("12}", "\"much\"}"))
                        .detail())
                .isEqualTo("pm25 is not a number: much");
    }
}
