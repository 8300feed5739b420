package io.sixgrid.data.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import io.sixgrid.data.SixgridException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@PostgisTest
final class DatabaseTest {
    @Test
    void preparing_twice_changes_nothing(TestDatabase database) {
        database.database().prepare();
        database.database().prepare();
    }

    @Test
    void moments_in_an_array_are_the_same_whatever_the_zone_of_the_session(TestDatabase database) {
        Instant moment = Instant.parse("2026-11-22T04:50:00.123456Z");
        database.jdbi().useHandle(handle -> {
            handle.execute("set timezone = 'Asia/Shanghai'");
            assertThat(handle.createQuery("select unnest(:moments)")
                            .bindArray("moments", Instant.class, moment)
                            .mapTo(Instant.class)
                            .one())
                    .isEqualTo(moment);
        });
    }

    @Test
    void every_connection_plans_for_the_values_it_is_given(TestDatabase database) {
        assertThat(database.jdbi()
                        .<String, RuntimeException>withHandle(h -> h.createQuery("show plan_cache_mode")
                                .mapTo(String.class)
                                .one()))
                .isEqualTo("force_custom_plan");
    }

    @Test
    void a_schema_of_a_newer_version_is_refused_in_one_sentence(TestDatabase database) {
        database.jdbi().useHandle(h -> h.execute("""
                        insert into flyway_schema_history
                            (installed_rank, version, description, type, script, installed_by, execution_time, success)
                        values (99, '999', 'future', 'SQL', 'V999__future.sql', 'x', 1, true)
                        """));
        assertThatThrownBy(() -> database.database().prepare())
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("newer version of Sixgrid (schema 999)");
    }

    @Test
    void a_server_that_does_not_answer_is_named() {
        DatabaseAddress nobody = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/city", "x", "secret");
        try (Database database = new Database(nobody, 1)) {
            assertThatThrownBy(database::prepare)
                    .isInstanceOf(SixgridException.class)
                    .hasMessageContaining("127.0.0.1:1/city")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void a_database_that_is_nowhere_now_is_an_outage_that_passes(TestDatabase test) {
        AtomicBoolean runs = new AtomicBoolean();
        Supplier<DatabaseAddress> where = () -> {
            if (!runs.get()) {
                throw SixgridException.unavailable("no database runs here", null);
            }
            return test.address();
        };
        try (Database database = new Database(where, 1)) {
            assertThat(database.answers()).isFalse();
            RuntimeException failure =
                    catchRuntimeException(() -> database.jdbi().useHandle(h -> h.execute("select 1")));
            assertThat(StoreFailure.of(failure)).isEqualTo(StoreFailure.PASSING);
            assertThat(StoreFailure.say(failure)).isEqualTo("no database runs here");
            runs.set(true);
            assertThat(database.answers()).isTrue();
        }
    }
}
