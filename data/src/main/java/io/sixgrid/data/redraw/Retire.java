package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Polygon;

/**
 * Ends a grid. Its heirs take its land and what is in it; without heirs the land is unassigned, a contained grid's its
 * parent's.
 *
 * @param heirs        in the order in which they take; one of them at most takes what is left
 * @param withContents whether what is below it ends too
 */
record Retire(String grid, List<Heir> heirs, boolean withContents, Straddling straddling) implements Operation {
    Retire {
        heirs = List.copyOf(heirs);
        Set<String> codes = new HashSet<>();
        boolean rest = false;
        for (Heir heir : heirs) {
            if (heir.code().equals(grid) || !codes.add(heir.code())) {
                throw SixgridException.invalid(
                        heir.path() + "code", heir.path() + "code is the grid's own or another heir's: " + heir.code());
            }
            if (rest && heir.takesRest()) {
                throw SixgridException.invalid(
                        heir.path() + "patch",
                        heir.path() + "patch is missing: another heir takes what is left already");
            }
            rest |= heir.takesRest();
        }
    }

    /**
     * One that takes land, or grids.
     *
     * @param path  of the member that names it, for messages
     * @param patch the land that it takes, empty for what is left; of a leaf or a contained grid
     * @param grids those that it takes, empty for those left; of a wider grid
     */
    record Heir(String path, String code, Optional<Polygon> patch, List<String> grids) {
        Heir {
            grids = List.copyOf(grids);
        }

        boolean takesRest() {
            return patch.isEmpty() && grids.isEmpty();
        }

        private static Heir read(String path, OperationMembers members) {
            Heir heir = new Heir(path, members.text("code"), members.optionalPolygon("patch"), members.codes("grids"));
            members.requireAllRead();
            return heir;
        }
    }

    static Retire read(OperationMembers members) {
        List<OperationMembers> given = members.objects("heirs");
        List<Heir> heirs = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            heirs.add(Heir.read("heirs[" + i + "].", given.get(i)));
        }
        return new Retire(members.text("grid"), heirs, members.flag("withContents"), Straddling.read(members));
    }

    @Override
    public String kind() {
        return "retire";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        Piece piece = sketch.required(grid, "grid");
        if (Drawn.drawn(sketch, piece)) {
            proposeDrawn(sketch, piece, changes);
        } else {
            new RetireWider(sketch, piece, this).propose(changes);
        }
    }

    private void proposeDrawn(Sketch sketch, Piece piece, Changes changes) {
        heirs.stream().filter(heir -> !heir.grids().isEmpty()).findFirst().ifPresent(heir -> {
            throw SixgridException.invalid(
                    heir.path() + "grids",
                    "the land of grid " + grid + " is given by patches: " + heir.path() + "grids");
        });
        Ground ground = Ground.of(sketch, piece);
        Holding whole = ground.of(piece);
        heirs.stream().filter(heir -> !heir.takesRest()).forEach(heir -> takePatch(ground, whole, heir));
        heirs.stream().filter(Heir::takesRest).forEach(heir -> takeRest(ground, whole, heir));
        if (!whole.shape().isEmpty()) {
            ground.giveAll(whole, ground.unassign());
        }
        if (withContents) {
            Drawn.contents(sketch, List.of(piece)).forEach(child -> endAll(sketch, child, changes));
        } else if (!ground.ofLeaves() && heirs.isEmpty()) {
            sketch.children(piece.id()).forEach(child -> changes.change(child, now -> now.withParent(piece.parent())));
        } else {
            Contents.settle(ground, List.of(piece), straddling, changes);
            count(sketch, ground, piece);
        }
        ground.commit(changes);
    }

    private void takePatch(Ground ground, Holding whole, Heir heir) {
        Holding taking = heir(ground, whole, heir);
        Ground.Patch patch = ground.node(heir.patch().orElseThrow(), List.of(whole, taking));
        if (!ground.move(patch, whole, taking)) {
            throw SixgridException.conflict(
                            "no land of grid " + grid + " that is left lies in " + heir.path() + "patch")
                    .in(heir.path() + "patch");
        }
    }

    private void takeRest(Ground ground, Holding whole, Heir heir) {
        Holding taking = heir(ground, whole, heir);
        if (whole.shape().isEmpty()) {
            throw SixgridException.conflict("nothing is left of grid " + grid + " for " + heir.code())
                    .in(heir.path() + "code");
        }
        ground.giveAll(whole, taking);
    }

    private Holding heir(Ground ground, Holding whole, Heir heir) {
        Sketch sketch = ground.sketch();
        Piece taking = Drawn.required(sketch, heir.code(), heir.path() + "code");
        Piece piece = whole.before().orElseThrow();
        boolean one = ground.ofLeaves() ? sketch.tiling(taking) : taking.parent() == piece.parent();
        if (!one) {
            throw SixgridException.conflict("grid " + heir.code() + " cannot take land of grid " + grid
                            + (ground.ofLeaves() ? ": it is of a contained level" : ": they have not one parent"))
                    .in(heir.path() + "code");
        }
        return ground.of(taking);
    }

    /** One that takes it whole counts it whole; several count by what is in it. */
    private void count(Sketch sketch, Ground ground, Piece piece) {
        if (heirs.size() == 1 && heirs.get(0).takesRest()) {
            Holding heir = ground.of(sketch.piece(heirs.get(0).code()).orElseThrow());
            Piece taking = heir.piece().orElseThrow();
            heir.describe(
                    taking.withFacts(Drawn.counted(taking.facts(), Households.sum(sketch, List.of(taking, piece)))));
        } else {
            Households.follow(ground);
        }
    }

    static void endAll(Sketch sketch, Piece piece, Changes changes) {
        sketch.children(piece.id()).forEach(child -> endAll(sketch, child, changes));
        changes.end(piece);
    }
}
