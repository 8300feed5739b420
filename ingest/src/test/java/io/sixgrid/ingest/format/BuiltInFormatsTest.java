package io.sixgrid.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.Phase;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the built-in formats make of payloads in the published shapes (src/test/resources/format). */
final class BuiltInFormatsTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-22T08:30:00Z");
    private static final String CROSSED = "gate/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/Fence";
    private static final String UPLINK = "application/17c8/device/24e124707c481234/event/";

    private final FormatCatalog formats = FormatCatalog.builtIn();

    @Test
    void onvif_a_line_crossed_is_a_moment_that_closes_by_itself() {
        DecodedEvent event = event(CROSSED, "onvif-line-crossed.json");
        assertThat(event.said().device()).isEqualTo("gate");
        assertThat(event.said().kind()).isEqualTo("line-crossed");
        assertThat(event.said().phase()).isEqualTo(Phase.OPEN);
        assertThat(event.said().autoClose()).contains(Duration.ofSeconds(60));
        assertThat(event.time()).contains(Instant.parse("2026-11-22T08:15:30.417Z"));
    }

    @Test
    void onvif_two_objects_at_one_moment_are_two_messages() {
        String body = file("onvif-line-crossed.json");
        assertThat(understood(CROSSED, body).id())
                .isEqualTo(understood(CROSSED, body).id());
        assertThat(understood(CROSSED, body.replace("\"42\"", "\"43\"")).id())
                .isNotEqualTo(understood(CROSSED, body).id());
    }

    @ParameterizedTest
    @CsvSource({"true, OPEN", "false, CLOSE", "'\"true\"', OPEN", "'\"false\"', CLOSE", "1, OPEN", "0, CLOSE"})
    void onvif_a_property_opens_and_closes_with_or_without_quotes(String state, Phase phase) {
        String body = file("onvif-motion.json").replace("true", state);
        DecodedEvent event = understood("gate/onvif-ej/VideoSource/MotionAlarm/&1", body)
                .events()
                .get(0);
        assertThat(event.said().phase()).isEqualTo(phase);
        assertThat(event.said().autoClose()).isEmpty();
    }

    @Test
    void onvif_a_retained_message_taken_back_is_a_close() {
        Understood deleted = understood("gate/onvif-ej/VideoSource/MotionAlarm/&1", "");
        assertThat(deleted.events()).singleElement().satisfies(event -> {
            assertThat(event.said().phase()).isEqualTo(Phase.CLOSE);
            assertThat(event.said().kind()).isEqualTo("motion");
        });
    }

    @Test
    void onvif_a_topic_that_nobody_foresaw_gives_its_own_kind() {
        DecodedEvent event = event("gate/onvif-ej/Sensor/TemperatureHigh/&t1", "onvif-temperature.json");
        assertThat(event.said().kind()).isEqualTo("sensor-temperaturehigh");
    }

    @Test
    void onvif_as_it_was_printed_without_a_quote_is_not_json() {
        NotUnderstood not = notUnderstood(CROSSED, file("onvif-unclosed.json"));
        assertThat(not.reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(not.source()).contains("onvif-ej");
        assertThat(not.detail()).contains("line 2");
    }

    @ParameterizedTest
    @CsvSource({
        "new, OPEN, 2026-11-22T08:15:30.250Z",
        "update, REFRESH, 2026-11-22T08:15:34.082975Z",
        "end, CLOSE, 2026-11-22T08:15:41.750Z"
    })
    void frigate_an_object_opens_refreshes_and_ends(String type, Phase phase, Instant time) {
        DecodedEvent event = event("frigate/events", "frigate-event-" + type + ".json");
        assertThat(event.said().device()).isEqualTo("front_gate");
        assertThat(event.said().kind()).isEqualTo("person");
        assertThat(event.said().phase()).isEqualTo(phase);
        assertThat(event.time()).contains(time);
        assertThat(event.said().externalId()).contains("1795335330.117204-q7r2zk");
    }

    @Test
    void frigate_an_update_sent_again_after_a_reconnect_is_the_same_message() {
        assertThat(understood("frigate/events", file("frigate-event-update.json"))
                        .id()
                        .key())
                .isEqualTo("1795335330.117204-q7r2zk:update:1795335334.082975");
    }

    @Test
    void frigate_a_review_is_promoted_from_detection_to_alert() {
        DecodedEvent event = event("frigate/reviews", "frigate-review-update.json");
        assertThat(event.said().severity()).isEqualTo(Severity.ORANGE);
        assertThat(event.said().sourceSeverity()).contains("alert");
        assertThat(event.said().phase()).isEqualTo(Phase.REFRESH);
    }

    @Test
    void chirpstack_every_decoded_number_is_a_reading_and_the_gateway_is_not_a_position() {
        Understood up = understood(UPLINK + "up", file("chirpstack-up.json"));
        assertThat(values(up))
                .isEqualTo(
                        Map.of("battery", 92.0, "temperature", 21.4, "humidity", 48.5, "tilt.x", 1.5, "tilt.y", -0.5));
        assertThat(up.events()).isEmpty();
        assertThat(up.readings().get(0).device()).isEqualTo("24e124707c481234");
        assertThat(up.readings().get(0).time()).contains(Instant.parse("2026-11-22T08:20:15.775023Z"));
    }

    @Test
    void chirpstack_an_alarm_opens_and_its_release_closes() {
        Understood up = understood(UPLINK + "up", file("chirpstack-up-alarm.json"));
        assertThat(up.events())
                .extracting(event ->
                        event.said().kind() + " " + event.said().phase().code())
                .containsExactlyInAnyOrder("temperature-alarm open", "humidity-alarm close");
    }

    @Test
    void chirpstack_a_status_is_battery_and_margin_and_a_join_says_nothing() {
        assertThat(values(understood(UPLINK + "status", file("chirpstack-status.json"))))
                .isEqualTo(Map.of("battery", 88.3, "link-margin", 10.0));
        Understood join = understood(UPLINK + "join", file("chirpstack-join.json"));
        assertThat(join.events()).isEmpty();
        assertThat(join.readings()).isEmpty();
    }

    @Test
    void native_an_alert_says_all_and_its_position_is_converted() {
        DecodedEvent event = event("sixgrid/v1/alerts/smoke-3", "native-alert.json");
        assertThat(event.said().device()).isEqualTo("smoke-3");
        assertThat(event.said().severity()).isEqualTo(Severity.RED);
        assertThat(event.time()).contains(Instant.parse("2026-11-22T08:20:00.5Z"));
        assertThat(event.position())
                .contains(Frame.GCJ02.toWgs84(new FramePoint(121.5153, 38.8051)).onLattice());
        assertThat(event.said().text()).contains("二号楼烟雾");
    }

    @Test
    void native_a_refresh_is_a_message_of_its_own_and_an_open_is_not() {
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
    void native_what_is_wrong_is_said_with_field_and_value(String body, Reason reason, String detail) {
        NotUnderstood not = notUnderstood("sixgrid/v1/alerts/d", body);
        assertThat(not.reason()).isEqualTo(reason);
        assertThat(not.detail()).contains(detail);
    }

    @Test
    void native_readings_take_numbers_only() {
        assertThat(values(understood("sixgrid/v1/readings/d", file("native-readings.json"))))
                .isEqualTo(Map.of("temperature", 21.5, "pm25", 12.0));
        assertThat(notUnderstood(
                                "sixgrid/v1/readings/d",
                                file("native-readings.json").replace("12", "\"much\""))
                        .detail())
                .isEqualTo("pm25 is not a number: much");
    }

    @Test
    void a_topic_that_no_format_takes_and_an_empty_body_have_reasons_of_their_own() {
        assertThat(notUnderstood("somewhere/else", "{}").reason()).isEqualTo(Reason.NO_FORMAT);
        assertThat(notUnderstood("frigate/events", "").reason()).isEqualTo(Reason.EMPTY);
    }

    @Test
    void every_built_in_filter_is_subscribed_once() {
        assertThat(formats.filters())
                .containsExactly(
                        "sixgrid/v1/alerts/+",
                        "sixgrid/v1/readings/+",
                        "+/onvif-ej/#",
                        "frigate/events",
                        "frigate/reviews",
                        "application/+/device/+/event/+");
    }

    private DecodedEvent event(String topic, String file) {
        return understood(topic, file(file)).events().get(0);
    }

    private Understood understood(String topic, String body) {
        DecodedMessage decoded = decode(topic, body);
        assertThat(decoded).isInstanceOf(Understood.class);
        return (Understood) decoded;
    }

    private NotUnderstood notUnderstood(String topic, String body) {
        DecodedMessage decoded = decode(topic, body);
        assertThat(decoded).isInstanceOf(NotUnderstood.class);
        return (NotUnderstood) decoded;
    }

    private DecodedMessage decode(String topic, String body) {
        return formats.decode(new Arrival(topic, body.getBytes(StandardCharsets.UTF_8), RECEIVED, false));
    }

    private static Map<String, Double> values(Understood message) {
        return message.readings().stream().collect(Collectors.toMap(DecodedReading::name, DecodedReading::value));
    }

    private static String file(String name) {
        try (InputStream in = Optional.ofNullable(BuiltInFormatsTest.class.getResourceAsStream("/format/" + name))
                .orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
