package io.sixgrid.data.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Progress;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

final class EditionFitTest {
    private static final Tolerances MAKING = new Tolerances(2, 2, Set.of());

    @Test
    void where_no_vertex_is_where_its_neighbour_has_it_the_repaired_grids_prove_with_their_union() {
        for (int seed : new int[] {1, 8, 10}) {
            System.out.println("seed " + seed);
            assertThat(wrong(jittered(seed), MAKING)).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void what_is_not_repaired_is_told_with_its_grids_and_never_of_the_union_alone() {
        for (int seed : new int[] {1, 8, 10}) {
            System.out.println("seed " + seed);
            List<Piece> pieces = jittered(seed);
            assertThat(wrong(pieces, Tolerances.PROPOSING))
                    .as("seed " + seed)
                    .isNotEmpty()
                    .noneMatch(finding -> finding.codes().isEmpty())
                    .noneMatch(finding -> finding.where().isEmpty());
        }
    }

    @Test
    void a_compound_around_a_courtyard_keeps_it_when_its_ring_is_mended() {
        // The ring goes a metre beyond its corner and back.
        Geometry compound = shape("POLYGON ((121 38, 121.001 38, 121.001 38.001, 121 38.001, 121 38.00101, 121 38.001,"
                + " 121 38), (121.0005 38.0005, 121.0005 38.00051, 121.00051 38.00051, 121.0005 38.0005))");
        List<Grid> grids = List.of(
                Boxes.grid(1, "D", null, 0, 0, 0, 0).withShape(Lattice.FACTORY.createPolygon()),
                Boxes.grid(2, "G", "D", 0, 0, 10, 10),
                Boxes.grid(3, "H", "G", 0, 0, 1, 1).withShape(compound));
        EditionFit.Fitted fitted = fit(grids, Set.of(3), MAKING);
        assertThat(fitted.findings()).isEmpty();
        assertThat(fitted.repairs())
                .singleElement()
                .satisfies(repair -> assertThat(repair.kind()).isEqualTo(Repair.Kind.RING));
        Polygon mended = (Polygon) fitted.grids().get(2).shape();
        assertThat(mended.isValid()).isTrue();
        assertThat(mended.getNumInteriorRing()).isEqualTo(1);
    }

    private static Geometry shape(String wkt) {
        try {
            return new WKTReader(Lattice.FACTORY).read(wkt);
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt, e);
        }
    }

    /** A mesh on the lattice, every vertex up to 3 mm from where its neighbour has it. */
    private static List<Piece> jittered(int seed) {
        Random random = new Random(seed);
        List<Piece> pieces = new FineMesh(20, 8, random).pieces();
        List<Geometry> shapes = ToLattice.ofAll(
                        pieces.stream()
                                .map(piece -> jittered(piece.shape(), random))
                                .toList(),
                        Frame.WGS84,
                        Progress.SILENT)
                .shapes();
        List<Piece> onLattice = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            onLattice.add(new Piece(pieces.get(i).code(), shapes.get(i)));
        }
        return onLattice;
    }

    /** What stands against grids of a district, repaired, with the land of them as the outline. */
    private static List<Finding> wrong(List<Piece> pieces, Tolerances tolerances) {
        List<Grid> grids = new ArrayList<>();
        grids.add(Boxes.grid(1, "D", null, 0, 0, 0, 0).withShape(Lattice.FACTORY.createPolygon()));
        pieces.forEach(
                piece -> grids.add(Boxes.grid(2, piece.code(), "D", 0, 0, 1, 1).withShape(piece.shape())));
        EditionFit.Fitted fitted = fit(grids, Set.of(1, 2), tolerances);
        List<Finding> findings = new ArrayList<>(fitted.findings());
        findings.addAll(Plan.prove(Boxes.SCHEME, fitted.outline(), fitted.unassigned(), fitted.grids())
                .findings());
        return findings.stream().filter(finding -> finding.kind().refuses()).toList();
    }

    private static EditionFit.Fitted fit(List<Grid> grids, Set<Integer> drawn, Tolerances tolerances) {
        return EditionFit.fit(
                Boxes.SCHEME,
                grids,
                new Ground(Optional.empty(), List.of(), false, List.of()),
                new EditionFit.Edition(drawn, tolerances, Progress.SILENT));
    }

    /** Near the middle between two lattice points, where rounding parts what was millimetres apart. */
    private static Geometry jittered(Geometry shape, Random random) {
        Coordinate[] ring =
                Arrays.stream(shape.getCoordinates()).map(Coordinate::copy).toArray(Coordinate[]::new);
        for (int i = 0; i + 1 < ring.length; i++) {
            ring[i].x += 1.3e-8 + 5.4e-8 * random.nextDouble();
            ring[i].y += 1.3e-8 + 5.4e-8 * random.nextDouble();
        }
        ring[ring.length - 1] = ring[0].copy();
        return new GeometryFactory().createPolygon(ring);
    }
}
