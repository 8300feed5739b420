package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.readings;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static io.sixgrid.ingest.format.BuiltIn.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Phase;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ChirpStack v4 and The Things Stack v3: what the device said, and never where its gateway stands. */
final class LorawanFormatsTest {
    private static final String CHIRPSTACK = "application/6c1b2f0e/device/24e124707c481234/event/";
    private static final String TTS = "v3/city-sensors@tenant7/devices/bin-0412/";

    @Test
    void chirpstack_every_decoded_number_is_a_reading_and_the_gateway_is_not_a_position() {
        Understood up = understoodExample("chirpstack/readings");
        assertThat(values(up))
                .isEqualTo(
                        Map.of("battery", 92.0, "temperature", 21.4, "humidity", 48.5, "tilt.x", 1.5, "tilt.y", -0.5));
        assertThat(readings(up)).contains("temperature 21.4 °C", "humidity 48.5 %", "tilt.x 1.5 °");
        assertThat(up.events()).isEmpty();
        assertThat(up.readings().get(0).device()).isEqualTo("24e124707c481234");
        assertThat(up.readings().get(0).time()).contains(Instant.parse("2026-11-22T08:20:15.775023Z"));
    }

    @Test
    void chirpstack_an_alarm_opens_and_its_release_closes() {
        assertThat(events(understoodExample("chirpstack/alarm")))
                .containsExactlyInAnyOrder(
                        "24e124707c481234 temperature-alarm open 3", "24e124707c481234 humidity-alarm close 3");
    }

    @ParameterizedTest
    @CsvSource({
        "\"smoke_alarm\":\"smoke alarm\", smoke open 1",
        "\"smoke_alarm\":\"smoke alarm release\", smoke close 1",
        "\"smoke_status\":\"alarm\", smoke open 1",
        "\"leakage_status\":\"leak\", water-leak open 2",
        "\"leakage_status\":\"normal\", water-leak close 2",
        "\"magnet_status\":\"open\", door-open open 3",
        "\"tamper_status\":\"uninstalled\", tamper open 2",
        "\"tamper_status\":\"installed\", tamper close 2",
        "\"battery_low\":true, low-battery open 4"
    })
    void alarms_and_states_of_codecs_have_our_words(String member, String event) {
        String chirpstack = "{\"time\":\"2026-11-22T08:20:15Z\",\"object\":{" + member + "}}";
        assertThat(events(understood(CHIRPSTACK + "up", chirpstack))).containsExactly("24e124707c481234 " + event);
        String tts = "{\"uplink_message\":{\"decoded_payload\":{" + member + "}}}";
        assertThat(events(understood(TTS + "up", tts))).containsExactly("bin-0412 " + event);
    }

    @Test
    void a_concentration_is_a_reading_and_opens_nothing() {
        Understood up = understood(CHIRPSTACK + "up", "{\"object\":{\"smoke\":0.4}}");
        assertThat(up.events()).isEmpty();
        assertThat(values(up)).isEqualTo(Map.of("smoke", 0.4));
    }

    @Test
    void chirpstack_a_status_is_battery_and_margin() {
        assertThat(values(understoodExample("chirpstack/status")))
                .isEqualTo(Map.of("battery", 88.3, "link-margin", 10.0));
    }

    @ParameterizedTest
    @CsvSource({"externalPowerSource", "batteryLevelUnavailable"})
    void chirpstack_a_level_that_is_not_known_is_not_an_empty_battery(String flag) {
        String status = "{\"margin\":7,\"batteryLevel\":0,\"" + flag + "\":true}";
        assertThat(values(understood(CHIRPSTACK + "status", status))).isEqualTo(Map.of("link-margin", 7.0));
    }

    @Test
    void chirpstack_a_location_is_the_devices_own_and_no_alarm() {
        DecodedEvent event = understoodExample("chirpstack/location").events().get(0);
        assertThat(event.position()).contains(new LonLat(121.5153, 38.8051));
        assertThat(event.said().phase()).as("opens nothing").isEqualTo(Phase.CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 1", "WARNING, 0", "INFO, 0"})
    void chirpstack_only_errors_of_the_log_are_told(String level, int count) {
        String log = BuiltIn.example("chirpstack/log-error").payload().replace("ERROR", level);
        assertThat(understood(CHIRPSTACK + "log", log).events()).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({"join", "ack", "txack", "integration"})
    void chirpstack_what_concerns_the_network_says_nothing(String event) {
        Understood message = understood(
                CHIRPSTACK + event, BuiltIn.example("chirpstack/join").payload());
        assertThat(message.events()).isEmpty();
        assertThat(message.readings()).isEmpty();
    }

    @Test
    void tts_decoded_numbers_are_readings_with_the_time_of_the_network_server() {
        Understood up = understoodExample("tts-v3/readings");
        assertThat(readings(up))
                .containsExactlyInAnyOrder("distance 412.0", "temperature 7.5 °C", "battery 88.0 %", "tilt 1.2 °");
        assertThat(up.readings().get(0).device()).isEqualTo("70B3D57ED0050412");
        assertThat(up.readings().get(0).time()).contains(Instant.parse("2026-11-22T08:20:45.809585Z"));
    }

    @Test
    void tts_an_alarm_stands_where_the_device_is_and_not_where_the_gateway_is() {
        Understood opens = understoodExample("tts-v3/alarm-opens");
        assertThat(events(opens)).containsExactly("70B3D57ED0050412 distance-alarm open 3");
        assertThat(opens.events().get(0).position()).contains(new LonLat(121.5153, 38.8051));
        assertThat(events(understoodExample("tts-v3/alarm-closes")))
                .containsExactly("70B3D57ED0050412 distance-alarm close 3");
    }

    @Test
    void tts_without_a_position_of_the_device_there_is_none() {
        String up = BuiltIn.example("tts-v3/alarm-opens").payload().replace("\"user\"", "\"other\"");
        assertThat(understood(TTS + "up", up).events().get(0).position()).isEmpty();
    }

    @Test
    void tts_a_counter_that_begins_again_is_not_a_repetition() {
        String up = BuiltIn.example("tts-v3/readings").payload();
        assertThat(understood(TTS + "up", up).id())
                .isEqualTo(understood(TTS + "up", up).id());
        assertThat(understood(TTS + "up", up.replace("AZNm8kQ2", "AZNn0000")).id())
                .as("a new session")
                .isNotEqualTo(understood(TTS + "up", up).id());
        String zero = up.replace(",\"f_cnt\":117", "");
        assertThat(understood(TTS + "up", zero).id().key())
                .as("zero is left out")
                .contains(":0:");
    }

    @Test
    void tts_an_uplink_without_counter_and_time_is_known_by_its_correlation() {
        String up = "{\"correlation_ids\":[\"as:up:01JD\"],\"uplink_message\":{\"f_port\":1}}";
        assertThat(understood(TTS + "up", up).id().key()).isEqualTo("up:[\"as:up:01JD\"]");
    }

    @Test
    void tts_a_location_that_was_solved_is_the_devices_own_and_no_alarm() {
        DecodedEvent event =
                understoodExample("tts-v3/location-solved").events().get(0);
        assertThat(event.position()).contains(new LonLat(121.5151, 38.8052));
        assertThat(event.said().phase()).as("opens nothing").isEqualTo(Phase.CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"join", "down/queued", "down/sent", "down/ack", "down/nack", "down/push", "service/data"})
    void tts_what_concerns_the_network_says_nothing(String event) {
        assertThat(understood(TTS + event, BuiltIn.example("tts-v3/join").payload())
                        .events())
                .isEmpty();
    }

    @Test
    void tts_a_downlink_that_failed_is_told() {
        String failed = "{\"downlink_failed\":{\"error\":{\"name\":\"too_long\",\"message_format\":\"is too long\"}}}";
        assertThat(events(understood(TTS + "down/failed", failed))).containsExactly("bin-0412 network-error open 4");
    }
}
