package io.sixgrid.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.mqtt.Inbound;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FloodGateTest {
    private static final long SECOND = 1_000_000_000L;
    private static final FormatCatalog FORMATS = FormatCatalog.builtIn();

    private final FloodGate gate = new FloodGate(new FloodLimit(1, 2));

    @Test
    void a_device_below_its_limit_is_not_touched() {
        assertThat(gate.admit(List.of(alert("a", 3, 0), alert("a", 3, 1)), 0)).noneMatch(Incoming::condensed);
        assertThat(gate.admit(List.of(alert("a", 3, 2)), SECOND)).hasSize(1).noneMatch(Incoming::condensed);
    }

    @Test
    void beyond_it_the_newest_of_a_second_is_kept_whole_and_the_others_by_count() {
        List<Incoming> now = gate.admit(
                List.of(alert("a", 3, 0), alert("a", 3, 1), alert("a", 3, 2), alert("a", 3, 4), alert("a", 3, 3)), 0);
        assertThat(now)
                .filteredOn(Incoming::condensed)
                .extracting(FloodGateTest::number)
                .containsExactly(2, 3);
        assertThat(gate.admit(List.of(), SECOND - 1)).isEmpty();
        assertThat(gate.admit(List.of(), SECOND))
                .noneMatch(Incoming::condensed)
                .extracting(FloodGateTest::number)
                .containsExactly(4);
    }

    @Test
    void what_says_something_else_is_kept_beside_it_so_the_worst_severity_is_not_lost() {
        gate.admit(List.of(alert("a", 3, 0), alert("a", 3, 1)), 0);
        gate.admit(List.of(alert("a", 1, 2), alert("a", 3, 3), alert("a", 3, 4)), 0);
        assertThat(gate.admit(List.of(), SECOND))
                .extracting(FloodGateTest::number)
                .containsExactly(2, 4);
    }

    @Test
    void another_device_has_an_allowance_of_its_own() {
        gate.admit(List.of(alert("a", 3, 0), alert("a", 3, 1), alert("a", 3, 2)), 0);
        assertThat(gate.admit(List.of(alert("b", 3, 3)), 0)).hasSize(1).noneMatch(Incoming::condensed);
    }

    @Test
    void a_message_that_repeats_the_one_held_is_left_to_the_guard_against_duplicates() {
        gate.admit(List.of(alert("a", 3, 0), alert("a", 3, 1), alert("a", 3, 2)), 0);
        assertThat(gate.admit(List.of(alert("a", 3, 2)), 0)).hasSize(1).noneMatch(Incoming::condensed);
    }

    @Test
    void a_worker_that_stops_gets_what_is_held() {
        gate.admit(List.of(alert("a", 3, 0), alert("a", 3, 1), alert("a", 3, 2)), 0);
        assertThat(gate.release()).extracting(FloodGateTest::number).containsExactly(2);
        assertThat(gate.release()).isEmpty();
    }

    /** Its number is its second, too. */
    private static Incoming alert(String device, int severity, int number) {
        String body = "{\"id\":\"" + number + "\",\"time\":\"2026-11-22T08:00:0" + number
                + "Z\",\"kind\":\"fire\",\"severity\":" + severity + "}";
        Arrival arrival =
                new Arrival("sixgrid/v1/alerts/" + device, body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, false);
        return Incoming.of(new Inbound(arrival, () -> {}), FORMATS.decode(arrival));
    }

    private static int number(Incoming message) {
        return Integer.parseInt(message.understood()
                .orElseThrow()
                .events()
                .get(0)
                .said()
                .externalId()
                .orElseThrow());
    }
}
