package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.geo.health.HealthPart;
import io.sixgrid.ingest.IngestState;
import io.sixgrid.ingest.mqtt.ReceiverState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MqttSideTest {
    private static final String SECRET = "cannot receive from robot@mqtt://10.0.0.7:1883: Not authorized (135)";

    @Test
    void health_tells_everybody_that_nothing_is_received_and_only_the_log_why() {
        HealthPart.State away = MqttSide.say(state(false, Optional.of(SECRET), Optional.empty()), 0);
        assertThat(away.ready()).isFalse();
        assertThat(away.detail())
                .contains("receives nothing", "7 messages received")
                .doesNotContain("robot", "10.0.0.7", "135");
    }

    @Test
    void health_tells_everybody_that_nothing_is_stored_and_only_the_log_why() {
        HealthPart.State stuck = MqttSide.say(state(true, Optional.empty(), Optional.of(SECRET)), 0);
        assertThat(stuck.ready()).isFalse();
        assertThat(stuck.detail()).contains("not stored").doesNotContain("robot", "10.0.0.7", "135");
        assertThat(MqttSide.say(state(true, Optional.empty(), Optional.empty()), 0))
                .isEqualTo(new HealthPart.State(true, "7 messages received, 2 in hand"));
    }

    @Test
    void health_tells_of_overload_and_of_a_broker_that_forgets() {
        ReceiverState strained = new ReceiverState(
                true,
                true,
                70,
                50,
                true,
                4,
                2,
                1,
                Optional.of("the broker ends a session after 3600 s away"),
                Optional.empty());
        HealthPart.State said = MqttSide.say(new IngestState(strained, 20, Optional.empty()), 0);
        assertThat(said.ready()).as("messages wait at the broker, none is lost").isTrue();
        assertThat(said.detail())
                .contains("more arrives than is stored", "held back 2 times", "forgot its session 1 time", "3600 s");
    }

    @Test
    void health_says_how_far_behind_the_relay_is_and_only_the_log_why() {
        assertThat(MqttSide.say(Optional.empty(), Duration.ofMillis(900)))
                .isEqualTo(new HealthPart.State(true, "publishes placed events"));
        assertThat(MqttSide.say(Optional.empty(), Duration.ofMillis(3_400)))
                .isEqualTo(new HealthPart.State(true, "publishes placed events, 3 s behind"));
        assertThat(MqttSide.say(Optional.of(SECRET), Duration.ofMinutes(2)))
                .isEqualTo(
                        new HealthPart.State(false, "does not publish placed events, 120 s behind; the log says why"));
    }

    private static IngestState state(boolean connected, Optional<String> receiving, Optional<String> storing) {
        return new IngestState(
                new ReceiverState(connected, connected, 7, 2, false, 1, 0, 0, Optional.empty(), receiving), 5, storing);
    }
}
