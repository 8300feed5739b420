package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Located;
import io.sixgrid.data.place.LonLat;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The boundaries of one scheme as this process answers by them: the locator of now, the next one ready before its
 * moment comes, and those of the past on demand. Safe for use by several threads; whoever wires calls {@link #refresh}
 * each second, and whoever publishes here calls it at once.
 */
public final class Boundaries {
    /** A locator, the revision it was read at, and the half-open time [from, until) for which it answers. */
    private record Period(
            GridLocator locator,
            long revision,
            Instant from,
            @Nullable Instant until) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && (until == null || at.isBefore(until));
        }
    }

    /** The present and, when a change is scheduled, what comes after it. */
    private record State(
            StoredScheme scheme, Period now, @Nullable Period next) {}

    /** A point's chain, and the revision that was in force for the answer. */
    public record Placed(Located located, long revision) {}

    private static final int PAST_KEPT = 4;

    private final GridStore store;
    private final String schemeCode;
    private final Clock clock;
    private final Map<Long, GridRef> formerGrids = new ConcurrentHashMap<>();
    private final List<Period> past = new ArrayList<>();
    private volatile @Nullable State state;

    public Boundaries(GridStore store, String schemeCode, Clock clock) {
        this.store = store;
        this.schemeCode = schemeCode;
        this.clock = clock;
    }

    /** Reads what changed in the database. The first call loads; it fails when the scheme does not exist. */
    public synchronized void refresh() {
        Instant now = clock.instant();
        State known = state;
        StoredScheme scheme = known == null ? store.requireScheme(schemeCode) : known.scheme();
        long revision = store.revision(scheme);
        if (known == null || known.now().revision() != revision) {
            synchronized (past) {
                past.clear();
            }
            formerGrids.clear();
            Period current = load(scheme, now, revision, Optional.empty());
            state = new State(scheme, current, after(scheme, current, revision));
        } else if (!known.now().holds(now) && known.next() != null) {
            state = new State(scheme, known.next(), after(scheme, known.next(), revision));
        }
    }

    /** The scheme whose boundaries these are. */
    public Scheme scheme() {
        return required().scheme().scheme();
    }

    /** The number of the newest revision that this process has read. */
    public long revision() {
        return required().now().revision();
    }

    /** The locator of now: right to the moment, even between two refreshes. */
    public GridLocator current() {
        return at(clock.instant());
    }

    /** The locator of {@code at}; a past or a far future one is read from the database on first use. */
    public GridLocator at(Instant at) {
        return period(at).locator();
    }

    /**
     * The locator of {@code at} as it was believed at {@code known}; before the first boundaries were recorded it knows no
     * grid.
     *
     * @param known empty means as we believe now
     */
    public GridLocator at(Instant at, Optional<Instant> known) {
        return period(at, known).locator();
    }

    /** Since when the boundaries of {@code at} apply; {@link Instant#MIN} where none apply yet. */
    public Instant since(Instant at) {
        return period(at).from();
    }

    /** Where {@code point} is at {@code at}. */
    public Placed place(LonLat point, Instant at) {
        return place(point, at, Optional.empty());
    }

    /** Where {@code point} is at {@code at}, as it was believed at {@code known}; empty means as we believe now. */
    public Placed place(LonLat point, Instant at, Optional<Instant> known) {
        Period period = period(at, known);
        return new Placed(period.locator().locate(point), period.revision());
    }

    /** Names grids by id, in the order given; those that are retired keep their last name. */
    public List<GridRef> named(List<Long> gridIds) {
        GridLocator locator = current();
        List<GridRef> named = new ArrayList<>(gridIds.size());
        List<Long> unknown = new ArrayList<>();
        for (Long id : gridIds) {
            if (locator.grid(id).isEmpty() && !formerGrids.containsKey(id)) {
                unknown.add(id);
            }
        }
        if (!unknown.isEmpty()) {
            formerGrids.putAll(store.refs(unknown));
        }
        for (Long id : gridIds) {
            Optional<GridRef> ref = locator.grid(id).or(() -> Optional.ofNullable(formerGrids.get(id)));
            ref.ifPresent(named::add);
        }
        return named;
    }

    /** The same as they were called at a time; those that there were not then as {@link #named(List)} calls them. */
    public List<GridRef> named(List<Long> gridIds, AsOf then) {
        GridLocator locator = at(then.at(), then.known());
        return gridIds.stream()
                .flatMap(id -> locator.grid(id).map(Stream::of).orElseGet(() -> named(List.of(id)).stream()))
                .toList();
    }

    private Period period(Instant at) {
        State known = required();
        if (known.now().holds(at)) {
            return known.now();
        }
        if (known.next() != null && known.next().holds(at)) {
            return known.next();
        }
        return kept(at, known.now().revision(), Optional.empty());
    }

    /** A belief is as good as any other with the same newest revision: so many moments of it need one locator. */
    private Period period(Instant at, Optional<Instant> known) {
        if (known.isEmpty()) {
            return period(at);
        }
        State state = required();
        long revision = store.revision(state.scheme(), known);
        return revision >= state.now().revision() ? period(at) : kept(at, revision, known);
    }

    private Period kept(Instant at, long revision, Optional<Instant> known) {
        synchronized (past) {
            for (Period period : past) {
                if (period.revision() == revision && period.holds(at)) {
                    return period;
                }
            }
            Period loaded = load(required().scheme(), at, revision, known);
            past.add(0, loaded);
            if (past.size() > PAST_KEPT) {
                past.remove(past.size() - 1);
            }
            return loaded;
        }
    }

    private @Nullable Period after(StoredScheme scheme, Period current, long revision) {
        return current.until() == null ? null : load(scheme, current.until(), revision, Optional.empty());
    }

    private Period load(StoredScheme scheme, Instant at, long revision, Optional<Instant> known) {
        return new Period(
                store.locator(scheme, at, known),
                revision,
                store.lastChange(scheme, at, known).orElse(Instant.MIN),
                store.nextChange(scheme, at, known).orElse(null));
    }

    private State required() {
        State known = state;
        if (known == null) {
            throw SixgridException.unavailable("no boundaries are loaded yet; try again later", null);
        }
        return known;
    }
}
