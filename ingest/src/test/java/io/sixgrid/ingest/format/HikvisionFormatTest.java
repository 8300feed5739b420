package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.RECEIVED;
import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.presences;
import static io.sixgrid.ingest.format.BuiltIn.readings;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hikvision's EventNotificationAlert, XML and JSON. */
final class HikvisionFormatTest {
    private static final String GATE = "44:19:b6:5a:0c:21/1";

    @Test
    void an_event_opens_refreshes_each_second_and_ends() {
        assertThat(events(understoodExample("hikvision-isapi/intrusion-xml")))
                .containsExactly(GATE + " intrusion open 2");
        assertThat(events(understoodExample("hikvision-isapi/intrusion-ends-xml")))
                .containsExactly(GATE + " intrusion close 2");
    }

    @Test
    void an_event_whose_end_is_never_said_ends_when_it_is_no_longer_repeated() {
        Understood active = understoodExample("hikvision-isapi/intrusion-xml");
        assertThat(active.events().get(0).said().autoClose()).contains(Duration.ofMinutes(2));
    }

    @Test
    void a_repetition_is_a_message_of_its_own_even_when_the_time_says_no_seconds() {
        String body = BuiltIn.example("hikvision-isapi/disk-full-json").payload();
        Understood first = understood("hikvision/recorder-2", body);
        Understood second = understood("hikvision/recorder-2", body.replace("Count\":1", "Count\":2"));
        assertThat(first.id()).isNotEqualTo(second.id());
        assertThat(first.events().get(0).time()).contains(Instant.parse("2026-11-22T08:25:00Z"));
        assertThat(events(first)).containsExactly("44:19:b6:5a:0c:99/4 disk-full open 2");
    }

    @Test
    void an_inactive_loss_of_picture_is_a_heartbeat() {
        Understood heartbeat = understoodExample("hikvision-isapi/heartbeat-xml");
        assertThat(heartbeat.events()).isEmpty();
        assertThat(presences(heartbeat)).containsExactly(GATE + " online");
        Arrival again = BuiltIn.example("hikvision-isapi/heartbeat-xml").arrival(RECEIVED.plusSeconds(1));
        assertThat(understood(again).id()).isNotEqualTo(heartbeat.id());
    }

    @Test
    void an_active_loss_of_picture_is_an_alarm() {
        String lost = BuiltIn.example("hikvision-isapi/heartbeat-xml").payload().replace("inactive", "active");
        assertThat(events(understood("hikvision/north-gate", lost))).containsExactly(GATE + " signal-loss open 2");
    }

    @Test
    void people_counted_are_readings_and_no_alarm() {
        Understood counted = understoodExample("hikvision-isapi/people-counted-xml");
        assertThat(counted.events()).isEmpty();
        assertThat(readings(counted)).containsExactly("people-in 312.0", "people-out 287.0");
        assertThat(counted.readings().get(0).time()).contains(Instant.parse("2026-11-22T08:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "VMD, motion, 4",
        "linedetection, line-crossed, 3",
        "regionEntrance, region-entered, 3",
        "unattendedBaggage, left-object, 3",
        "tamperdetection, tamper, 2",
        "shelteralarm, tamper, 2",
        "fireDetection, fire, 1",
        "diskerror, disk-fault, 2",
        "illaccess, login-failed, 3",
        "somethingNew, somethingnew, 3"
    })
    void event_types_have_our_words(String type, String kind, int severity) {
        String body =
                "{\"macAddress\":\"aa\",\"channelID\":1,\"eventType\":\"" + type + "\",\"eventState\":\"active\"}";
        assertThat(events(understood("hikvision/x", body))).containsExactly("aa/1 " + kind + " open " + severity);
    }

    @Test
    void a_message_without_address_is_of_the_camera_in_the_topic() {
        String body = "{\"eventType\":\"VMD\",\"eventState\":\"active\"}";
        assertThat(events(understood("hikvision/yard/north", body))).containsExactly("yard/north motion open 4");
    }

    @Test
    void what_is_not_said_so_or_not_closed_goes_to_quarantine() {
        assertThat(notUnderstood("hikvision/x", "{\"ipAddress\":\"10.0.0.1\"}").reason())
                .isEqualTo(Reason.MISSING_FIELD);
        String odd = "{\"eventType\":\"VMD\",\"eventState\":\"maybe\"}";
        assertThat(notUnderstood("hikvision/x", odd).detail()).contains("maybe");
    }
}
