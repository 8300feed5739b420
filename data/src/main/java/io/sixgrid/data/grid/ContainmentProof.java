package io.sixgrid.data.grid;

import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.relateng.RelateNG;

/** The contained levels: inside the parent, no two siblings over the same land, within the tolerance. */
final class ContainmentProof {
    /**
     * How far, in degrees, a contained grid may stick out of its parent or into a sibling: two lattice units (2.2 cm).
     * Party walls that run at an angle cannot all lie on a lattice.
     */
    static final double TOLERANCE = 2 / Lattice.UNITS_PER_DEGREE;

    // A buffer's corners are drawn a little inside the circle they stand for.
    private static final double BUFFER = 1.02 * TOLERANCE;

    private static final String INTERIORS_MEET = "T********";

    private ContainmentProof() {}

    static List<Finding> of(Hierarchy hierarchy, List<Grid> grids) {
        List<Finding> findings = new ArrayList<>();
        for (Grid parent : grids) {
            List<Grid> siblings = hierarchy.containedChildren(parent);
            if (!siblings.isEmpty()) {
                check(parent, siblings, findings);
            }
        }
        return findings;
    }

    /** The grids right below a leaf or a contained grid; all valid. */
    static void check(Grid parent, List<Grid> siblings, List<Finding> findings) {
        checkInside(parent, siblings, findings);
        checkOverlaps(siblings, findings);
    }

    private static void checkInside(Grid parent, List<Grid> siblings, List<Finding> findings) {
        PreparedGeometry land = PreparedGeometryFactory.prepare(parent.shape());
        @Nullable PreparedGeometry wider = null;
        for (Grid child : siblings) {
            if (land.covers(child.shape())) {
                continue;
            }
            if (wider == null) {
                wider = PreparedGeometryFactory.prepare(
                        Exact.copy(parent.shape()).buffer(BUFFER));
            }
            if (!wider.covers(child.shape())) {
                Geometry beyond = overlay(child.shape(), parent.shape(), OverlayNG.DIFFERENCE);
                findings.add(new Finding(
                        Kind.OUTSIDE,
                        List.of(child.code()),
                        "grid " + child.code() + " sticks out of its parent " + parent.code() + squareMetres(beyond),
                        beyond));
            }
        }
    }

    private static void checkOverlaps(List<Grid> siblings, List<Finding> findings) {
        STRtree tree = new STRtree();
        for (int i = 0; i < siblings.size(); i++) {
            tree.insert(siblings.get(i).shape().getEnvelopeInternal(), i);
        }
        for (int i = 0; i < siblings.size(); i++) {
            Geometry shape = siblings.get(i).shape();
            for (Object other : tree.query(shape.getEnvelopeInternal())) {
                if ((Integer) other > i) {
                    checkOverlap(siblings.get(i), siblings.get((Integer) other), findings);
                }
            }
        }
    }

    /** An overlap narrower than the tolerance vanishes when it is shrunk by half of that from both sides. */
    private static void checkOverlap(Grid a, Grid b, List<Finding> findings) {
        if (RelateNG.relate(a.shape(), b.shape(), INTERIORS_MEET)) {
            Geometry both = overlay(a.shape(), b.shape(), OverlayNG.INTERSECTION);
            if (!both.buffer(-BUFFER / 2).isEmpty()) {
                List<String> codes =
                        List.of(a.code(), b.code()).stream().sorted().toList();
                findings.add(new Finding(
                        Kind.OVERLAP,
                        codes,
                        "grids " + codes.get(0) + " and " + codes.get(1) + " overlap" + squareMetres(both),
                        both));
            }
        }
    }

    private static String squareMetres(Geometry land) {
        return " by " + EqualArea.text(EqualArea.squareMetres(land));
    }

    private static Geometry overlay(Geometry a, Geometry b, int operation) {
        return OverlayNGRobust.overlay(Exact.copy(a), Exact.copy(b), operation);
    }
}
