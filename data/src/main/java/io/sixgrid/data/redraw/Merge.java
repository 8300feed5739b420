package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.fit.Edge;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Makes one grid of several that adjoin, of one level and one parent. What is below them goes along.
 *
 * @param into with the code of one of them, which goes on then; or new
 */
record Merge(List<String> grids, Described into) implements Operation {
    Merge {
        grids = List.copyOf(grids);
        if (Set.copyOf(grids).size() != grids.size() || grids.size() < 2) {
            throw SixgridException.invalid("grids", "grids are not two or more different codes: " + grids);
        }
    }

    static Merge read(OperationMembers members) {
        OperationMembers into =
                members.object("into").orElseThrow(() -> SixgridException.invalid("into", "into is missing"));
        Merge merge = new Merge(members.texts("grids"), Described.read("into.", into));
        into.requireAllRead();
        return merge;
    }

    @Override
    public String kind() {
        return "merge";
    }

    @Override
    public void propose(Sketch sketch, Changes changes) {
        List<Piece> pieces =
                grids.stream().map(code -> sketch.required(code, "grids")).toList();
        into.requireFree(sketch, pieces);
        requireAlike(sketch, pieces);
        Piece merged = merged(sketch, pieces);
        List<Piece> below = pieces.stream()
                .flatMap(piece -> sketch.children(piece.id()).stream())
                .toList();
        long id = merged.id();
        if (id == Piece.NONE) {
            id = changes.create(merged).id();
        } else {
            changes.change(merged, now -> merged);
        }
        long parent = id;
        pieces.stream().filter(piece -> piece.id() != parent).forEach(changes::end);
        below.forEach(child -> changes.change(child, now -> now.withParent(parent)));
    }

    private static void requireAlike(Sketch sketch, List<Piece> pieces) {
        Piece first = pieces.get(0);
        for (Piece piece : pieces) {
            if (piece.parent() != first.parent()
                    || piece.level() != first.level()
                    || Drawn.drawn(sketch, piece) != Drawn.drawn(sketch, first)) {
                throw SixgridException.conflict("grids " + first.code() + " and " + piece.code()
                                + " are not both of one level, one parent and divided alike")
                        .in("grids");
            }
        }
    }

    private Piece merged(Sketch sketch, List<Piece> pieces) {
        Piece first = pieces.get(0);
        Geometry land = sketch.tiling(first) ? tilingLand(sketch, pieces) : containedLand(pieces);
        @Nullable Integer households = into.households().orElse(Households.sum(sketch, pieces));
        Piece merged = pieces.stream()
                .filter(piece -> piece.code().equals(into.code()))
                .findFirst()
                .map(into::apply)
                .orElseGet(() -> made(pieces, into.create(first.level(), first.parent(), land)));
        Piece counted = merged.withFacts(Drawn.counted(merged.facts(), households));
        // What a wider grid that goes on sums to is derived, from what it was.
        return Drawn.drawn(sketch, first) ? counted.withShape(land) : counted;
    }

    /** Who was in charge of one of them is of the new one, unless it is said who is; so is what all of them were. */
    private Piece made(List<Piece> pieces, Piece created) {
        List<String> people = created.facts().people().isEmpty()
                ? pieces.stream()
                        .flatMap(piece -> piece.facts().people().stream())
                        .distinct()
                        .toList()
                : created.facts().people();
        List<Optional<String>> classes = pieces.stream()
                .map(piece -> Optional.ofNullable(piece.facts().areaClass()))
                .distinct()
                .toList();
        @Nullable String areaClass = into.areaClass()
                .or(() -> classes.size() == 1 ? classes.get(0) : Optional.empty())
                .orElse(null);
        return created.withFacts(new Grid.Facts(
                people, null, areaClass, created.facts().more(), created.facts().exclave()));
    }

    /** Borders of the tiling match, so what does not cancel is the border of the whole. */
    private Geometry tilingLand(Sketch sketch, List<Piece> pieces) {
        requireAdjoining(pieces);
        Geometry land = Faces.join(pieces.stream().map(Piece::shape).toList());
        List<Set<Edge>> borders = pieces.stream()
                .map(piece -> BorderNoding.edgesOf(List.of(piece.shape())))
                .toList();
        for (Polygon part : Faces.polygons(land)) {
            for (int i = 0; i < part.getNumInteriorRing(); i++) {
                Polygon hole = Lattice.FACTORY.createPolygon(part.getInteriorRingN(i));
                Set<Edge> rim = BorderNoding.edgesOf(List.of(hole));
                if (borders.stream().noneMatch(border -> border.containsAll(rim))) {
                    requireHeld(sketch, hole);
                }
            }
        }
        return land;
    }

    private static void requireHeld(Sketch sketch, Polygon hole) {
        Envelope where = hole.getEnvelopeInternal();
        for (Polygon face : sketch.unassignedNear(where)) {
            Coordinate inside = Faces.insideOf(face);
            if (Faces.covers(hole, inside)) {
                throw SixgridException.conflict("together they would enclose unassigned land at " + Ground.text(inside))
                        .in("grids");
            }
        }
    }

    private static void requireAdjoining(List<Piece> pieces) {
        List<Piece> left = new ArrayList<>(pieces);
        Set<Edge> reached =
                new HashSet<>(BorderNoding.edgesOf(List.of(left.remove(0).shape())));
        boolean more = true;
        while (more) {
            Optional<Piece> next = left.stream()
                    .filter(piece -> BorderNoding.edgesOf(List.of(piece.shape())).stream()
                            .anyMatch(reached::contains))
                    .findFirst();
            next.ifPresent(piece -> {
                left.remove(piece);
                reached.addAll(BorderNoding.edgesOf(List.of(piece.shape())));
            });
            more = next.isPresent();
        }
        if (!left.isEmpty()) {
            throw SixgridException.conflict("grid " + left.get(0).code() + " has no border with the others")
                    .in("grids");
        }
    }

    /** Walls of contained grids need not match to the last digit. */
    private static Geometry containedLand(List<Piece> pieces) {
        Geometry land = pieces.get(0).shape();
        for (Piece piece : pieces.subList(1, pieces.size())) {
            land = OverlayNGRobust.overlay(land, piece.shape(), OverlayNG.UNION);
        }
        return land.norm();
    }
}
