package io.sixgrid.geo.grid;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridQueryStore;
import io.sixgrid.data.grid.GridStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The boundaries of every scheme that somebody asked for; those of the default scheme are there from the start. Safe for
 * use by several threads; whoever wires calls {@link #refresh} each second from one thread.
 */
public final class Schemes {
    private final Boundaries standard;
    private final GridStore store;
    private final GridQueryStore queries;
    private final Clock clock;
    private final Map<String, Boundaries> others = new ConcurrentHashMap<>();

    public Schemes(Boundaries standard, GridStore store, GridQueryStore queries, Clock clock) {
        this.standard = standard;
        this.store = store;
        this.queries = queries;
        this.clock = clock;
    }

    /** Reads what changed in the database, of every scheme known here. */
    public void refresh() {
        standard.refresh();
        others.values().forEach(Boundaries::refresh);
    }

    /** The boundaries of the scheme of that code, of the default one without a code. */
    public Boundaries boundaries(Optional<String> code) {
        if (code.isEmpty() || code.get().equals(standard.scheme().code())) {
            return standard;
        }
        return others.computeIfAbsent(code.get(), this::load);
    }

    /** The grid that a filter of a list names, retired ones included. */
    public Optional<Long> gridId(Optional<String> scheme, Optional<String> gridCode) {
        return gridCode.map(code -> queries.idOf(boundaries(scheme).scheme().code(), code)
                .orElseThrow(() -> SixgridException.invalid("grid", "no grid with code " + code)));
    }

    private Boundaries load(String code) {
        if (store.scheme(code).isEmpty()) {
            throw SixgridException.invalid("scheme", "no scheme with code " + code);
        }
        Boundaries boundaries = new Boundaries(store, code, clock);
        boundaries.refresh();
        return boundaries;
    }
}
