package io.sixgrid.data.device;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * When ingest heard what devices publish, and when it did not: silence counts only the former. It hears while some worker
 * receives and commits, none that is there has a problem, and none has more in hand than a few batches; after a gap it must
 * have done so for half a minute, because what the broker kept comes first. Safe for use by several threads and processes.
 */
public final class HearingStore {
    /** A look that comes late, or a worker that was stuck so long, is no gap. */
    private static final Duration GAP = Duration.ofSeconds(15);

    private static final Duration STEADY = Duration.ofSeconds(30);

    /** More than this in hand is a backlog, and what it holds is news of who is there. */
    private static final int BACKLOG = 5_000;

    // A worker that was not seen for a minute is gone for good, as far as anybody can tell.
    private static final String LOOK = """
            select heard, looked, steady, coalesce((
                select bool_and(problem is null and in_hand <= :backlog and seen > clock_timestamp() - interval '5 seconds')
                from ingest_run where not leaving and seen > clock_timestamp() - interval '1 minute'), false) as hears
            from hearing for update skip locked
            """;
    private static final String WRITE = """
            update hearing set heard = :heard, looked = :looked, steady = :steady
            """;
    private static final String GAP_IS_OVER = """
            insert into hearing_gap (since, until) values (:since, :until) on conflict (since) do nothing
            """;
    private static final String GAPS = "select since, until from hearing_gap order by since";
    // Longer than any interval of silence.
    private static final String FORGET =
            "delete from hearing_gap where until < :now::timestamptz - interval '400 days'";

    private final Jdbi jdbi;

    public HearingStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private record Heard(Instant heard, Instant looked, Optional<Instant> steady, boolean hears) {}

    /** A time in which nothing was heard. */
    record Gap(Instant since, Instant until) {
        /** {@code due}, put off by what of this gap lies between {@code from} and it. */
        Instant putOff(Instant from, Instant due) {
            Instant start = since.isAfter(from) ? since : from;
            return start.isBefore(due) && start.isBefore(until) ? due.plus(Duration.between(start, until)) : due;
        }
    }

    /** Whether everything that was published until {@code now} is heard; false too when another process is just looking. */
    public boolean hears(Instant now) {
        return jdbi.inTransaction(handle -> handle.createQuery(LOOK)
                .bind("backlog", BACKLOG)
                .map((row, context) -> new Heard(
                        row.getTimestamp("heard").toInstant(),
                        row.getTimestamp("looked").toInstant(),
                        Optional.ofNullable(row.getTimestamp("steady")).map(Timestamp::toInstant),
                        row.getBoolean("hears")))
                .findOne()
                .map(before -> note(handle, before, now))
                .orElse(false));
    }

    private static boolean note(Handle handle, Heard before, Instant now) {
        if (!before.hears()) {
            write(handle, before.heard(), now, null);
            return false;
        }
        boolean looking = before.looked().plus(GAP).isAfter(now);
        Instant steady = before.steady().filter(moment -> looking).orElse(now);
        boolean gap = before.heard().plus(GAP).isBefore(now);
        if (gap && steady.plus(STEADY).isAfter(now)) {
            write(handle, before.heard(), now, steady);
            return false;
        }
        if (gap) {
            handle.createUpdate(GAP_IS_OVER)
                    .bind("since", before.heard())
                    .bind("until", steady)
                    .execute();
            handle.createUpdate(FORGET).bind("now", now).execute();
        }
        write(handle, now, now, steady);
        return true;
    }

    /** The times in which nothing was heard, in their order. */
    static List<Gap> gaps(Handle handle) {
        return handle.createQuery(GAPS)
                .map((row, context) -> new Gap(
                        row.getTimestamp("since").toInstant(),
                        row.getTimestamp("until").toInstant()))
                .list();
    }

    private static void write(Handle handle, Instant heard, Instant looked, @Nullable Instant steady) {
        handle.createUpdate(WRITE)
                .bind("heard", heard)
                .bind("looked", looked)
                .bind("steady", steady)
                .execute();
    }
}
