package io.sixgrid.data.impact;

import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Located;
import io.sixgrid.data.place.LocatorGrid;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.redraw.Edit;
import io.sixgrid.data.redraw.Piece;
import io.sixgrid.data.redraw.Sketch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;

/**
 * Where owners may differ: the leaves that changed, lie in another wider grid, or hold contained grids that changed. Whoever is
 * asked of a point there is the product's own locator, built of those leaves and their neighbours, so that the border rule is one.
 */
final class Region {
    private final Sketch before;
    private final Sketch after;
    private final TreeSet<Long> leaves = new TreeSet<>();
    private final List<Piece> around;
    private final GridLocator locator;

    Region(Sketch before, Sketch after, Edit edit) {
        this.before = before;
        this.after = after;
        Map<Long, Piece> was = byId(edit.before());
        Map<Long, Piece> is = byId(edit.after());
        was.values().forEach(piece -> add(before, piece, Optional.ofNullable(is.get(piece.id()))));
        is.values().forEach(piece -> add(after, piece, Optional.ofNullable(was.get(piece.id()))));
        around = findAround();
        locator = locatorAfter();
    }

    private static Map<Long, Piece> byId(List<Piece> pieces) {
        Map<Long, Piece> byId = new LinkedHashMap<>();
        pieces.forEach(piece -> byId.put(piece.id(), piece));
        return byId;
    }

    private void add(Sketch side, Piece piece, Optional<Piece> other) {
        boolean elsewhere = other.isEmpty() || other.get().parent() != piece.parent();
        if (!side.tiling(piece)) {
            if (elsewhere || reshaped(piece, other)) {
                leafOf(side, piece).ifPresent(leaf -> leaves.add(leaf.id()));
            }
        } else if (side.leaf(piece)) {
            if (elsewhere || reshaped(piece, other)) {
                leaves.add(piece.id());
            }
        } else if (elsewhere) {
            // All that is below it comes to lie in another wider grid. Where only its border moved, its leaves say so.
            addBelow(side, piece);
        }
    }

    private static boolean reshaped(Piece piece, Optional<Piece> other) {
        return other.isEmpty() || !other.get().shape().equalsExact(piece.shape());
    }

    private void addBelow(Sketch side, Piece piece) {
        for (Piece child : side.children(piece.id())) {
            if (side.tiling(child)) {
                if (side.leaf(child)) {
                    leaves.add(child.id());
                } else {
                    addBelow(side, child);
                }
            }
        }
    }

    /** The leaf that a grid is or lies in. */
    static Optional<Piece> leafOf(Sketch side, Piece piece) {
        return side.tiling(piece)
                ? Optional.of(piece)
                : side.ancestors(piece).stream().filter(side::tiling).findFirst();
    }

    /** The leaves of one side, by identity. */
    List<Piece> leaves(Sketch side) {
        return leaves.stream()
                .map(side::piece)
                .flatMap(Optional::stream)
                .filter(side::leaf)
                .toList();
    }

    List<Envelope> envelopes() {
        return Stream.of(before, after)
                .flatMap(side -> leaves(side).stream())
                .map(leaf -> leaf.shape().getEnvelopeInternal())
                .toList();
    }

    /** Leaves beside the region that stay as they are. */
    List<Piece> around() {
        return around;
    }

    private List<Piece> findAround() {
        Map<Long, Piece> found = new HashMap<>();
        for (Envelope where : envelopes()) {
            after.leavesNear(where).forEach(leaf -> found.put(leaf.id(), leaf));
        }
        leaves.forEach(found::remove);
        return found.values().stream()
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }

    /**
     * Where a point would be; empty where nothing about it differs, so that it stays where it was.
     *
     * @param was where it is by the stored boundaries
     */
    Optional<Located> after(Located was, LonLat point) {
        Located is = locator.locate(point);
        // A point that touches none of these leaves, before or after, touches the same grids as before.
        return concerns(was) || concerns(is) ? Optional.of(is) : Optional.empty();
    }

    private boolean concerns(Located located) {
        return holds(located.chain()) || holds(located.touching());
    }

    private boolean holds(Collection<GridRef> refs) {
        return refs.stream().anyMatch(ref -> leaves.contains(ref.id()));
    }

    private GridLocator locatorAfter() {
        Map<Long, LocatorGrid> grids = new LinkedHashMap<>();
        List<Piece> all = new ArrayList<>(leaves(after));
        all.addAll(around);
        for (Piece leaf : all) {
            after.ancestors(leaf)
                    .forEach(
                            above -> grids.put(above.id(), new LocatorGrid(ref(above), above.parent(), above.shape())));
            addContents(leaf, grids);
        }
        return new GridLocator(after.scheme().deepestTiling(), grids.values());
    }

    private void addContents(Piece piece, Map<Long, LocatorGrid> grids) {
        grids.put(piece.id(), new LocatorGrid(ref(piece), piece.parent(), piece.shape()));
        after.children(piece.id()).forEach(child -> addContents(child, grids));
    }

    private static GridRef ref(Piece piece) {
        return new GridRef(piece.id(), piece.level(), piece.code(), piece.name());
    }
}
