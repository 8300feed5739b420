package io.sixgrid.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.change.Change;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RelayBatchTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void changes_are_gathered_until_their_events_are_enough() {
        List<RelayBatch> batches = RelayBatch.of(List.of(change(1, 4), change(2, 6), change(3, 1), change(4, 0)), 10);
        assertThat(batches).extracting(RelayBatch::end).containsExactly(2L, 4L);
        assertThat(batches.get(0).events()).containsExactly(10L, 11L, 12L, 13L, 20L, 21L, 22L, 23L, 24L, 25L);
    }

    @Test
    void a_change_larger_than_a_batch_is_one_of_its_own() {
        List<RelayBatch> batches = RelayBatch.of(List.of(change(1, 1), change(2, 11), change(3, 1)), 10);
        assertThat(batches).extracting(RelayBatch::end).containsExactly(1L, 2L, 3L);
    }

    @Test
    void of_no_changes_there_is_no_batch() {
        assertThat(RelayBatch.of(List.of(), 10)).isEmpty();
    }

    /** Changes are numbered after their commits, so one that was made earlier may come later. */
    @Test
    void a_batch_knows_when_its_oldest_and_its_newest_change_were_made() {
        RelayBatch batch = new RelayBatch(List.of(change(7, 1), change(3, 1), change(5, 1)));
        assertThat(batch.madeFrom()).isEqualTo(NOON.plusSeconds(3));
        assertThat(batch.madeTo()).isEqualTo(NOON.plusSeconds(7));
    }

    /** Made as many seconds after noon as its number says, with events of ids from ten times its number on. */
    private static Change change(long seq, int events) {
        List<Long> ids = LongStream.range(seq * 10, seq * 10 + events).boxed().toList();
        return new Change(seq, NOON.plusSeconds(seq), ids, List.of(), List.of(), List.of(), OptionalLong.empty());
    }
}
