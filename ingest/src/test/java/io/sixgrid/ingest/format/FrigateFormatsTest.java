package io.sixgrid.ingest.format;

import static io.sixgrid.ingest.format.BuiltIn.RECEIVED;
import static io.sixgrid.ingest.format.BuiltIn.events;
import static io.sixgrid.ingest.format.BuiltIn.live;
import static io.sixgrid.ingest.format.BuiltIn.notUnderstood;
import static io.sixgrid.ingest.format.BuiltIn.presences;
import static io.sixgrid.ingest.format.BuiltIn.understood;
import static io.sixgrid.ingest.format.BuiltIn.understoodExample;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.Phase;
import io.sixgrid.data.alert.Severity;
import io.sixgrid.ingest.format.DecodedMessage.DecodedEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frigate: objects, reviews, what it finds out later, and whether it is there. */
final class FrigateFormatsTest {
    @ParameterizedTest
    @CsvSource({
        "new, OPEN, 2026-11-22T08:15:30.250Z",
        "update, REFRESH, 2026-11-22T08:15:34.082975Z",
        "end, CLOSE, 2026-11-22T08:15:41.750Z"
    })
    void an_object_opens_refreshes_and_ends(String type, Phase phase, Instant time) {
        DecodedEvent event =
                understoodExample("frigate-events/person-" + type).events().get(0);
        assertThat(event.said().device()).isEqualTo("front_gate");
        assertThat(event.said().kind()).isEqualTo("person");
        assertThat(event.said().phase()).isEqualTo(phase);
        assertThat(event.time()).contains(time);
        assertThat(event.said().externalId()).contains("1795335330.117204-q7r2zk");
    }

    @Test
    void an_update_sent_again_after_a_reconnect_is_the_same_message() {
        assertThat(understoodExample("frigate-events/person-update").id().key())
                .isEqualTo("1795335330.117204-q7r2zk:update:1795335334.082975");
    }

    @Test
    void a_review_is_promoted_from_detection_to_alert() {
        DecodedEvent event =
                understoodExample("frigate-reviews/review-promoted").events().get(0);
        assertThat(event.said().severity()).isEqualTo(Severity.ORANGE);
        assertThat(event.said().sourceSeverity()).contains("alert");
        assertThat(event.said().phase()).isEqualTo(Phase.REFRESH);
        assertThat(understoodExample("frigate-reviews/review-ended")
                        .events()
                        .get(0)
                        .said()
                        .phase())
                .isEqualTo(Phase.CLOSE);
    }

    @Test
    void a_plate_and_a_known_face_are_moments() {
        DecodedEvent plate =
                understoodExample("frigate-updates/plate-read").events().get(0);
        assertThat(plate.said().kind()).isEqualTo("license-plate");
        assertThat(plate.said().text().orElseThrow()).contains("BF31K7");
        assertThat(plate.said().autoClose()).isPresent();
        String face =
                "{\"type\":\"face\",\"id\":\"1.2-a\",\"name\":\"Li\",\"score\":0.9,\"camera\":\"hall\",\"timestamp\":1795335333.5}";
        assertThat(events(understood("frigate/tracked_object_update", face))).containsExactly("hall face open 4");
        assertThat(events(understood("frigate/tracked_object_update", face.replace("\"Li\"", "null"))))
                .as("nobody who is known")
                .isEmpty();
    }

    @Test
    void a_description_is_understood_and_kept_nowhere_else() {
        assertThat(understoodExample("frigate-updates/description").events()).isEmpty();
    }

    @Test
    void a_trigger_is_what_somebody_asked_for() {
        assertThat(events(understoodExample("frigate-updates/trigger"))).containsExactly("front_gate trigger open 3");
    }

    @Test
    void an_update_of_a_sort_that_nobody_foresaw_goes_to_quarantine() {
        assertThat(notUnderstood("frigate/tracked_object_update", "{\"type\":\"gait\"}")
                        .reason())
                .isEqualTo(Reason.NO_RULE);
    }

    @ParameterizedTest
    @CsvSource({"online, frigate online", "stopped, frigate offline", "offline, frigate offline"})
    void frigate_itself_comes_and_goes(String word, String presence) {
        assertThat(presences(understood("frigate/available", word))).containsExactly(presence);
        Arrival now = live("frigate/available", word);
        Arrival later = new Arrival(now.topic(), now.payload(), RECEIVED.plusSeconds(1), false);
        assertThat(understood(now).id()).isNotEqualTo(understood(later).id());
    }
}
