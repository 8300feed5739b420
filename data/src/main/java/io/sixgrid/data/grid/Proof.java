package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/** What is wrong with a set of grids: nothing found is the proof. */
final class Proof {
    /**
     * How far, in degrees, a contained grid may stick out of its parent or into a sibling: two lattice units (2.2 cm).
     * Party walls that run at an angle cannot all lie on a lattice.
     */
    static final double CONTAINED_TOLERANCE = 2 / Lattice.UNITS_PER_DEGREE;

    private Proof() {}

    /** Every shape valid, single, and on the lattice. */
    static List<Finding> ofShapes(Geometry outline, List<Polygon> unassigned, List<Grid> grids) {
        List<Finding> findings = new ArrayList<>();
        checkShape("the outline", outline, findings);
        unassigned.forEach(face -> checkShape("an unassigned face", face, findings));
        for (Grid grid : grids) {
            checkShape("grid " + grid.code(), grid.shape(), findings);
            if (grid.shape().getNumGeometries() > 1) {
                findings.add(new Finding(
                        Kind.PARTS,
                        List.of(grid.code()),
                        "grid " + grid.code() + " has " + grid.shape().getNumGeometries() + " parts",
                        grid.shape()));
            }
        }
        return findings;
    }

    /** The tiling levels: level 1 and the unassigned faces against the outline, every other level against its parents. */
    static List<Finding> ofTiling(Scheme scheme, Geometry outline, List<Polygon> unassigned, List<Grid> grids) {
        List<Finding> findings = new ArrayList<>();
        SegmentChain widest = new SegmentChain().addAll(unassigned).subtract(outline);
        grids.stream().filter(g -> g.level() == 1).forEach(g -> widest.add(g.shape()));
        if (!widest.isZero()) {
            findings.add(new Finding(
                    Kind.UNMATCHED, List.of(), "the grids of level 1 do not tile the outline", widest.rest()));
        }
        Map<String, List<Grid>> children = children(grids);
        for (Grid parent : grids) {
            if (parent.level() < scheme.deepestTiling()) {
                SegmentChain sum = new SegmentChain().subtract(parent.shape());
                children.getOrDefault(parent.code(), List.of()).forEach(child -> sum.add(child.shape()));
                if (!sum.isZero()) {
                    findings.add(new Finding(
                            Kind.UNMATCHED,
                            List.of(parent.code()),
                            "the grids below " + parent.code() + " do not tile it",
                            sum.rest()));
                }
            }
        }
        return findings;
    }

    /** The contained levels: inside the parent, no two siblings over the same land, within the tolerance. */
    static List<Finding> ofContainment(Scheme scheme, List<Grid> grids) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Grid> byCode = grids.stream().collect(Collectors.toMap(Grid::code, Function.identity()));
        children(grids).forEach((code, siblings) -> {
            Grid parent = byCode.get(code);
            if (parent != null && siblings.get(0).level() > scheme.deepestTiling()) {
                PreparedGeometry land = PreparedGeometryFactory.prepare(parent.shape());
                for (Grid child : siblings) {
                    if (!land.covers(child.shape()) && !nearlyCovers(parent.shape(), child.shape())) {
                        findings.add(new Finding(
                                Kind.OUTSIDE,
                                List.of(child.code()),
                                "grid " + child.code() + " sticks out of its parent " + code,
                                child.shape()));
                    }
                }
                checkOverlaps(siblings, findings);
            }
        });
        return findings;
    }

    /** One polygon as it is, several as one multipolygon. */
    static Geometry single(List<Polygon> land) {
        return land.size() == 1 ? land.get(0) : Lattice.FACTORY.createMultiPolygon(land.toArray(Polygon[]::new));
    }

    private static void checkShape(String name, Geometry shape, List<Finding> findings) {
        TopologyValidationError error = new IsValidOp(shape).getValidationError();
        if (error != null) {
            findings.add(new Finding(
                    Kind.INVALID,
                    List.of(),
                    name + " is not a valid polygon: " + error.getMessage() + " at " + error.getCoordinate(),
                    Lattice.FACTORY.createPoint(error.getCoordinate())));
        } else if (shape.isEmpty()) {
            findings.add(new Finding(Kind.EMPTY, List.of(), name + " has no land", shape));
        } else if (!Lattice.holds(shape)) {
            findings.add(new Finding(
                    Kind.OFF_LATTICE, List.of(), name + " has vertices off the lattice of 1e-7 degrees", shape));
        }
    }

    private static boolean nearlyCovers(Geometry parent, Geometry child) {
        return parent.buffer(CONTAINED_TOLERANCE).covers(child);
    }

    private static void checkOverlaps(List<Grid> siblings, List<Finding> findings) {
        for (int i = 0; i < siblings.size(); i++) {
            for (int j = i + 1; j < siblings.size(); j++) {
                Geometry a = siblings.get(i).shape();
                Geometry b = siblings.get(j).shape();
                if (a.getEnvelopeInternal().intersects(b.getEnvelopeInternal()) && overlap(a, b)) {
                    findings.add(new Finding(
                            Kind.OVERLAP,
                            List.of(siblings.get(i).code(), siblings.get(j).code()),
                            "grids " + siblings.get(i).code() + " and "
                                    + siblings.get(j).code() + " overlap",
                            a.intersection(b)));
                }
            }
        }
    }

    /** An overlap narrower than the tolerance vanishes when it is shrunk by half of that from both sides. */
    private static boolean overlap(Geometry a, Geometry b) {
        return a.intersects(b)
                && !a.touches(b)
                && !a.intersection(b).buffer(-CONTAINED_TOLERANCE / 2).isEmpty();
    }

    private static Map<String, List<Grid>> children(List<Grid> grids) {
        return grids.stream()
                .filter(g -> g.parent() != null)
                .collect(Collectors.groupingBy(g -> String.valueOf(g.parent())));
    }
}
