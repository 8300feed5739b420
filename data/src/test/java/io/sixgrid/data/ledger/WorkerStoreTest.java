package io.sixgrid.data.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.ledger.WorkerStore.Orders;
import io.sixgrid.data.ledger.WorkerStore.Standing;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class WorkerStoreTest {
    private Jdbi jdbi;
    private WorkerStore workers;

    @BeforeEach
    void no_workers(TestDatabase database) {
        jdbi = database.jdbi();
        workers = new WorkerStore(jdbi);
    }

    @Test
    void the_oldest_run_that_is_there_leads() {
        long first = workers.begin("first");
        long second = workers.begin("second");
        assertThat(beat(first)).contains(new Orders(true, false));
        assertThat(beat(second)).contains(new Orders(false, false));
        silentSince(first, "1 minute");
        assertThat(beat(second)).contains(new Orders(true, false));
    }

    @Test
    void a_run_that_was_ended_hears_it() {
        long run = workers.begin("w");
        workers.begin("w");
        assertThat(beat(run)).isEmpty();
        assertThat(workers.committedBatch(run)).isEmpty();
    }

    @Test
    void a_worker_is_asked_to_leave_by_name_and_only_one_that_is_there_can_be() {
        long run = workers.begin("w");
        workers.begin("another");
        assertThat(workers.askToLeave("w")).isTrue();
        assertThat(beat(run)).contains(new Orders(true, true));
        assertThat(workers.askToLeave("nobody")).isFalse();
    }

    @Test
    void the_last_worker_is_not_asked_to_leave_for_then_nobody_would_receive() {
        workers.begin("w");
        assertThatThrownBy(() -> workers.askToLeave("w"))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("no other worker receives");
    }

    @Test
    void what_a_silent_run_has_in_hand_counts_as_returned_until_it_is_heard_again() {
        long run = workers.begin("w");
        jdbi.useTransaction(h -> WorkerStore.write(
                h, run, standing(1, 5), Map.of("s", Outcomes.stored("s", 1, 0).plus(Outcomes.duplicate("s")))));
        assertThat(entry()).isEqualTo(new LedgerStore.Entry("s", 5, 0, new Outcomes("s", 1, 1, 0, 0, 1, 0, 0)));
        silentSince(run, "2 minutes");
        assertThat(entry().received()).isEqualTo(2);
        assertThat(entry().returned()).isEqualTo(3);
        beat(run, standing(1, 5));
        assertThat(entry().inFlight()).isEqualTo(3);
        workers.end(run);
        assertThat(entry().received()).isEqualTo(2);
        assertThat(entry().returned()).isEqualTo(3);
    }

    @Test
    void a_run_away_for_a_day_is_ended_by_whoever_begins_next() {
        silentSince(workers.begin("gone"), "25 hours");
        workers.begin("here");
        assertThat(workers.all()).extracting(WorkerStore.Worker::worker).containsExactly("here");
    }

    private LedgerStore.Entry entry() {
        return new LedgerStore(jdbi).sources().get(0);
    }

    private Optional<Orders> beat(long run) {
        return beat(run, new Standing(0, 0, Optional.empty(), Map.of()));
    }

    private Optional<Orders> beat(long run, Standing standing) {
        return workers.beat(run, standing);
    }

    private static Standing standing(long batch, long received) {
        return new Standing(batch, 0, Optional.empty(), Map.of("s", received));
    }

    private void silentSince(long run, String interval) {
        jdbi.useHandle(h -> h.execute("update ingest_run set seen = seen - ?::interval where id = ?", interval, run));
    }
}
