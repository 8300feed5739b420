package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import org.junit.jupiter.api.Test;

@PostgisTest
final class HealthOverHttpTest {
    @Test
    void a_ready_service_says_so_and_counts_what_it_is_asked(TestDatabase database) {
        try (RunningService running = new RunningService(database)) {
            Asker service = running.asker();
            Reply health = service.get("/health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().get("ready").asBoolean()).isTrue();
            assertThat(health.json().at("/parts/boundaries/detail").asText()).isEqualTo("12 grids of revision 1");

            service.get("/api/v1/grids/nope");
            service.get("/no/such/path/4711");
            String metrics = service.get("/metrics").whole().body();
            assertThat(metrics)
                    .contains("sixgrid_http_requests_seconds_count{method=\"GET\","
                            + "route=\"/api/v1/grids/{code}\",status=\"404\"} 1")
                    .contains(
                            "jvm_memory_used_bytes",
                            "sixgrid_database_connections_active",
                            "sixgrid_ingest_held_back",
                            "sixgrid_relay_behind_seconds")
                    .doesNotContain("4711");
        }
    }
}
