package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionQueryStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the boundaries that drafts begin on and are published on; the last few are kept. Safe for use by several threads,
 * of which one reads at a time: a city takes memory.
 */
public final class Bases {
    private static final int KEPT = 4;

    private final GridStore schemes;
    private final PlanStore plans;
    private final RevisionQueryStore revisions;
    private final Map<Key, Base> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Base> eldest) {
            return size() > KEPT;
        }
    };

    public Bases(GridStore schemes, PlanStore plans, RevisionQueryStore revisions) {
        this.schemes = schemes;
        this.plans = plans;
        this.revisions = revisions;
    }

    /** Boundaries are the same from one change to the next, as they were believed since a revision. */
    private record Key(String scheme, long revision, Instant since) {}

    /** Boundaries of a moment, as we believe now. */
    public Base now(String scheme, Instant at) {
        StoredScheme stored = scheme(scheme);
        return read(stored, schemes.revision(stored), at, Optional.empty());
    }

    /** Boundaries of a moment, as they were believed when a revision was recorded. */
    public Base believed(String scheme, Draft.Begun begun) {
        StoredScheme stored = scheme(scheme);
        long newest = schemes.revision(stored);
        Optional<Instant> known = newest == begun.revision()
                ? Optional.empty()
                : Optional.of(revisions
                        .find(begun.revision())
                        .orElseThrow(() -> SixgridException.notFound("no revision with number " + begun.revision()))
                        .recorded());
        return read(stored, begun.revision(), begun.at(), known);
    }

    private StoredScheme scheme(String code) {
        return schemes.scheme(code)
                .orElseThrow(() -> SixgridException.invalid("scheme", "no scheme with code " + code));
    }

    private synchronized Base read(StoredScheme scheme, long revision, Instant at, Optional<Instant> known) {
        Instant since = known.isPresent() ? at : schemes.lastChange(scheme, at).orElse(at);
        return get(
                new Key(scheme.scheme().code(), revision, since),
                () -> plans.read(scheme, since, known)
                        .map(Base::of)
                        .orElseThrow(() -> SixgridException.invalid(
                                "at", "the scheme " + scheme.scheme().code() + " has no boundaries at " + at)));
    }

    private Base get(Key key, Supplier<Base> reading) {
        Base base = kept.get(key);
        if (base == null || base.stored().revision() != key.revision()) {
            base = reading.get();
            kept.put(key, base);
        }
        return base;
    }
}
