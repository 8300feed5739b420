package io.sixgrid.data.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

@PostgisTest
final class ChangeStoreTest {
    @Test
    void changes_are_numbered_in_the_order_of_their_commits_not_of_their_beginnings(TestDatabase database) {
        ChangeStore changes = new ChangeStore(database.jdbi());
        try (Handle slow = database.jdbi().open()) {
            slow.begin();
            append(slow, 1);
            database.jdbi().useTransaction(quick -> append(quick, 2));
            assertThat(changes.number()).isEqualTo(1);
            assertThat(alerts(changes.since(0, 10))).containsExactly(2L);
            slow.commit();
        }
        assertThat(changes.number()).isEqualTo(2);
        assertThat(alerts(changes.since(1, 10))).containsExactly(1L);
    }

    @Test
    void what_is_rolled_back_leaves_no_hole_in_the_numbers(TestDatabase database) {
        ChangeStore changes = new ChangeStore(database.jdbi());
        try (Handle handle = database.jdbi().open()) {
            handle.begin();
            append(handle, 1);
            handle.rollback();
        }
        database.jdbi().useTransaction(h -> append(h, 2));
        assertThat(changes.number()).isEqualTo(1);
    }

    @Test
    void several_readers_that_number_at_once_agree_and_miss_nothing(TestDatabase database) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<List<Long>>> readers = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            readers.add(threads.submit(() -> readUntil(new ChangeStore(database.jdbi()), 300)));
        }
        threads.submit(() -> {
                    for (long alert = 1; alert <= 300; alert++) {
                        long id = alert;
                        database.jdbi().useTransaction(h -> append(h, id));
                    }
                })
                .get();
        List<Long> first = readers.get(0).get();
        assertThat(first).hasSize(300).doesNotHaveDuplicates();
        for (Future<List<Long>> reader : readers) {
            assertThat(reader.get()).isEqualTo(first);
        }
        threads.shutdown();
    }

    @Test
    void numbers_go_on_after_everything_was_trimmed(TestDatabase database) {
        ChangeStore changes = new ChangeStore(database.jdbi());
        database.jdbi().useTransaction(h -> append(h, 1));
        changes.number();
        database.jdbi().useHandle(h -> h.execute("update change set made = made - interval '2 days'"));
        assertThat(changes.trim(Duration.ofDays(1))).isEqualTo(1);
        assertThat(changes.since(0, 10)).isEmpty();
        database.jdbi().useTransaction(h -> append(h, 2));
        assertThat(changes.number()).isEqualTo(2);
        assertThat(changes.since(0, 10)).extracting(Change::seq).containsExactly(2L);
    }

    @Test
    void what_the_slowest_relay_has_not_read_is_kept_however_old_it_is(TestDatabase database) {
        ChangeStore changes = new ChangeStore(database.jdbi());
        for (long alert = 1; alert <= 4; alert++) {
            long id = alert;
            database.jdbi().useTransaction(h -> append(h, id));
        }
        changes.number();
        database.jdbi().useHandle(h -> h.execute("update change set made = made - interval '2 days'"));
        database.jdbi().useHandle(h -> h.execute("insert into relay_position values ('slow', 2), ('quick', 3)"));
        assertThat(changes.trim(Duration.ofDays(1))).isEqualTo(2);
        assertThat(alerts(changes.since(0, 10))).containsExactly(3L, 4L);
        database.jdbi().useHandle(h -> h.execute("update relay_position set seq = 4"));
        assertThat(changes.trim(Duration.ofDays(1))).isEqualTo(2);
    }

    @Test
    void what_has_no_number_yet_is_kept(TestDatabase database) {
        database.jdbi().useTransaction(h -> append(h, 1));
        database.jdbi().useHandle(h -> h.execute("update change set made = made - interval '2 days'"));
        assertThat(new ChangeStore(database.jdbi()).trim(Duration.ofDays(1))).isZero();
    }

    private static List<Long> readUntil(ChangeStore changes, int count) {
        List<Long> seen = new ArrayList<>();
        long last = 0;
        while (seen.size() < count) {
            changes.number();
            for (Change change : changes.since(last, 50)) {
                assertThat(change.seq()).isEqualTo(last + 1);
                last = change.seq();
                seen.addAll(change.alerts());
            }
        }
        return seen;
    }

    private static void append(Handle handle, long alert) {
        ChangeStore.append(handle, List.of(), List.of(alert), List.of(), List.of());
    }

    private static List<Long> alerts(List<Change> changes) {
        return changes.stream().flatMap(change -> change.alerts().stream()).toList();
    }
}
