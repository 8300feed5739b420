package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.FORMATS;
import static io.sixgrid.ingest.format.BuiltIn.RECEIVED;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of all built-in formats together; what each understands is told by the test of its vendor. */
final class BuiltInFormatsTest {
    static Stream<FormatExample> examples() {
        return FormatExample.all().stream();
    }

    static Stream<String> names() {
        return FORMATS.formats().stream().map(PayloadFormat::name);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_is_understood_by_its_own_format(FormatExample example) {
        Understood message = understood(example.arrival(RECEIVED));
        assertThat(message.id().source()).isEqualTo(example.format());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_that_comes_again_at_once_is_the_same_message(FormatExample example) {
        Arrival arrival = example.arrival(RECEIVED);
        assertThat(understood(arrival).id()).isEqualTo(understood(arrival).id());
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_format_ships_two_examples_at_least_and_says_what_it_is(String name) {
        assertThat(FormatExample.of(name)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(FORMATS.formats())
                .filteredOn(format -> format.name().equals(name))
                .allSatisfy(format -> assertThat(format.about()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_message_that_tells_of_a_connection_is_another_one_the_next_time(FormatExample example) {
        Understood now = understood(example.arrival(RECEIVED));
        Understood later = understood(example.arrival(RECEIVED.plusSeconds(60)));
        if (!now.presences().isEmpty()) {
            assertThat(now.id()).as("offline is always offline").isNotEqualTo(later.id());
        }
    }

    @Test
    void a_topic_that_no_format_takes_and_an_empty_body_have_reasons_of_their_own() {
        assertThat(notUnderstood("somewhere/else", "{}").reason()).isEqualTo(Reason.NO_FORMAT);
        assertThat(notUnderstood("frigate/events", "").reason()).isEqualTo(Reason.EMPTY);
    }

    @Test
    void every_built_in_filter_is_subscribed_once_and_no_two_are_for_the_same_topics() {
        List<String> filters = FORMATS.filters();
        assertThat(filters)
                .containsExactly(
                        "sixgrid/v1/alerts/+",
                        "sixgrid/v1/readings/+",
                        "+/onvif-ej/#",
                        "frigate/events",
                        "frigate/reviews",
                        "frigate/tracked_object_update",
                        "frigate/triggers",
                        "frigate/available",
                        "application/+/device/+/event/+",
                        "v3/+/devices/+/#",
                        "zigbee2mqtt/#",
                        "gb28181/+/+",
                        "hikvision/#",
                        "amcrest2mqtt/+/#",
                        "dahua/+/#",
                        "ngsi-ld/#",
                        "cloudevents/#",
                        "/city/+/well/status/+",
                        "generic/+");
    }
}
