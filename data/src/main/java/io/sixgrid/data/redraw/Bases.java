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
    private static final int BEGUN = 200;

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

    // What a draft was begun on never changes: no operation asks again which boundaries those are.
    private final Map<Asked, Key> begun = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Key> eldest) {
            return size() > BEGUN;
        }
    };

    public Bases(GridStore schemes, PlanStore plans, RevisionQueryStore revisions) {
        this.schemes = schemes;
        this.plans = plans;
        this.revisions = revisions;
    }

    /** Boundaries are the same from one change to the next, as they were believed since a revision. */
    private record Key(String scheme, long revision, Instant since) {}

    /** What drafts ask for. */
    private record Asked(String scheme, Draft.Begun begun) {}

    /** Boundaries of a moment, as we believe now. */
    public Base now(String scheme, Instant at) {
        StoredScheme stored = scheme(scheme);
        return read(stored, new Draft.Begun(schemes.revision(stored), at), Optional.empty());
    }

    /** Boundaries of a moment, as they were believed when a revision was recorded. */
    public Base believed(String scheme, Draft.Begun begun) {
        Optional<Base> known = known(new Asked(scheme, begun));
        return known.isPresent() ? known.get() : read(scheme, begun);
    }

    private synchronized Optional<Base> known(Asked asked) {
        return Optional.ofNullable(begun.get(asked)).map(kept::get);
    }

    private Base read(String scheme, Draft.Begun begun) {
        StoredScheme stored = scheme(scheme);
        long newest = schemes.revision(stored);
        Optional<Instant> known = newest == begun.revision()
                ? Optional.empty()
                : Optional.of(revisions
                        .find(begun.revision())
                        .orElseThrow(() -> SixgridException.notFound("no revision with number " + begun.revision()))
                        .recorded());
        Base base = read(stored, begun, known);
        if (known.isPresent() || base.stored().revision() == begun.revision()) {
            return base;
        }
        // Somebody published between the two questions: it is not the newest any more.
        return read(scheme, begun);
    }

    private StoredScheme scheme(String code) {
        return schemes.scheme(code)
                .orElseThrow(() -> SixgridException.invalid("scheme", "no scheme with code " + code));
    }

    private synchronized Base read(StoredScheme scheme, Draft.Begun asked, Optional<Instant> known) {
        Instant at = asked.at();
        Instant since = known.isPresent() ? at : schemes.lastChange(scheme, at).orElse(at);
        Key key = new Key(scheme.scheme().code(), asked.revision(), since);
        Base base = get(
                key,
                () -> plans.read(scheme, since, known)
                        .map(Base::of)
                        .orElseThrow(() -> SixgridException.invalid(
                                "at", "the scheme " + scheme.scheme().code() + " has no boundaries at " + at)));
        if (base.stored().revision() == key.revision()) {
            begun.put(new Asked(key.scheme(), asked), key);
        }
        return base;
    }

    private Base get(Key key, Supplier<Base> reading) {
        Base known = kept.get(key);
        if (known != null) {
            return known;
        }
        Base base = reading.get();
        if (base.stored().revision() == key.revision()) {
            kept.put(key, base);
        }
        return base;
    }
}
