package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** What is wrong with a set of grids: nothing found is the proof. */
public final class Proof {
    private static final String UNASSIGNED = "unassigned land";

    private Proof() {}

    /**
     * Leaves and unassigned faces: what an edit takes away, or puts there.
     *
     * @param leaves     tiling grids without tiling grids below them
     * @param unassigned land that is meant to be without a grid
     * @param outline    the outline, where the edit changes it; empty otherwise
     */
    public record Land(List<Grid> leaves, List<Polygon> unassigned, Optional<Geometry> outline) {
        public Land {
            leaves = List.copyOf(leaves);
            unassigned = List.copyOf(unassigned);
        }

        /** Of an edit that leaves the outline alone. */
        public Land(List<Grid> leaves, List<Polygon> unassigned) {
            this(leaves, unassigned, Optional.empty());
        }

        private List<Holder> holders() {
            return Holder.of(leaves.stream(), unassigned);
        }
    }

    /**
     * What is wrong with an edit of a proven plan: nothing that refuses it exactly when the plan with {@code after} in the
     * place of {@code before} tiles the outline again. Costs what the edit's own grids cost, however many others there are.
     *
     * @param before the leaves and faces that change, all of them; where a vertex is added to a border, also its other side
     * @param after  what is there instead; with an outline exactly where {@code before} has one
     */
    public static List<Finding> ofEdit(Scheme scheme, Land before, Land after) {
        List<Finding> findings = flaws(after.leaves(), after.unassigned());
        after.outline()
                .flatMap(shape -> ShapeProof.flaw("the outline", List.of(), shape))
                .ifPresent(findings::add);
        if (!findings.isEmpty()) {
            return findings;
        }
        // The land that is to be held: what was held, with what the outline gained and without what it lost.
        SegmentChain wanted = new SegmentChain();
        before.holders().forEach(holder -> wanted.add(holder.land()));
        before.outline().ifPresent(wanted::subtract);
        after.outline().ifPresent(wanted::add);
        SegmentChain difference = new SegmentChain();
        after.holders().forEach(holder -> difference.add(holder.land()));
        difference.subtract(wanted);
        if (!difference.isZero()) {
            findings.addAll(TilingProof.of(after.holders(), Lattice.join(wanted.land()), "the land that was changed"));
        }
        after.leaves().forEach(leaf -> checkDrawn(leaf, scheme.level(leaf.level()), findings));
        after.unassigned().forEach(face -> checkUnassigned(face, findings));
        return findings;
    }

    /**
     * What is wrong with the contained grids right below one grid: each valid, inside it, no two over the same land.
     *
     * @param parent a leaf or a contained grid
     */
    public static List<Finding> ofContained(Scheme scheme, Grid parent, List<Grid> children) {
        List<Finding> findings = flaws(children, List.of());
        if (findings.isEmpty()) {
            ContainmentProof.check(parent, children, findings);
            children.forEach(child -> checkDrawn(child, scheme.level(child.level()), findings));
        }
        return findings;
    }

    /** What is wrong with the shape of a wider grid that is the sum of those below it. */
    public static List<Finding> ofSum(Scheme scheme, Grid wider) {
        List<Finding> findings = new ArrayList<>();
        ShapeProof.flaw(name(wider), List.of(wider.code()), wider.shape())
                .or(() -> ShapeProof.parts(wider, true))
                .ifPresentOrElse(
                        findings::add,
                        () -> limits(wider, scheme.level(wider.level()), findings)
                                .checkSize(wider.shape()));
        return findings;
    }

    /** The shapes that people drew: leaves, contained grids, the outline and its unassigned faces. */
    static List<Finding> ofDrawn(Hierarchy hierarchy, Geometry outline, List<Polygon> unassigned, List<Grid> grids) {
        List<Grid> drawn = grids.stream()
                .filter(grid -> !hierarchy.tiling(grid) || hierarchy.leaf(grid))
                .toList();
        List<Finding> findings = flaws(drawn, unassigned);
        ShapeProof.flaw("the outline", List.of(), outline).ifPresent(findings::add);
        if (!findings.isEmpty()) {
            return findings;
        }
        findings.addAll(TilingProof.of(Holder.of(hierarchy.leaves(), unassigned), outline, "the outline"));
        findings.addAll(ContainmentProof.of(hierarchy, drawn));
        drawn.forEach(grid -> checkDrawn(grid, hierarchy.scheme().level(grid.level()), findings));
        unassigned.forEach(face -> checkUnassigned(face, findings));
        return findings;
    }

    /** The wider grids, each of which is to be the sum of those below it. */
    static List<Finding> ofDerived(Hierarchy hierarchy, List<Grid> grids) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Grid> byCode = grids.stream().collect(Collectors.toMap(Grid::code, Function.identity()));
        for (Grid given : hierarchy.derived()) {
            Grid grid = byCode.getOrDefault(given.code(), given);
            SegmentChain sum = new SegmentChain().subtract(grid.shape());
            hierarchy
                    .tilingChildren(given)
                    .forEach(child ->
                            sum.add(byCode.getOrDefault(child.code(), child).shape()));
            if (!sum.isZero()) {
                findings.add(new Finding(
                        Kind.UNMATCHED,
                        List.of(grid.code()),
                        "the land of grid " + grid.code() + " is not the sum of the grids below it",
                        sum.rest()));
            }
            findings.addAll(ofSum(hierarchy.scheme(), grid));
        }
        return findings;
    }

    private static List<Finding> flaws(List<Grid> drawn, List<Polygon> unassigned) {
        List<Finding> flaws = new ArrayList<>();
        for (Grid grid : drawn) {
            ShapeProof.flaw(name(grid), List.of(grid.code()), grid.shape()).ifPresent(flaws::add);
        }
        for (Polygon face : unassigned) {
            ShapeProof.flaw(UNASSIGNED, List.of(), face).ifPresent(flaws::add);
        }
        return flaws;
    }

    private static void checkDrawn(Grid grid, Level level, List<Finding> findings) {
        ShapeProof.parts(grid, false).ifPresent(findings::add);
        LimitsProof limits = limits(grid, level, findings);
        limits.checkSize(grid.shape());
        limits.checkCorners(grid.shape());
    }

    /** Of land without a grid only this is odd: that it looks like a gap which nobody meant. */
    private static void checkUnassigned(Polygon face, List<Finding> findings) {
        Limits gap = new Limits(
                0, 0, Limits.TILING.sliverWidth(), Limits.TILING.sliverArea(), Limits.TILING.compactness(), 0, 0);
        new LimitsProof(UNASSIGNED, List.of(), gap, findings).checkSize(face);
    }

    private static LimitsProof limits(Grid grid, Level level, List<Finding> findings) {
        return new LimitsProof(name(grid), List.of(grid.code()), level.limits(), findings);
    }

    private static String name(Grid grid) {
        return "grid " + grid.code();
    }
}
