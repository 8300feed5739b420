package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.fit.Edge;
import io.sixgrid.data.fit.LatticePoint;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * The land around an operation and in whose hands it is, as the operation leaves it so far: leaves and unassigned land, or
 * the contained grids right below one grid. A border has the same vertices on all of its sides. Used by one thread, for one
 * operation.
 */
final class Ground {
    private final Sketch sketch;
    private final long within;
    private final Map<Long, Holding> grids = new LinkedHashMap<>();
    private final IdentityHashMap<Polygon, Holding> faces = new IdentityHashMap<>();
    private final List<Holding> created = new ArrayList<>();
    private Geometry outline;

    private Ground(Sketch sketch, long within) {
        this.sketch = sketch;
        this.within = within;
        this.outline = sketch.outline();
    }

    /** Where leaves have their borders. */
    static Ground ofLeaves(Sketch sketch) {
        return new Ground(sketch, Piece.NONE);
    }

    /** Where the contained grids below {@code parent} have theirs. */
    static Ground ofContained(Sketch sketch, Piece parent) {
        return new Ground(sketch, parent.id());
    }

    /** Where that grid has its borders: a leaf, or a contained grid. */
    static Ground of(Sketch sketch, Piece piece) {
        return new Ground(sketch, sketch.tiling(piece) ? Piece.NONE : piece.parent());
    }

    boolean ofLeaves() {
        return within == Piece.NONE;
    }

    Sketch sketch() {
        return sketch;
    }

    Holding of(Piece piece) {
        return grids.computeIfAbsent(piece.id(), id -> Holding.of(piece));
    }

    /** The holding of unassigned land that is there. */
    Holding of(Polygon face) {
        return faces.computeIfAbsent(face, Holding::unassigned);
    }

    /** A grid that is to be, so far without land. */
    Holding create(Piece piece) {
        return add(Holding.created(piece, Lattice.FACTORY.createPolygon()));
    }

    /** Unassigned land that is to be. */
    Holding unassign() {
        return add(Holding.unassigned(Lattice.FACTORY.createPolygon()));
    }

    private Holding add(Holding holding) {
        created.add(holding);
        return holding;
    }

    /** Unassigned land that meets {@code where}. */
    List<Holding> faces(Envelope where) {
        return ofLeaves() ? sketch.unassignedNear(where).stream().map(this::of).toList() : List.of();
    }

    /** Who has what lies in {@code patch} and is no grid's: unassigned land, or what the parent keeps to itself. */
    List<Holding> free(Polygon patch) {
        if (ofLeaves()) {
            return faces(patch.getEnvelopeInternal());
        }
        Geometry free = overlay(patch, sketch.piece(within).orElseThrow().shape(), OverlayNG.INTERSECTION);
        for (Piece sibling : siblings(patch.getEnvelopeInternal())) {
            free = overlay(free, sibling.shape(), OverlayNG.DIFFERENCE);
        }
        Holding holding = unassign();
        holding.hold(free);
        return free.isEmpty() ? List.of() : List.of(holding);
    }

    /** On the lattice, by what its factory says. */
    private static Geometry overlay(Geometry a, Geometry b, int operation) {
        return Faces.areas(OverlayNGRobust.overlay(a, b, operation));
    }

    /** All whose land was looked at or is to be. */
    List<Holding> all() {
        return Stream.of(grids.values().stream(), faces.values().stream(), created.stream())
                .flatMap(holdings -> holdings)
                .toList();
    }

    /** All who hold land that meets {@code where}. */
    List<Holding> near(Envelope where) {
        Set<Holding> near = new LinkedHashSet<>();
        (ofLeaves() ? sketch.leavesNear(where) : siblings(where)).forEach(piece -> near.add(of(piece)));
        near.addAll(faces(where));
        touched()
                .filter(holding -> holding.shape().getEnvelopeInternal().intersects(where))
                .forEach(near::add);
        return near.stream().filter(holding -> !holding.shape().isEmpty()).toList();
    }

    private List<Piece> siblings(Envelope where) {
        return sketch.children(within).stream()
                .filter(piece -> !sketch.tiling(piece)
                        && piece.shape().getEnvelopeInternal().intersects(where))
                .toList();
    }

    /** Whether all land that changed has borders that are sound. */
    boolean sound() {
        return touched().allMatch(holding -> holding.shape().isValid());
    }

    /** Those who have other land than they had, or are to be. */
    Stream<Holding> touched() {
        return all().stream().filter(Holding::changed);
    }

    /**
     * Breaks lines and borders where they meet, for all who share a border.
     *
     * @return the points of each line, the breaks among them
     */
    List<long[]> node(List<List<Coordinate>> lines) {
        Envelope where = new Envelope();
        lines.forEach(line -> line.forEach(where::expandToInclude));
        where.expandBy(4 / Lattice.UNITS_PER_DEGREE);
        List<Geometry> shapes =
                new ArrayList<>(near(where).stream().map(Holding::shape).toList());
        if (ofLeaves()) {
            shapes.add(outline);
        }
        BorderNoding noding = BorderNoding.of(lines, shapes);
        for (Holding holding : near(noding.broken())) {
            holding.hold(noding.rewrite(holding.shape()));
        }
        if (ofLeaves()) {
            outline = noding.rewrite(outline);
        }
        return noding.lines();
    }

    /** The land with its border noded with all others; it may touch itself where the lattice is too coarse for it. */
    Patch node(Geometry patch) {
        List<List<Coordinate>> rings = BorderNoding.rings(patch).stream()
                .map(ring -> Arrays.asList(ring.getCoordinates()))
                .toList();
        Set<Edge> edges = new HashSet<>();
        for (long[] path : node(rings)) {
            for (int i = 1; i < path.length; i++) {
                if (path[i - 1] != path[i]) {
                    edges.add(Edge.of(path[i - 1], path[i]));
                }
            }
        }
        return new Patch(patch, edges);
    }

    /** The same, drawn onto the borders of {@code holdings} that it comes near. */
    Patch node(Polygon patch, List<Holding> holdings) {
        Set<Edge> borders =
                BorderNoding.edgesOf(holdings.stream().map(Holding::shape).toList());
        return node(LineSnapping.snap(patch, borders));
    }

    /** Land with the border that it has on this ground. */
    record Patch(Geometry land, Set<Edge> border) {
        /** What of {@code other} lies in it: by the middle of each face, rounding moves no border across that. */
        List<Polygon> of(Geometry other) {
            return Faces.of(other, border).stream()
                    .filter(face -> Faces.covers(land, Faces.insideOf(face)))
                    .toList();
        }
    }

    /**
     * Gives what lies in the patch from one to another.
     *
     * @return whether there was any
     */
    boolean move(Patch patch, Holding from, Holding to) {
        if (!from.shape().getEnvelopeInternal().intersects(patch.land().getEnvelopeInternal())) {
            return false;
        }
        List<Polygon> moved = patch.of(from.shape());
        give(moved, from, to);
        return !moved.isEmpty();
    }

    /** Gives faces of what one holds to another. */
    void give(List<Polygon> faces, Holding from, Holding to) {
        if (!faces.isEmpty()) {
            from.hold(Faces.without(from.shape(), faces));
            List<Geometry> all = new ArrayList<>(faces);
            all.add(to.shape());
            to.hold(Faces.join(all));
        }
    }

    void giveAll(Holding from, Holding to) {
        give(Faces.polygons(from.shape()), from, to);
    }

    /** Says to {@code changes} what became of everybody. Grids without land end, and unassigned land that adjoins is one. */
    void commit(Changes changes) {
        Map<Holding, Long> ids = new LinkedHashMap<>();
        for (Holding holding : Stream.concat(grids.values().stream(), created.stream())
                .filter(holding -> holding.piece().isPresent())
                .toList()) {
            Piece piece = holding.piece().orElseThrow().withShape(holding.shape());
            if (holding.before().isEmpty() && holding.shape().isEmpty()) {
                throw SixgridException.conflict("no land is left for grid " + piece.code());
            }
            if (holding.before().isEmpty()) {
                ids.put(holding, changes.create(piece).id());
            } else if (holding.shape().isEmpty()) {
                changes.end(piece);
            } else {
                ids.put(holding, piece.id());
                changes.change(piece, now -> piece);
            }
        }
        ids.forEach((holding, id) -> holding.hung().forEach(child -> changes.change(child, now -> now.withParent(id))));
        commitFaces(changes);
        changes.outline(outline);
    }

    private void commitFaces(Changes changes) {
        if (!ofLeaves()) {
            return;
        }
        created.stream()
                .filter(holding -> holding.piece().isEmpty() && !holding.shape().isEmpty())
                .forEach(holding -> {
                    changes.find(new Finding(
                            Finding.Kind.UNASSIGNED,
                            List.of(),
                            "no grid holds " + EqualArea.text(EqualArea.squareMetres(holding.shape()))
                                    + " any more that one held",
                            holding.shape()));
                    uniteAround(holding);
                });
        faces.forEach((face, holding) -> {
            if (holding.changed()) {
                changes.face(face, Faces.polygons(holding.shape()));
            }
        });
        created.stream()
                .filter(holding -> holding.piece().isEmpty())
                .forEach(holding -> changes.unassign(Faces.polygons(holding.shape())));
    }

    private void uniteAround(Holding land) {
        Set<Edge> border = BorderNoding.edgesOf(List.of(land.shape()));
        for (Holding face : faces(land.shape().getEnvelopeInternal())) {
            if (BorderNoding.edgesOf(List.of(face.shape())).stream().anyMatch(border::contains)) {
                giveAll(face, land);
            }
        }
    }

    /** Where on the lattice, for a sentence. */
    static String text(Coordinate point) {
        Coordinate on = LatticePoint.degrees(LatticePoint.of(point));
        return on.x + ", " + on.y;
    }
}
