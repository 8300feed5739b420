package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.RECEIVED;
import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.live;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.presences;
import static io.sixgrid.ingest.format.BuiltIn.readings;
import static io.sixgrid.ingest.format.BuiltIn.retained;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zigbee2MQTT: neither id nor, mostly, time; the device is its topic. */
final class Zigbee2MqttFormatTest {
    private static final String HALL = "zigbee2mqtt/building-2/hall";

    @Test
    void a_friendly_name_may_hold_slashes() {
        assertThat(events(understoodExample("zigbee2mqtt/movement"))).containsExactly("building-2/hall motion open 4");
        assertThat(events(understoodExample("zigbee2mqtt/movement-ends")))
                .containsExactly("building-2/hall motion close 4");
    }

    @Test
    void movement_whose_end_is_lost_ends_by_itself() {
        assertThat(understoodExample("zigbee2mqtt/movement")
                        .events()
                        .get(0)
                        .said()
                        .autoClose())
                .contains(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource({
        "smoke, smoke, 1",
        "gas, gas, 1",
        "carbon_monoxide, carbon-monoxide, 1",
        "water_leak, water-leak, 2",
        "tamper, tamper, 2",
        "vibration, vibration, 3",
        "battery_low, low-battery, 4"
    })
    void what_is_true_opens_and_what_is_false_closes(String member, String kind, int severity) {
        assertThat(events(understood(HALL, "{\"" + member + "\":true}")))
                .containsExactly("building-2/hall " + kind + " open " + severity);
        assertThat(events(understood(HALL, "{\"" + member + "\":false}")))
                .containsExactly("building-2/hall " + kind + " close " + severity);
    }

    @Test
    void a_contact_that_is_closed_is_a_closed_door() {
        assertThat(events(understood(HALL, "{\"contact\":false}"))).containsExactly("building-2/hall door-open open 3");
        assertThat(events(understood(HALL, "{\"contact\":true}"))).containsExactly("building-2/hall door-open close 3");
    }

    @Test
    void a_button_alarms_only_with_the_words_for_it() {
        assertThat(events(understood(HALL, "{\"action\":\"emergency\"}")))
                .containsExactly("building-2/hall panic-button open 1");
        assertThat(events(understood(HALL, "{\"action\":\"single\"}"))).isEmpty();
    }

    @Test
    void numbers_are_readings_with_their_units() {
        String body = "{\"temperature\":27.5,\"humidity\":44,\"illuminance_lux\":9,\"voltage\":2995,\"state\":\"ON\","
                + "\"update\":{\"installed_version\":3},\"color\":{\"x\":0.1}}";
        assertThat(readings(understood(HALL, body)))
                .containsExactlyInAnyOrder(
                        "temperature 27.5 °C", "humidity 44.0 %", "illuminance 9.0 lx", "voltage 2995.0");
    }

    @Test
    void the_same_message_three_times_in_one_second_is_one() {
        String body = "{\"linkquality\":72,\"state\":\"ON\"}";
        assertThat(at(RECEIVED.plusMillis(900), body).id())
                .isEqualTo(at(RECEIVED, body).id());
        assertThat(at(RECEIVED.plusSeconds(1), body).id())
                .as("a state that is told again later is news")
                .isNotEqualTo(at(RECEIVED, body).id());
    }

    @Test
    void a_retained_state_is_the_same_message_at_each_connection() {
        Arrival now = retained(HALL, "{\"smoke\":true}");
        Arrival later = new Arrival(now.topic(), now.payload(), RECEIVED.plusSeconds(3600), true);
        assertThat(understood(now).id()).isEqualTo(understood(later).id());
        assertThat(events(understood(now))).as("it still burns").containsExactly("building-2/hall smoke open 1");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T16:20:31+08:00", "1795335631000"})
    void last_seen_is_its_time_where_it_is_switched_on(String lastSeen) {
        String said = lastSeen.contains("T") ? "\"" + lastSeen + "\"" : lastSeen;
        Understood message = understood(HALL, "{\"occupancy\":true,\"last_seen\":" + said + "}");
        assertThat(message.events().get(0).time()).contains(Instant.parse("2026-11-22T08:20:31Z"));
    }

    @Test
    void a_device_and_the_bridge_come_and_go() {
        assertThat(presences(understoodExample("zigbee2mqtt/availability"))).containsExactly("building-2/hall offline");
        assertThat(presences(understood(HALL + "/availability", "online"))).containsExactly("building-2/hall online");
        assertThat(presences(understoodExample("zigbee2mqtt/bridge-state"))).containsExactly("bridge online");
        assertThat(presences(understoodExample("zigbee2mqtt/bridge-event"))).containsExactly("pump-house/door offline");
    }

    @Test
    void going_offline_a_second_time_is_a_message_of_its_own() {
        Arrival first = live(HALL + "/availability", "offline");
        Arrival second = new Arrival(first.topic(), first.payload(), RECEIVED.plusSeconds(60), false);
        assertThat(understood(first).id()).isNotEqualTo(understood(second).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zigbee2mqtt/bridge/devices | [{\"ieee_address\":\"0x00158d0004a1b2c3\",\"smoke\":true}]",
                "zigbee2mqtt/bridge/logging | {\"level\":\"info\",\"message\":\"x\"}",
                "zigbee2mqtt/building-2/hall/set | {\"state\":\"ON\",\"brightness\":255}",
                "zigbee2mqtt/building-2/hall/set/state | ON"
            })
    void what_is_no_state_of_a_device_says_nothing(String topic, String body) {
        Understood message = understood(topic, body);
        assertThat(message.events()).isEmpty();
        assertThat(message.readings()).isEmpty();
        assertThat(message.presences()).isEmpty();
    }

    @Test
    void a_device_that_publishes_each_attribute_alone_is_not_understood() {
        assertThat(notUnderstood(HALL + "/temperature", "27.5").reason()).isEqualTo(Reason.NO_RULE);
    }

    private static Understood at(Instant received, String body) {
        return understood(new Arrival(HALL, body.getBytes(StandardCharsets.UTF_8), received, false));
    }
}
