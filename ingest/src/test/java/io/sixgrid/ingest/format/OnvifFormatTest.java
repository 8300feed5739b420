package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.readings;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Phase;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ONVIF events as JSON over MQTT. */
final class OnvifFormatTest {
    private static final String CROSSED = "gate-7/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/Fence";
    private static final String MOTION = "gate-7/onvif-ej/VideoSource/MotionAlarm/&1";

    @Test
    void a_line_crossed_is_a_moment_that_closes_by_itself() {
        DecodedEvent event = understoodExample("onvif-ej/line-crossed").events().get(0);
        assertThat(event.said().device()).isEqualTo("gate-7");
        assertThat(event.said().kind()).isEqualTo("line-crossed");
        assertThat(event.said().phase()).isEqualTo(Phase.OPEN);
        assertThat(event.said().autoClose()).contains(Duration.ofSeconds(60));
        assertThat(event.time()).contains(Instant.parse("2026-11-22T08:15:31.902Z"));
    }

    @Test
    void two_objects_at_one_moment_are_two_messages() {
        String body = BuiltIn.example("onvif-ej/line-crossed").payload();
        assertThat(understood(CROSSED, body).id())
                .isEqualTo(understood(CROSSED, body).id());
        assertThat(understood(CROSSED, body.replace("\"42\"", "\"43\"")).id())
                .isNotEqualTo(understood(CROSSED, body).id());
    }

    @ParameterizedTest
    @CsvSource({
        "true, OPEN",
        "false, CLOSE",
        "'\"true\"', OPEN",
        "'\"false\"', CLOSE",
        "1, OPEN",
        "0, CLOSE",
        "'\"inactive\"', CLOSE"
    })
    void a_property_opens_and_closes_with_or_without_quotes(String state, Phase phase) {
        String body = BuiltIn.example("onvif-ej/motion-begins").payload().replace("true", state);
        DecodedEvent event = understood(MOTION, body).events().get(0);
        assertThat(event.said().phase()).isEqualTo(phase);
        assertThat(event.said().autoClose()).isEmpty();
    }

    @Test
    void a_retained_message_taken_back_is_a_close() {
        assertThat(events(understood(MOTION, ""))).containsExactly("gate-7 motion close 4");
    }

    @ParameterizedTest
    @CsvSource({"28.5", "'\"28.5\"'"})
    void a_sensor_beyond_its_threshold_is_an_alarm_and_a_reading_with_or_without_quotes(String value) {
        String body = BuiltIn.example("onvif-ej/temperature-high").payload().replace("61.5", value);
        Understood message = understood("gate-7/onvif-ej/Device/Sensor/Temperature/High", body);
        assertThat(events(message)).containsExactly("gate-7 temperature-high open 3");
        assertThat(message.events().get(0).said().autoClose())
                .as("nothing says that it is over")
                .isPresent();
        assertThat(readings(message)).containsExactly("temperature 28.5 °C");
    }

    @ParameterizedTest
    @CsvSource({"RelativeHumidity, humidity 65.0 %", "AbsoluteHumidity, absolute-humidity 65.0 g/m³"})
    void humidity_is_read_with_its_unit(String sensor, String reading) {
        String body =
                "{\"UtcTime\":\"2026-11-22T08:16:00Z\",\"Source\":{\"SensorID\":\"h\"},\"Data\":{\"Value\":65,\"Threshold\":60}}";
        Understood message = understood("gate-7/onvif-ej/Device/Sensor/" + sensor + "/High", body);
        assertThat(readings(message)).containsExactly(reading);
        assertThat(events(message)).containsExactly("gate-7 humidity-high open 3");
    }

    @ParameterizedTest
    @CsvSource({
        "Monitoring/ProcessorUsage, Value, 1",
        "Media/ProfileChanged, Token, 0",
        "RecordingHistory/Recording/State, IsRecording, 0"
    })
    void what_a_camera_says_of_its_own_working_is_no_alarm(String topic, String member, int count) {
        String body = "{\"UtcTime\":\"2026-11-22T08:16:00Z\",\"Data\":{\"" + member + "\":0.5}}";
        Understood message = understood("gate-7/onvif-ej/" + topic, body);
        assertThat(message.events()).isEmpty();
        assertThat(message.readings()).hasSize(count);
    }

    @Test
    void a_count_is_measured() {
        String body = "{\"UtcTime\":\"2026-11-22T08:16:00Z\",\"Data\":{\"Count\":\"17\"}}";
        Understood message = understood("gate-7/onvif-ej/RuleEngine/CountAggregation/Counter/&1/2/Door", body);
        assertThat(message.events()).isEmpty();
        assertThat(readings(message)).containsExactly("count 17.0");
    }

    @Test
    void a_topic_that_nobody_foresaw_gives_its_own_kind() {
        String body = "{\"UtcTime\":\"2026-11-22T08:16:00Z\",\"Data\":{\"State\":true}}";
        assertThat(events(understood("gate-7/onvif-ej/RuleEngine/MyRuleDetector/PeopleDetect/&1", body)))
                .containsExactly("gate-7 ruleengine-myruledetector-peopledetect open 3");
    }

    @Test
    void as_it_was_printed_without_a_quote_is_not_json() {
        String printed = BuiltIn.example("onvif-ej/line-crossed").payload().replace("902Z\"", "902Z");
        NotUnderstood not = notUnderstood(CROSSED, printed);
        assertThat(not.reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(not.source()).contains("onvif-ej");
        assertThat(not.detail()).contains("line 2");
    }
}
