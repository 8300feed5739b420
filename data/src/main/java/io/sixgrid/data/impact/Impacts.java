package io.sixgrid.data.impact;

import io.sixgrid.data.redraw.Base;
import io.sixgrid.data.redraw.Drafts;
import io.sixgrid.data.redraw.Sketch;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.WeakHashMap;

/** Says what drafts would change. Safe for use by several threads. */
public final class Impacts {
    private static final int MONTHS = 12;

    private final ImpactStore store;
    private final Clock clock;
    // As long as somebody has the boundaries, what was computed of them is kept.
    private final Map<Base, Survey> surveys = new WeakHashMap<>();

    public Impacts(ImpactStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param approver the widest level whose borders an approver may move: 1 for all grids, 0 for the outline too
     * @param hashes   whether each untouched grid is told of with its hash
     */
    public record Question(int approver, boolean hashes) {}

    /** What the draft would change, as its sketch is now; to be asked within {@link Drafts#read}. */
    public Impact of(Sketch sketch, Question question) {
        Instant since =
                clock.instant().atOffset(ZoneOffset.UTC).minusMonths(MONTHS).toInstant();
        return new Assessment(store, survey(sketch.base()), sketch, since).impact(question);
    }

    private Survey survey(Base base) {
        synchronized (surveys) {
            return surveys.computeIfAbsent(base, Survey::new);
        }
    }
}
