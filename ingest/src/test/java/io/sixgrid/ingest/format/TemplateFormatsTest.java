package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.presences;
import static io.sixgrid.ingest.format.BuiltIn.readings;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.place.LonLat;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template for a new vendor, and the covers of manholes. */
final class TemplateFormatsTest {
    private static final String WELL = "/city/dalian/well/status/well-0x51c2";

    @Test
    void the_template_reads_an_alarm_with_its_readings() {
        Understood message = understoodExample("generic/leak-begins");
        assertThat(events(message)).containsExactly("pump-7 water-leak open 2");
        assertThat(readings(message)).containsExactly("battery 71.0 %", "pressure 0.31 MPa");
        DecodedEvent event = message.events().get(0);
        assertThat(event.time()).contains(Instant.parse("2026-11-22T08:20:00Z"));
        assertThat(event.position()).contains(new LonLat(121.515, 38.805));
        assertThat(event.said().sourceSeverity()).contains("major");
        assertThat(event.said().autoClose()).isEmpty();
        assertThat(events(understoodExample("generic/leak-ends"))).containsExactly("pump-7 water-leak close 2");
    }

    @Test
    void the_template_reads_xml_and_a_time_in_digits_and_ends_what_nobody_ends() {
        DecodedEvent event = understoodExample("generic/leak-xml").events().get(0);
        assertThat(event.time()).contains(Instant.parse("2026-11-22T08:25:00Z"));
        assertThat(event.said().autoClose()).contains(Duration.ofMinutes(10));
    }

    @Test
    void the_template_reads_a_last_will_and_an_empty_message() {
        assertThat(presences(understoodExample("generic/last-will"))).containsExactly("pump-7 offline");
        assertThat(understood("generic/pump-7", "").events()).isEmpty();
    }

    @Test
    void what_the_template_does_not_foresee_goes_to_quarantine() {
        assertThat(notUnderstood("generic/pump-7", "{\"hello\":1}").reason()).isEqualTo(Reason.NO_RULE);
        assertThat(notUnderstood("generic/pump-7", "{\"event\":\"leak\",\"state\":\"perhaps\",\"battery\":1}")
                        .reason())
                .as("a state that is neither start nor stop: the battery is understood, the event is not lost silently")
                .isEqualTo(Reason.BAD_VALUE);
    }

    @Test
    void a_cover_that_is_moved_opens_and_one_put_back_closes() {
        assertThat(events(understoodExample("manhole-cover/moved"))).containsExactly("well-0x51c2 cover-moved open 2");
        assertThat(events(understoodExample("manhole-cover/back-in-place")))
                .containsExactly("well-0x51c2 cover-moved close 2");
        assertThat(readings(understoodExample("manhole-cover/moved"))).containsExactly("tilt 24.8 °", "battery 87.0 %");
        assertThat(understoodExample("manhole-cover/moved").events().get(0).time())
                .contains(Instant.parse("2026-11-22T08:20:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"'{\"tilt\":1}', MISSING_FIELD", "'{\"tilt\":1,\"ts\":1795335600,\"status\":\"?\"}', BAD_VALUE"})
    void a_cover_whose_time_or_state_is_not_known_goes_to_quarantine(String body, Reason reason) {
        assertThat(notUnderstood(WELL, body).reason()).isEqualTo(reason);
    }
}
