package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.presences;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.place.LonLat;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alarms of GB/T 28181 as gateways hand them on. */
final class Gb28181FormatTest {
    private static final String TOPIC = "gb28181/gateway-1/alarm";
    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Notify><DeviceID>21021100001320000017</DeviceID><SN>7</SN><AlarmPriority>2</AlarmPriority>
            <AlarmMethod>METHOD</AlarmMethod><AlarmTime>2026-11-22T16:20:05</AlarmTime>TYPE</Notify>
            """;

    @ParameterizedTest
    @CsvSource({
        "2, 1, signal-loss",
        "2, 2, tamper",
        "2, 3, disk-full",
        "2, 4, temperature-high",
        "2, 5, temperature-low",
        "5, 1, manual-alarm",
        "5, 2, motion",
        "5, 3, left-object",
        "5, 4, removed-object",
        "5, 5, line-crossed",
        "5, 6, intrusion",
        "5, 7, wrong-way",
        "5, 8, loitering",
        "5, 9, traffic-flow",
        "5, 10, crowd",
        "5, 11, video-fault",
        "5, 12, fast-motion",
        "6, 1, disk-fault",
        "6, 2, fan-fault"
    })
    void the_type_means_what_its_method_makes_it_mean(String method, String type, String kind) {
        String body = xml(method, "<AlarmType>" + type + "</AlarmType>");
        assertThat(events(understood(TOPIC, body))).containsExactly("21021100001320000017 " + kind + " open 2");
    }

    @ParameterizedTest
    @CsvSource({"1, phone-alarm", "2, device-alarm", "4, gps-alarm", "5, video-alarm", "6, hardware-failure", "7, alarm"
    })
    void without_a_type_the_method_is_the_kind(String method, String kind) {
        assertThat(events(understood(TOPIC, xml(method, ""))))
                .containsExactly("21021100001320000017 " + kind + " open 2");
    }

    @Test
    void the_type_in_info_wins_over_the_one_outside() {
        String types = "<AlarmType>9</AlarmType><Info><AlarmType>2</AlarmType></Info>";
        assertThat(events(understood(TOPIC, xml("5", types)))).containsExactly("21021100001320000017 motion open 2");
    }

    @Test
    void a_time_without_zone_is_beijing_time_and_the_position_is_wgs_84() {
        DecodedEvent event = understoodExample("gb28181/intrusion-xml").events().get(0);
        assertThat(event.time()).contains(Instant.parse("2026-11-22T08:20:05Z"));
        assertThat(event.position()).contains(new LonLat(121.5153, 38.8051));
        assertThat(event.said().sourceSeverity()).contains("3");
        assertThat(event.said().externalId()).contains("4711");
        assertThat(event.said().autoClose()).as("no message ends it").isPresent();
    }

    @ParameterizedTest
    @CsvSource({"0.0", "0", "0.000000"})
    void zero_and_zero_is_no_position(String zero) {
        String position = "<Longitude>" + zero + "</Longitude><Latitude>" + zero + "</Latitude>";
        assertThat(understood(TOPIC, xml("5", position)).events().get(0).position())
                .isEmpty();
    }

    @Test
    void json_with_the_members_of_the_xml_says_the_same() {
        DecodedEvent event =
                understoodExample("gb28181/picture-lost-json").events().get(0);
        assertThat(event.said().kind()).isEqualTo("signal-loss");
        assertThat(event.said().text()).contains("视频丢失");
        assertThat(event.position()).isEmpty();
    }

    @Test
    void json_as_wvp_names_its_members_names_the_channel() {
        DecodedEvent event = understoodExample("gb28181/tamper-wvp").events().get(0);
        assertThat(event.said().device()).isEqualTo("21021100001320000019");
        assertThat(event.said().kind()).isEqualTo("tamper");
        assertThat(event.said().severity().level()).isEqualTo(1);
        assertThat(event.time()).contains(Instant.parse("2026-11-22T08:22:10Z"));
    }

    @Test
    void one_number_of_two_sessions_is_two_alarms() {
        String first = xml("5", "<AlarmType>2</AlarmType>");
        assertThat(understood(TOPIC, first).id())
                .isNotEqualTo(
                        understood(TOPIC, first.replace("16:20:05", "16:20:06")).id())
                .isNotEqualTo(understood(TOPIC, first.replace("0017<", "0018<")).id());
        assertThat(understood(TOPIC, first).id())
                .as("over another gateway")
                .isEqualTo(understood("gb28181/gateway-2/alarm", first).id());
    }

    @Test
    void a_sign_of_life_is_no_alarm() {
        assertThat(presences(understoodExample("gb28181/keepalive"))).containsExactly("21021100001180000001 online");
        assertThat(understoodExample("gb28181/keepalive").events()).isEmpty();
    }

    @Test
    void a_message_of_another_command_goes_to_quarantine() {
        String catalog = "<Response><CmdType>Catalog</CmdType><DeviceID>1</DeviceID></Response>";
        assertThat(notUnderstood(TOPIC, catalog).reason()).isEqualTo(Reason.NO_RULE);
        assertThat(notUnderstood(TOPIC, "<Notify><DeviceID>1</Notify>").source())
                .isEqualTo(Optional.of("gb28181"));
    }

    private static String xml(String method, String more) {
        return XML.replace("METHOD", method).replace("TYPE", more);
    }
}
