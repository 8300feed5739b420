package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.ingest.Await;
import java.util.List;
import org.junit.jupiter.api.Test;

@PostgisTest
final class AlertTimerTest {
    /** Another process heard it, which is gone. */
    private static final String OVERDUE = """
            insert into alert (device, kind, state, severity, opened, last_seen, last_rank, auto_close, events, source,
                               unplaced, event_id)
            values ('cam', 'motion', 'open', 3, '2026-01-01T00:00Z', '2026-01-01T00:00Z', 0, '2026-01-01T00:01Z', 1, 'test',
                    'unknown-device', 1)
            """;

    @Test
    void a_deadline_that_passed_while_no_service_ran_is_kept_when_one_starts(TestDatabase database) {
        database.jdbi().useHandle(handle -> handle.execute(OVERDUE));
        try (RunningService running = new RunningService(database)) {
            Await.until("silence has closed it", () -> alert(running).has("closedBy"));
            assertThat(alert(running).get("closedBy").asText()).isEqualTo("silence");
            assertThat(alert(running).get("closed").asText()).isEqualTo("2026-01-01T00:01:00Z");
        }
        List<Long> told = database.jdbi()
                .withHandle(handle -> handle.createQuery("select unnest(alerts) from change")
                        .mapTo(Long.class)
                        .list());
        assertThat(told).containsExactly(1L);
    }

    private static JsonNode alert(RunningService running) {
        return running.asker().get("/api/v1/alerts/1").json();
    }
}
