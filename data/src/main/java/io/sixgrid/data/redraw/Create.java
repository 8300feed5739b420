package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Exact;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Makes a grid: a leaf of unassigned land, a contained grid of land of its parent, a wider grid of others.
 *
 * @param level  its number
 * @param parent code; empty at level 1
 * @param land   of a leaf, as much of it as is unassigned; empty where {@code grids} make it
 * @param grids  codes of those that are to be below it
 */
record Create(int level, Described as, Optional<String> parent, Optional<Polygon> land, List<String> grids)
        implements Operation {
    Create {
        grids = List.copyOf(grids);
        if (land.isPresent() == !grids.isEmpty()) {
            throw SixgridException.invalid("land", "a grid is made of land, or of grids: one of the two");
        }
    }

    static Create read(OperationMembers members) {
        return new Create(
                members.whole("level"),
                Described.read("", members),
                members.optionalText("parent"),
                members.optionalPolygon("land"),
                members.codes("grids"));
    }

    @Override
    public String kind() {
        return "create";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        if (level < 1 || level > sketch.scheme().levels().size()) {
            throw SixgridException.invalid(
                    "level",
                    "no level " + level + ", the scheme has "
                            + sketch.scheme().levels().size());
        }
        if (parent.isPresent() == (level == 1)) {
            throw SixgridException.invalid(
                    "parent", level == 1 ? "a grid of level 1 has no parent" : "parent is missing");
        }
        as.requireFree(sketch, List.of());
        Optional<Piece> above = parent.map(code -> sketch.required(code, "parent"));
        Piece piece = as.create(level, above.map(Piece::id).orElse(Piece.NONE), Lattice.FACTORY.createPolygon());
        if (!grids.isEmpty()) {
            proposeOfGrids(sketch, piece, changes);
        } else if (sketch.scheme().level(level).tiling()) {
            proposeLeaf(sketch, above, piece, changes);
        } else {
            proposeContained(sketch, above.orElseThrow(), piece, changes);
        }
    }

    private void proposeOfGrids(Sketch sketch, Piece piece, Changes changes) {
        if (!sketch.scheme().level(level).tiling()) {
            throw SixgridException.invalid("grids", "a contained grid is made of land");
        }
        List<Piece> children =
                grids.stream().map(code -> sketch.required(code, "grids")).toList();
        children.stream().filter(child -> !sketch.tiling(child)).findFirst().ifPresent(child -> {
            throw SixgridException.conflict(
                            "grid " + child.code() + " is of a contained level: no wider grid is made of it")
                    .in("grids");
        });
        children.forEach(child -> sketch.ancestors(child).stream()
                .filter(children::contains)
                .findFirst()
                .ifPresent(wider -> {
                    throw SixgridException.conflict("grid " + child.code() + " lies in grid " + wider.code()
                                    + ", which is one of them too")
                            .in("grids");
                }));
        Geometry all = Faces.join(children.stream().map(Piece::shape).toList());
        Piece created = changes.create(piece.withShape(all));
        children.forEach(child -> changes.change(child, now -> now.withParent(created.id())));
    }

    private void proposeLeaf(Sketch sketch, Optional<Piece> above, Piece piece, Changes changes) {
        above.filter(wider -> !sketch.tiling(wider) || sketch.leaf(wider)).ifPresent(leaf -> {
            throw SixgridException.conflict("grid " + leaf.code()
                            + " holds its land itself: split it, or make the grid below another parent")
                    .in("parent");
        });
        Ground ground = Ground.ofLeaves(sketch);
        Polygon drawn = land.orElseThrow();
        List<Holding> faces = ground.faces(drawn.getEnvelopeInternal());
        Holding created = ground.create(piece);
        Ground.Patch patch = ground.node(drawn, faces);
        faces.forEach(face -> ground.move(patch, face, created));
        if (created.shape().isEmpty()) {
            throw SixgridException.conflict("no unassigned land lies in it").in("land");
        }
        ground.commit(changes);
    }

    /** Where it is drawn; what the parent contained there and is finer hangs on it from then on. */
    private void proposeContained(Sketch sketch, Piece above, Piece piece, Changes changes) {
        Ground ground = Ground.ofContained(sketch, above);
        Holding created = ground.create(piece);
        List<Holding> beside = new ArrayList<>(ground.near(land.orElseThrow().getEnvelopeInternal()));
        beside.add(Holding.of(above));
        Ground.Patch patch = ground.node(land.orElseThrow(), beside);
        created.hold(patch.land());
        PreparedGeometry wider =
                PreparedGeometryFactory.prepare(Exact.copy(patch.land()).buffer(Contents.TOLERANCE));
        sketch.children(above.id()).stream()
                .filter(child -> !sketch.tiling(child) && child.level() > level && wider.covers(child.shape()))
                .forEach(created.hung()::add);
        created.describe(as.counted(piece, Households.of(sketch, created.hung())));
        ground.commit(changes);
    }
}
