package io.sixgrid.geo.grid;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridQueryStore;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.SchemeQueryStore;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.InGrid;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The boundaries of every scheme that somebody asked for; those of the default scheme are there from the start. Safe for
 * use by several threads; whoever wires calls {@link #refresh} each second from one thread.
 */
public final class Schemes {
    private final Boundaries standard;
    private final Stores stores;
    private final Clock clock;
    private final Map<String, Boundaries> others = new ConcurrentHashMap<>();

    /** Where schemes and grids are read. */
    public record Stores(GridStore grids, GridQueryStore queries, SchemeQueryStore schemes) {}

    public Schemes(Boundaries standard, Stores stores, Clock clock) {
        this.standard = standard;
        this.stores = stores;
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

    /** The codes that {@code text} lists with commas, of all schemes where it is {@code *}; the default one first then. */
    public List<String> named(String text) {
        if (text.equals("*")) {
            return stores.schemes().codes();
        }
        return Stream.of(text.split(",", -1)).map(String::strip).distinct().toList();
    }

    /** The grid of the default scheme that chains are to hold, retired ones included; other schemes are refused. */
    public Optional<Long> gridId(Optional<String> scheme, Optional<String> gridCode) {
        if (gridCode.isPresent() && boundaries(scheme) != standard) {
            throw SixgridException.invalid(
                    "scheme",
                    "grids of scheme " + scheme.orElseThrow()
                            + " are known by where things are, which is not asked here;"
                            + " alerts, incidents, devices and video-points take them");
        }
        return gridCode.map(code -> id(standard, code));
    }

    /**
     * The grid that a list is asked for, of any scheme.
     *
     * @param then when things are to have been in it; empty means now
     */
    public GridFilter filter(Optional<String> scheme, Optional<String> gridCode, Optional<AsOf> then) {
        Boundaries boundaries = boundaries(scheme);
        if (gridCode.isEmpty()) {
            return GridFilter.none();
        }
        long id = id(boundaries, gridCode.get());
        if (boundaries == standard) {
            return GridFilter.ofChain(new InGrid(id, then));
        }
        AsOf moment = then.orElseGet(() -> new AsOf(clock.instant(), Optional.empty()));
        BoundingBox box = stores.schemes()
                .box(id, moment)
                .orElseThrow(() -> SixgridException.invalid(
                        "grid",
                        "grid " + gridCode.get() + " of scheme "
                                + boundaries.scheme().code()
                                + " is not in force then, and what is in it is found by where things are"));
        return GridFilter.ofPlace(id, box, boundaries.at(moment.at(), moment.known()));
    }

    private long id(Boundaries boundaries, String code) {
        return stores.queries()
                .idOf(boundaries.scheme().code(), code)
                .orElseThrow(() -> SixgridException.invalid("grid", "no grid with code " + code));
    }

    private Boundaries load(String code) {
        if (stores.grids().scheme(code).isEmpty()) {
            throw SixgridException.invalid("scheme", "no scheme with code " + code);
        }
        Boundaries boundaries = new Boundaries(stores.grids(), code, clock);
        boundaries.refresh();
        return boundaries;
    }
}
