package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** What is wrong with a set of grids: nothing found is the proof. */
public final class Proof {
    private Proof() {}

    /** The shapes that people drew: leaves, contained grids, the outline and its unassigned faces. */
    static List<Finding> ofDrawn(Hierarchy hierarchy, Geometry outline, List<Polygon> unassigned, List<Grid> grids) {
        List<Finding> flaws = new ArrayList<>();
        ShapeProof.flaw("the outline", List.of(), outline).ifPresent(flaws::add);
        for (Polygon face : unassigned) {
            ShapeProof.flaw("an unassigned face", List.of(), face).ifPresent(flaws::add);
        }
        List<Grid> drawn = grids.stream()
                .filter(grid -> !hierarchy.tiling(grid) || hierarchy.leaf(grid))
                .toList();
        for (Grid grid : drawn) {
            ShapeProof.flaw("grid " + grid.code(), List.of(grid.code()), grid.shape())
                    .ifPresent(flaws::add);
        }
        if (!flaws.isEmpty()) {
            return flaws;
        }
        List<Finding> findings = new ArrayList<>();
        drawn.forEach(grid -> ShapeProof.parts(grid, false).ifPresent(findings::add));
        SegmentChain chain = new SegmentChain().addAll(unassigned).subtract(outline);
        hierarchy.leaves().forEach(leaf -> chain.add(leaf.shape()));
        if (!chain.isZero()) {
            findings.add(new Finding(Kind.UNMATCHED, List.of(), "the grids do not tile the outline", chain.rest()));
        }
        findings.addAll(ContainmentProof.of(hierarchy, drawn));
        return findings;
    }

    /** The wider grids, whose shapes are the sums of those below them. */
    static List<Finding> ofDerived(Hierarchy hierarchy, List<Grid> grids) {
        List<Finding> findings = new ArrayList<>();
        for (Grid grid : grids) {
            if (hierarchy.tiling(grid) && !hierarchy.leaf(grid)) {
                ShapeProof.flaw("grid " + grid.code(), List.of(grid.code()), grid.shape())
                        .or(() -> ShapeProof.parts(grid, true))
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** One polygon as it is, several as one multipolygon. */
    static Geometry single(List<Polygon> land) {
        return land.size() == 1 ? land.get(0) : Lattice.FACTORY.createMultiPolygon(land.toArray(Polygon[]::new));
    }
}
