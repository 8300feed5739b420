package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.Database;
import io.sixgrid.geo.health.HealthPart;
import io.sixgrid.ingest.Await;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseHomeTest {
    @TempDir
    private Path folder;

    @Test
    void a_private_database_that_is_killed_runs_again_at_its_address() {
        // So that user postgres may enter it, as whom the server runs when root runs the tests.
        folder.toFile().setExecutable(true, false);
        Config config = ConfigReader.read(Optional.empty(), Map.of(), Map.of("data-dir", folder.toString()));
        try (DatabaseHome home = DatabaseHome.openAlone(config);
                Database database = new Database(home.address(), 2)) {
            database.prepare();
            HealthPart health = home.health(database::answers);
            assertThat(health.state().get()).isEqualTo(new HealthPart.State(true, "answers"));

            ProcessHandle first = postmaster(database);
            first.destroyForcibly();
            Await.until("the killed server is gone", () -> !first.isAlive());
            Await.until("a query is answered again", database::answers);

            assertThat(postmaster(database)).isNotEqualTo(first);
            Await.until(
                    "the restart is counted",
                    () -> health.state().get().detail().startsWith("answers; was restarted 1 time, last at 20"));
        }
    }

    private static ProcessHandle postmaster(Database database) {
        long backend = database.jdbi()
                .<Long, RuntimeException>withHandle(h -> h.createQuery("select pg_backend_pid()")
                        .mapTo(Long.class)
                        .one());
        return ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
    }
}
