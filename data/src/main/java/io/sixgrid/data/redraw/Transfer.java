package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Polygon;

/**
 * Gives land from one grid to another: a patch, or contained grids with the land that they lie on; or grids below a wider
 * grid to another wider one.
 *
 * @param from code; empty where it is unassigned land
 * @param to   code; empty where it becomes unassigned
 */
record Transfer(
        Optional<String> from, Optional<String> to, Optional<Polygon> patch, List<String> grids, Straddling straddling)
        implements Operation {
    Transfer {
        grids = List.copyOf(grids);
        if (patch.isPresent() == !grids.isEmpty()) {
            throw SixgridException.invalid("patch", "what is given is a patch, or grids: one of the two");
        }
        if (from.equals(to)) {
            throw SixgridException.invalid("to", "from and to are the same: " + from.orElse("unassigned land"));
        }
        if (!grids.isEmpty() && (from.isEmpty() || to.isEmpty())) {
            throw SixgridException.invalid(
                    from.isEmpty() ? "from" : "to",
                    (from.isEmpty() ? "from" : "to") + " is missing: grids have a parent");
        }
    }

    static Transfer read(OperationMembers members) {
        return new Transfer(
                members.optionalText("from"),
                members.optionalText("to"),
                members.optionalPolygon("patch"),
                members.codes("grids"),
                Straddling.read(members));
    }

    @Override
    public String kind() {
        return "transfer";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        if (patch.isPresent()) {
            proposePatch(sketch, patch.get(), changes);
            return;
        }
        Piece giver = sketch.required(from.orElseThrow(), "from");
        Piece taker = sketch.required(to.orElseThrow(), "to");
        List<Piece> given =
                grids.stream().map(code -> child(sketch, giver, code)).toList();
        if (Drawn.drawn(sketch, giver)) {
            requireOneGround(sketch, List.of(giver, Drawn.required(sketch, taker.code(), "to")));
            GiveGrids.propose(sketch, giver, taker, given, changes);
        } else {
            given.forEach(child -> changes.change(child, now -> now.withParent(taker.id())));
        }
    }

    private static Piece child(Sketch sketch, Piece giver, String code) {
        Piece child = sketch.required(code, "grids");
        if (child.parent() != giver.id()) {
            throw SixgridException.conflict("grid " + code + " is not right below " + giver.code())
                    .in("grids");
        }
        return child;
    }

    private void proposePatch(Sketch sketch, Polygon drawn, Changes changes) {
        Optional<Piece> giver = from.map(code -> Drawn.required(sketch, code, "from"));
        Optional<Piece> taker = to.map(code -> Drawn.required(sketch, code, "to"));
        List<Piece> both = Stream.of(giver, taker).flatMap(Optional::stream).toList();
        requireOneGround(sketch, both);
        Ground ground = Ground.of(sketch, both.get(0));
        Holding receiving = taker.map(ground::of).orElseGet(ground::unassign);
        List<Holding> giving = giver.map(piece -> List.of(ground.of(piece))).orElseGet(() -> ground.free(drawn));
        List<Holding> beside = new ArrayList<>(giving);
        beside.add(receiving);
        Ground.Patch land = ground.node(drawn, beside);
        boolean any = false;
        for (Holding one : giving) {
            any |= ground.move(land, one, receiving);
        }
        if (!any) {
            throw SixgridException.conflict(
                            "no land of " + from.map(code -> "grid " + code).orElse("nobody") + " lies in the patch")
                    .in("patch");
        }
        giver.filter(piece -> ground.of(piece).shape().isEmpty()).ifPresent(piece -> {
            throw SixgridException.conflict("the patch takes all the land of grid " + piece.code()
                            + ": merge it with another, or retire it")
                    .in("patch");
        });
        Contents.settle(ground, both, straddling, changes);
        Households.follow(ground);
        ground.commit(changes);
    }

    private static void requireOneGround(Sketch sketch, List<Piece> both) {
        if (both.size() == 2) {
            Piece giver = both.get(0);
            Piece taker = both.get(1);
            boolean one = sketch.tiling(giver)
                    ? sketch.tiling(taker)
                    : !sketch.tiling(taker) && giver.parent() == taker.parent();
            if (!one) {
                throw SixgridException.conflict("grids " + giver.code() + " and " + taker.code()
                                + " are neither both leaves nor contained in one grid")
                        .in("to");
            }
        }
    }
}
