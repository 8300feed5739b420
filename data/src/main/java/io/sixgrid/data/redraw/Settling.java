package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Proof;
import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Geometry;

/**
 * Takes an operation's changes into a sketch: proves the leaves and the contained grids, derives the wider grids that they
 * change, and leaves the sketch as it was when anything refuses. Used by one thread, for one operation.
 */
public final class Settling {
    private final Sketch sketch;
    private final List<Finding> findings = new ArrayList<>();
    // Each grid that changes as it was, and those that were leaves among them.
    private final Map<Long, Optional<Piece>> before = new LinkedHashMap<>();
    private final Set<Long> leavesBefore = new LinkedHashSet<>();

    private Settling(Sketch sketch) {
        this.sketch = sketch;
    }

    /** Applies the operation where nothing refuses it. */
    public static Attempt settle(Sketch sketch, Operation operation) {
        Changes changes = new Changes(sketch);
        operation.propose(sketch, changes);
        Settling settling = new Settling(sketch);
        settling.findings.addAll(changes.findings());
        return settling.refused() ? new Attempt(Optional.empty(), settling.findings) : settling.take(changes.edit());
    }

    private Attempt take(Edit drawn) {
        checkLevels(drawn);
        checkCodes(drawn);
        if (refused()) {
            return new Attempt(Optional.empty(), findings);
        }
        remember(drawn);
        sketch.apply(drawn);
        boolean taken = false;
        try {
            prove(drawn);
            taken = !refused();
            return new Attempt(taken ? Optional.of(whole(drawn)) : Optional.empty(), findings);
        } finally {
            // Whatever went wrong, a defect of ours too: others go on with this sketch.
            if (!taken) {
                sketch.apply(whole(drawn).inverse());
            }
        }
    }

    private void prove(Edit drawn) {
        checkHierarchy(drawn);
        if (!refused()) {
            checkLand(drawn);
        }
        if (!refused()) {
            checkContained(drawn);
        }
        if (!refused()) {
            derive(drawn);
        }
    }

    private boolean refused() {
        return findings.stream().anyMatch(finding -> finding.kind().refuses());
    }

    private void remember(Edit drawn) {
        drawn.before().forEach(piece -> before.put(piece.id(), Optional.of(piece)));
        drawn.after().forEach(piece -> before.putIfAbsent(piece.id(), Optional.empty()));
        for (long id : around(drawn)) {
            sketch.piece(id).filter(sketch::leaf).ifPresent(piece -> leavesBefore.add(id));
        }
    }

    /** What changes, and its parents before and after: they too may become leaves, or cease to be. */
    private static Set<Long> around(Edit drawn) {
        Set<Long> ids = new TreeSet<>();
        for (List<Piece> side : List.of(drawn.before(), drawn.after())) {
            side.forEach(piece -> {
                ids.add(piece.id());
                ids.add(piece.parent());
            });
        }
        return ids;
    }

    /** Before anything is laid over the sketch, which asks of each level whether it tiles. */
    private void checkLevels(Edit drawn) {
        int levels = sketch.scheme().levels().size();
        drawn.after().stream()
                .filter(piece -> piece.level() < 1 || piece.level() > levels)
                .forEach(piece -> refuse(
                        piece,
                        "grid " + piece.code() + " is of level " + piece.level() + ", and the scheme has " + levels));
    }

    /** Before anything is laid over the sketch: it knows each code once. */
    private void checkCodes(Edit drawn) {
        Set<Long> changing = new HashSet<>();
        drawn.before().forEach(piece -> changing.add(piece.id()));
        Set<String> given = new HashSet<>();
        for (Piece piece : drawn.after()) {
            boolean stays = sketch.piece(piece.code())
                    .filter(holder -> !changing.contains(holder.id()))
                    .isPresent();
            if (stays || !given.add(piece.code())) {
                findings.add(new Finding(
                        Kind.CODE, List.of(piece.code()), "two grids have the code " + piece.code(), piece.shape()));
            }
        }
    }

    private void checkHierarchy(Edit drawn) {
        for (Piece piece : drawn.after()) {
            Optional<Piece> parent = sketch.piece(piece.parent());
            if (piece.level() > 1 && parent.isEmpty()) {
                refuse(piece, "the parent of grid " + piece.code() + " is not there");
            } else if (parent.isPresent() && parent.get().level() >= piece.level()) {
                refuse(
                        piece,
                        "the parent " + parent.get().code() + " of grid " + piece.code() + " is of level "
                                + parent.get().level() + ", which is not wider than its own " + piece.level());
            }
        }
        for (long id : around(drawn)) {
            checkChildren(id);
        }
    }

    private void checkChildren(long id) {
        List<Piece> children = id == Piece.NONE ? List.of() : sketch.children(id);
        Optional<Piece> parent = sketch.piece(id);
        if (parent.isEmpty()) {
            before.getOrDefault(id, Optional.empty())
                    .ifPresent(gone -> children.forEach(child -> refuse(
                            child, "grid " + gone.code() + " ends, and grid " + child.code() + " is still below it")));
            return;
        }
        boolean divided = children.stream().anyMatch(sketch::tiling);
        if (divided) {
            children.stream()
                    .filter(child -> !sketch.tiling(child))
                    .forEach(child -> refuse(
                            child,
                            "grid " + child.code() + " of level " + child.level() + " is below "
                                    + parent.get().code()
                                    + ", whose land is divided further: one of the grids there must be its parent"));
        } else if (!before.containsKey(id) && sketch.tiling(parent.get()) && !leavesBefore.contains(id)) {
            refuse(parent.get(), "no grid is left below " + parent.get().code() + ": retire it too");
        }
    }

    private void refuse(Piece piece, String sentence) {
        findings.add(new Finding(Kind.HIERARCHY, List.of(piece.code()), sentence, piece.shape()));
    }

    private void checkLand(Edit drawn) {
        List<Grid> gone = new ArrayList<>();
        List<Grid> come = new ArrayList<>();
        for (long id : around(drawn)) {
            Optional<Piece> was = before.getOrDefault(id, sketch.piece(id)).filter(piece -> leavesBefore.contains(id));
            Optional<Piece> is = sketch.piece(id).filter(sketch::leaf);
            if (!was.map(Piece::shape).equals(is.map(Piece::shape))) {
                was.ifPresent(piece -> gone.add(unplaced(piece)));
                is.ifPresent(piece -> come.add(sketch.grid(piece)));
            }
        }
        findings.addAll(Proof.ofEdit(
                sketch.scheme(),
                new Proof.Land(gone, drawn.facesGone(), drawn.outline().map(Edit.OutlineChange::before)),
                new Proof.Land(come, drawn.facesNew(), drawn.outline().map(Edit.OutlineChange::after))));
    }

    /** For its land: its parent may have ended with it. */
    private static Grid unplaced(Piece piece) {
        return new Grid(
                piece.level(),
                piece.code(),
                piece.name(),
                piece.shortName(),
                piece.parent() == Piece.NONE ? null : String.valueOf(piece.parent()),
                piece.facts(),
                piece.shape());
    }

    private void checkContained(Edit drawn) {
        Set<Long> parents = new LinkedHashSet<>();
        for (Piece piece : drawn.after()) {
            boolean still = before.getOrDefault(piece.id(), Optional.empty())
                    .filter(was -> was.shape().equalsExact(piece.shape()))
                    .isPresent();
            if (!still && (!sketch.tiling(piece) || sketch.leaf(piece))) {
                parents.add(piece.id());
            }
            if (!sketch.tiling(piece)) {
                parents.add(piece.parent());
            }
        }
        for (long id : parents) {
            Piece parent = sketch.piece(id).orElseThrow();
            List<Grid> children = sketch.children(id).stream().map(sketch::grid).toList();
            findings.addAll(Proof.ofContained(sketch.scheme(), sketch.grid(parent), children));
        }
    }

    /** The finest first: what a level changes, the next wider one may change by. */
    private void derive(Edit drawn) {
        TreeSet<Long> open = new TreeSet<>(Comparator.comparing(
                        (Long id) -> -sketch.piece(id).orElseThrow().level())
                .thenComparing(Comparator.naturalOrder()));
        for (Piece piece : drawn.before()) {
            openParent(piece, open);
        }
        for (Piece piece : drawn.after()) {
            openParent(piece, open);
            // A wider grid that is new, or gets its first tiling grids: it is what they sum to.
            if (sketch.tiling(piece) && !sketch.leaf(piece)) {
                open.add(piece.id());
            }
        }
        while (!open.isEmpty()) {
            Piece wider = sketch.piece(open.pollFirst()).orElseThrow();
            Optional<Geometry> sum = sum(wider);
            if (sum.isPresent()) {
                Piece other = wider.withShape(sum.get());
                before.putIfAbsent(wider.id(), Optional.of(wider));
                sketch.apply(new Edit(List.of(wider), List.of(other), List.of(), List.of(), Optional.empty()));
                findings.addAll(Proof.ofSum(sketch.scheme(), sketch.grid(other)));
                openParent(other, open);
            }
        }
    }

    private void openParent(Piece piece, Set<Long> open) {
        if (sketch.tiling(piece)) {
            sketch.piece(piece.parent())
                    .filter(parent -> !sketch.leaf(parent))
                    .ifPresent(parent -> open.add(parent.id()));
        }
    }

    /** The shape of a wider grid by those below it now; empty where it stays as it is. */
    private Optional<Geometry> sum(Piece wider) {
        Optional<Piece> was = before.getOrDefault(wider.id(), Optional.of(wider));
        boolean whole = was.isEmpty() || leavesBefore.contains(wider.id());
        SegmentChain sum = new SegmentChain();
        if (whole) {
            sketch.children(wider.id()).stream().filter(sketch::tiling).forEach(child -> sum.add(child.shape()));
            return Optional.of(Lattice.join(sum.land()));
        }
        before.forEach((id, child) -> {
            child.filter(piece -> sketch.tiling(piece) && piece.parent() == wider.id())
                    .ifPresent(piece -> sum.subtract(piece.shape()));
            sketch.piece(id)
                    .filter(piece -> sketch.tiling(piece) && piece.parent() == wider.id())
                    .ifPresent(piece -> sum.add(piece.shape()));
        });
        return sum.isZero()
                ? Optional.empty()
                : Optional.of(Lattice.join(sum.add(wider.shape()).land()));
    }

    private Edit whole(Edit drawn) {
        List<Piece> was = new ArrayList<>();
        List<Piece> is = new ArrayList<>();
        before.forEach((id, piece) -> {
            piece.ifPresent(was::add);
            sketch.piece(id).ifPresent(is::add);
        });
        return new Edit(was, is, drawn.facesGone(), drawn.facesNew(), drawn.outline());
    }
}
