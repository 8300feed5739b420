package io.sixgrid.data.redraw;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Scheme;
import io.sixgrid.data.grid.StoredPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.quadtree.Quadtree;

/**
 * The boundaries that a draft works on: stored ones, with what its operations changed laid over them. It costs what was
 * changed, however large the city. Used by one thread at a time.
 */
public final class Sketch {
    private final Base base;
    // What differs from the base: empty where a grid ended.
    private final Map<Long, Optional<Piece>> changed = new HashMap<>();
    private final Map<String, Long> codes = new HashMap<>();
    private final Map<Long, TreeSet<Long>> children = new HashMap<>();
    private final Quadtree tiling = new Quadtree();
    private final List<Polygon> unassigned;
    private Geometry outline;
    private long lowestId = Piece.NONE;

    public Sketch(Base base) {
        this.base = base;
        this.unassigned = new ArrayList<>(base.stored().plan().unassigned());
        this.outline = base.stored().plan().outline();
    }

    public Base base() {
        return base;
    }

    public Scheme scheme() {
        return base.stored().plan().scheme();
    }

    public Geometry outline() {
        return outline;
    }

    /** The land of the outline that no grid holds, face by face. */
    public List<Polygon> unassigned() {
        return List.copyOf(unassigned);
    }

    public Optional<Piece> piece(long id) {
        Optional<Piece> here = changed.get(id);
        return here == null ? base.piece(id) : here;
    }

    public Optional<Piece> piece(String code) {
        Long id = codes.get(code);
        return id == null ? base.piece(code).filter(piece -> !changed.containsKey(piece.id())) : piece(id);
    }

    /**
     * The grid of that code.
     *
     * @param field as the caller named it
     * @throws SixgridException (INVALID) when there is none
     */
    Piece required(String code, String field) {
        return piece(code)
                .orElseThrow(() -> SixgridException.invalid(field, "no grid has the code " + code + " in this draft"));
    }

    /** The grids right below; of {@link Piece#NONE} those of level 1. By identity. */
    public List<Piece> children(long id) {
        TreeSet<Long> ids = new TreeSet<>(children.getOrDefault(id, new TreeSet<>()));
        base.children(id).stream().filter(child -> !changed.containsKey(child)).forEach(ids::add);
        return ids.stream().map(child -> piece(child).orElseThrow()).toList();
    }

    public boolean tiling(Piece piece) {
        return scheme().level(piece.level()).tiling();
    }

    /** Whether its polygon is drawn and part of the tiling: no tiling grid is below it. */
    public boolean leaf(Piece piece) {
        // Asked of everything near: of a wide grid with thousands below it the first one tells.
        return tiling(piece)
                && base.children(piece.id()).stream()
                        .filter(child -> !changed.containsKey(child))
                        .noneMatch(this::tiles)
                && children.getOrDefault(piece.id(), new TreeSet<>()).stream().noneMatch(this::tiles);
    }

    private boolean tiles(long id) {
        return tiling(piece(id).orElseThrow());
    }

    /** The grids that it lies in, the nearest first. */
    public List<Piece> ancestors(Piece piece) {
        List<Piece> ancestors = new ArrayList<>();
        Optional<Piece> above = piece(piece.parent());
        while (above.isPresent()) {
            ancestors.add(above.get());
            above = piece(above.get().parent());
        }
        return ancestors;
    }

    /** The grids of a level anywhere below one. */
    List<Piece> below(Piece piece, int level) {
        return children(piece.id()).stream()
                .flatMap(child -> child.level() == level
                        ? Stream.of(child)
                        : child.level() < level ? below(child, level).stream() : Stream.empty())
                .toList();
    }

    /** The leaf that a contained grid lies in, or the leaf that it is itself. */
    Piece leafOf(Piece piece) {
        return tiling(piece)
                ? piece
                : ancestors(piece).stream().filter(this::tiling).findFirst().orElseThrow();
    }

    /** Leaves whose envelope meets {@code where}, by identity. */
    public List<Piece> leavesNear(Envelope where) {
        TreeSet<Long> ids = new TreeSet<>();
        base.tilingNear(where).stream().filter(id -> !changed.containsKey(id)).forEach(ids::add);
        tiling.query(where, found -> ids.add((Long) found));
        return ids.stream()
                .map(id -> piece(id).orElseThrow())
                // A quadtree answers with what may meet.
                .filter(piece -> piece.shape().getEnvelopeInternal().intersects(where) && leaf(piece))
                .toList();
    }

    /** Unassigned land whose envelope meets {@code where}. */
    public List<Polygon> unassignedNear(Envelope where) {
        return unassigned.stream()
                .filter(face -> face.getEnvelopeInternal().intersects(where))
                .toList();
    }

    /** Leaves that have a vertex at {@code point}, by identity. */
    List<Piece> leavesAt(Coordinate point) {
        return leavesNear(new Envelope(point)).stream()
                .filter(leaf -> Vertices.has(leaf.shape(), point))
                .toList();
    }

    /** An identity for a grid that the draft creates: no other had it here, not one that ended or was undone either. */
    long newId() {
        return lowestId - 1;
    }

    /** The same grid with the code of its parent, as a plan has it. */
    public Grid grid(Piece piece) {
        return new Grid(
                piece.level(),
                piece.code(),
                piece.name(),
                piece.shortName(),
                piece.parent() == Piece.NONE
                        ? null
                        : piece(piece.parent()).orElseThrow().code(),
                piece.facts(),
                piece.shape());
    }

    /** All that differs from the base, by identity. */
    public Edit sinceBase() {
        List<Piece> before = new ArrayList<>();
        List<Piece> after = new ArrayList<>();
        for (long id : new TreeSet<>(changed.keySet())) {
            Optional<Piece> was = base.piece(id);
            Optional<Piece> is = piece(id);
            if (!was.equals(is)) {
                was.ifPresent(before::add);
                is.ifPresent(after::add);
            }
        }
        List<Polygon> stored = base.stored().plan().unassigned();
        Geometry land = base.stored().plan().outline();
        return new Edit(
                before,
                after,
                without(stored, unassigned),
                without(unassigned, stored),
                land.equalsExact(outline) ? Optional.empty() : Optional.of(new Edit.OutlineChange(land, outline)));
    }

    /** The whole, as it is now: proven, as each operation that came to it was. */
    public Plan plan() {
        List<Grid> grids = new ArrayList<>();
        for (Grid grid : base.stored().plan().grids()) {
            long id = base.piece(grid.code()).orElseThrow().id();
            // A grid that did not change may have a parent whose code did.
            piece(id).ifPresent(piece -> grids.add(changed.containsKey(id) || moved(grid) ? grid(piece) : grid));
        }
        changed.values().stream()
                .flatMap(Optional::stream)
                .filter(piece -> piece.id() < Piece.NONE)
                .sorted(Comparator.comparing(Piece::id).reversed())
                .forEach(piece -> grids.add(grid(piece)));
        return Plan.edited(base.stored().plan(), outline, unassigned, grids);
    }

    /** The same as if it were stored: for what compares with stored boundaries. */
    public StoredPlan asStored() {
        StoredPlan stored = base.stored();
        Plan plan = plan();
        Map<String, Long> ids = new HashMap<>();
        plan.grids()
                .forEach(grid ->
                        ids.put(grid.code(), piece(grid.code()).orElseThrow().id()));
        return new StoredPlan(stored.scheme(), stored.revision(), stored.at(), plan, ids);
    }

    /** Codes after to codes before, of grids that go on. */
    public Map<String, String> continues() {
        return base.stored().ids().entrySet().stream()
                .filter(entry -> piece(entry.getValue()).isPresent())
                .collect(Collectors.toMap(
                        entry -> piece(entry.getValue()).orElseThrow().code(), Map.Entry::getKey));
    }

    private boolean moved(Grid grid) {
        return grid.parent() != null
                && changed.containsKey(base.piece(grid.parent()).orElseThrow().id());
    }

    /** Lays an edit over what is there. Whoever calls has proven it. */
    void apply(Edit edit) {
        Map<Long, Optional<Piece>> next = new LinkedHashMap<>();
        edit.before().forEach(piece -> next.put(piece.id(), Optional.empty()));
        edit.after().forEach(piece -> next.put(piece.id(), Optional.of(piece)));
        // All go before any comes: two grids may exchange their codes.
        next.keySet().forEach(this::lift);
        next.forEach(this::lay);
        unassigned.removeIf(face -> holds(edit.facesGone(), face));
        unassigned.addAll(edit.facesNew());
        edit.outline().ifPresent(change -> outline = change.after());
    }

    private void lift(long id) {
        Optional.ofNullable(changed.get(id)).flatMap(piece -> piece).ifPresent(piece -> {
            codes.remove(piece.code());
            children.getOrDefault(piece.parent(), new TreeSet<>()).remove(id);
            if (tiling(piece)) {
                tiling.remove(piece.shape().getEnvelopeInternal(), id);
            }
        });
    }

    private void lay(long id, Optional<Piece> piece) {
        lowestId = Math.min(lowestId, id);
        if (piece.isEmpty() && base.piece(id).isEmpty()) {
            changed.remove(id);
            return;
        }
        changed.put(id, piece);
        piece.ifPresent(here -> {
            codes.put(here.code(), id);
            children.computeIfAbsent(here.parent(), none -> new TreeSet<>()).add(id);
            if (tiling(here)) {
                tiling.insert(here.shape().getEnvelopeInternal(), id);
            }
        });
    }

    private static List<Polygon> without(Collection<Polygon> faces, Collection<Polygon> others) {
        return faces.stream().filter(face -> !holds(others, face)).toList();
    }

    private static boolean holds(Collection<Polygon> faces, Polygon one) {
        return faces.stream().anyMatch(face -> face.equalsExact(one));
    }
}
