package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.RECEIVED;
import static io.sixgrid.ingest.format.BuiltIn.events;
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

/** Dahua and Amcrest through amcrest2mqtt, which publishes everything retained. */
final class DahuaFormatTest {
    private static final String EVENT = "amcrest2mqtt/AMC7/event";

    @Test
    void start_opens_and_stop_closes_at_the_times_of_the_camera() {
        Understood start = understoodExample("dahua/line-crossed");
        assertThat(events(start)).containsExactly("AMC0C4F1A2B3 line-crossed open 3");
        assertThat(start.events().get(0).time()).contains(Instant.parse("2026-11-22T08:20:28Z"));
        assertThat(events(understoodExample("dahua/line-crossed-ends")))
                .containsExactly("AMC0C4F1A2B3 line-crossed close 3");
    }

    @Test
    void a_pulse_is_a_moment() {
        Understood pulse = understood(EVENT, event("AlarmLocal", "Pulse", "0"));
        assertThat(events(pulse)).containsExactly("AMC7 digital-input open 3");
        assertThat(pulse.events().get(0).said().autoClose()).contains(Duration.ofSeconds(60));
        assertThat(pulse.events().get(0).time()).isEmpty();
    }

    @Test
    void a_channel_of_a_recorder_is_a_device_of_its_own() {
        assertThat(events(understood(EVENT, event("VideoLoss", "Start", "3"))))
                .containsExactly("AMC7/3 signal-loss open 2");
        assertThat(events(understood(EVENT, event("VideoLoss", "Stop", "3"))))
                .containsExactly("AMC7/3 signal-loss close 2");
    }

    @ParameterizedTest
    @CsvSource({"Start", "Pulse"})
    void a_retained_beginning_is_no_new_alarm(String action) {
        assertThat(understood(retained(EVENT, event("VideoMotion", action, "0")))
                        .events())
                .isEmpty();
    }

    @Test
    void a_retained_end_still_ends() {
        assertThat(events(understood(retained(EVENT, event("VideoMotion", "Stop", "0")))))
                .containsExactly("AMC7 motion close 4");
    }

    @Test
    void the_same_motion_a_minute_later_is_another_message_and_within_a_second_it_is_not() {
        String body = event("VideoMotion", "Start", "0");
        assertThat(at(RECEIVED.plusSeconds(60), body).id())
                .isNotEqualTo(at(RECEIVED, body).id());
        assertThat(at(RECEIVED.plusMillis(400), body).id())
                .isEqualTo(at(RECEIVED, body).id());
    }

    @Test
    void the_event_as_home_assistant_has_it_says_the_same() {
        String body = "{\"event_type\":\"dahua_event_received\",\"data\":{\"Code\":\"CrossRegionDetection\",\"action\":"
                + "\"Start\",\"index\":\"0\",\"data\":{\"Name\":\"yard\"}},\"time_fired\":\"2026-11-22T08:20:28.605290+00:00\"}";
        Understood message = understood("dahua/yard/event", body);
        assertThat(events(message)).containsExactly("yard intrusion open 2");
        assertThat(message.events().get(0).time()).contains(Instant.parse("2026-11-22T08:20:28.605290Z"));
        assertThat(message.events().get(0).said().text()).contains("yard");
    }

    @Test
    void the_last_will_of_the_bridge_is_that_of_its_camera() {
        assertThat(presences(understoodExample("dahua/last-will"))).containsExactly("AMC0C4F1A2B3 offline");
        assertThat(presences(understood("amcrest2mqtt/AMC7/status", "online"))).containsExactly("AMC7 online");
        assertThat(readings(understoodExample("dahua/storage-used"))).containsExactly("storage-used 71.4 %");
    }

    @ParameterizedTest
    @CsvSource({"motion, on", "config, {}", "storage/total, 59.5"})
    void what_the_bridge_says_twice_is_kept_once(String part, String body) {
        Understood message = understood("amcrest2mqtt/AMC7/" + part, body);
        assertThat(message.events()).isEmpty();
        assertThat(message.readings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NTPAdjustTime", "NewFile", "RtspSessionDisconnect", "VideoMotionInfo"})
    void what_the_camera_does_for_itself_is_no_alarm(String code) {
        assertThat(understood(EVENT, event(code, "Pulse", "0")).events()).isEmpty();
    }

    private static Understood at(Instant received, String body) {
        return understood(new Arrival(EVENT, body.getBytes(StandardCharsets.UTF_8), received, false));
    }

    private static String event(String code, String action, String index) {
        return "{\"Code\":\"" + code + "\",\"action\":\"" + action + "\",\"index\":\"" + index
                + "\",\"data\":{\"Id\":[0]}}";
    }
}
