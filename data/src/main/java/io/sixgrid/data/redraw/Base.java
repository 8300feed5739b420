package io.sixgrid.data.redraw;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.StoredPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/** Stored boundaries, indexed for redrawing. Immutable: all drafts that begin from them share it. */
public final class Base {
    private final StoredPlan stored;
    private final Map<Long, Piece> pieces = new HashMap<>();
    private final Map<Long, List<Long>> children = new HashMap<>();
    private final STRtree tiling = new STRtree();

    private Base(StoredPlan stored) {
        this.stored = stored;
    }

    public static Base of(StoredPlan stored) {
        Base base = new Base(stored);
        stored.plan().grids().forEach(base::add);
        base.tiling.build();
        return base;
    }

    private void add(Grid grid) {
        long id = requireNonNull(stored.ids().get(grid.code()), grid.code());
        long parent =
                grid.parent() == null ? Piece.NONE : requireNonNull(stored.ids().get(grid.parent()));
        pieces.put(id, Piece.of(id, parent, grid));
        children.computeIfAbsent(parent, none -> new ArrayList<>()).add(id);
        if (stored.plan().scheme().level(grid.level()).tiling()) {
            tiling.insert(grid.shape().getEnvelopeInternal(), id);
        }
    }

    public StoredPlan stored() {
        return stored;
    }

    Optional<Piece> piece(long id) {
        return Optional.ofNullable(pieces.get(id));
    }

    Optional<Piece> piece(String code) {
        return Optional.ofNullable(stored.ids().get(code)).map(pieces::get);
    }

    /** Identities of the grids right below, in the order of the plan. */
    List<Long> children(long id) {
        return children.getOrDefault(id, List.of());
    }

    /** Tiling grids, leaves and wider ones, whose envelope meets {@code where}. */
    List<Long> tilingNear(Envelope where) {
        List<Long> near = new ArrayList<>();
        tiling.query(where, found -> near.add((Long) found));
        return near;
    }
}
