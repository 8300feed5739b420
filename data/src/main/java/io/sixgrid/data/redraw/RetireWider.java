package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;

/** Ends a grid whose land is the sum of others': its heirs take those, or they end with it. */
final class RetireWider {
    private final Sketch sketch;
    private final Piece piece;
    private final Retire order;

    RetireWider(Sketch sketch, Piece piece, Retire order) {
        this.sketch = sketch;
        this.piece = piece;
        this.order = order;
    }

    void propose(Changes changes) {
        if (order.withContents() == !order.heirs().isEmpty()) {
            throw SixgridException.conflict(
                            "there are " + sketch.children(piece.id()).size() + " grids below " + piece.code()
                                    + ": name heirs for them, or retire it with its contents")
                    .in("heirs");
        }
        if (order.withContents()) {
            proposeWithContents(changes);
            return;
        }
        List<Piece> left = new ArrayList<>(sketch.children(piece.id()));
        for (Retire.Heir heir : order.heirs()) {
            for (String code : heir.grids()) {
                Piece child = left.stream()
                        .filter(one -> one.code().equals(code))
                        .findFirst()
                        .orElseThrow(() -> SixgridException.conflict(
                                        "grid " + code + " is not below " + piece.code() + ", or given already")
                                .in(heir.path() + "grids"));
                left.remove(child);
                take(child, heir, changes);
            }
        }
        order.heirs().stream().filter(Retire.Heir::takesRest).forEach(heir -> {
            left.forEach(child -> take(child, heir, changes));
            left.clear();
        });
        if (!left.isEmpty()) {
            throw SixgridException.conflict("no heir takes grid " + left.get(0).code())
                    .in("heirs");
        }
        changes.end(piece);
    }

    private void take(Piece child, Retire.Heir heir, Changes changes) {
        if (heir.patch().isPresent()) {
            throw SixgridException.invalid(
                    heir.path() + "patch",
                    "the land of grid " + piece.code() + " is the sum of others': its heirs take grids");
        }
        Piece taking = sketch.required(heir.code(), heir.path() + "code");
        if (Drawn.drawn(sketch, taking)) {
            throw SixgridException.conflict(
                            "grid " + heir.code() + " holds its land itself: no grid of a tiling level goes below it")
                    .in(heir.path() + "code");
        }
        changes.change(child, now -> now.withParent(taking.id()));
    }

    private void proposeWithContents(Changes changes) {
        Ground ground = Ground.ofLeaves(sketch);
        Holding nobody = ground.unassign();
        List<Geometry> lands = new ArrayList<>();
        collect(piece, lands);
        nobody.hold(Faces.join(lands));
        Retire.endAll(sketch, piece, changes);
        ground.commit(changes);
    }

    private void collect(Piece wider, List<Geometry> lands) {
        if (sketch.leaf(wider)) {
            lands.add(wider.shape());
        } else {
            sketch.children(wider.id()).forEach(child -> collect(child, lands));
        }
    }
}
