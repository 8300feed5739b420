package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.sample.SampleMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Meshes and breaks by chance; JTS's overlay is the judge of what the findings say. */
final class RandomBreaksTest {
    private static final int BREAKS = 25;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20261126})
    void a_mesh_is_proven_and_each_break_of_it_is_found(long seed) {
        Random random = new Random(seed);
        SampleMesh mesh = new SampleMesh(2 + random.nextInt(6), 2 + random.nextInt(6), 1 + random.nextInt(9), seed);
        List<Polygon> cells = mesh.cells();
        assertThat(verdict(mesh, cells).plan()).isPresent();
        for (int i = 0; i < BREAKS; i++) {
            List<Polygon> broken = new ArrayList<>(cells);
            // One or two cells, each with a vertex somewhere else, or gone.
            for (int breaks = 1 + random.nextInt(2); breaks > 0; breaks--) {
                int cell = random.nextInt(broken.size());
                if (random.nextInt(8) == 0) {
                    broken.remove(cell);
                } else {
                    broken.set(cell, moved(broken.get(cell), random));
                }
            }
            if (broken.stream().allMatch(Geometry::isValid) && !broken.equals(cells)) {
                judge(mesh.outline(), broken, verdict(mesh, broken).findings(), "seed " + seed + ", break " + i);
            }
        }
    }

    /** Twice the same break in two neighbours is none: a vertex that all who have it move together. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6, 7})
    void a_vertex_that_moves_in_all_cells_that_have_it_breaks_nothing(long seed) {
        Random random = new Random(seed);
        SampleMesh mesh = new SampleMesh(5, 5, 1 + random.nextInt(5), seed);
        List<Polygon> cells = mesh.cells();
        Coordinate node = mesh.cell(2, 2).getCoordinates()[0];
        int east = random.nextInt(1_000) - 500;
        int north = random.nextInt(1_000) - 500;
        List<Polygon> moved = cells.stream()
                .map(cell -> (Polygon) MeshDraft.moved(cell, node, east, north))
                .toList();
        assertThat(moved).isNotEqualTo(cells);
        assertThat(verdict(mesh, moved).plan()).isPresent();
    }

    /** What nobody holds, what is held twice and what lies beyond: the same land by overlay, but for cracks. */
    private static void judge(Polygon outline, List<Polygon> cells, List<Finding> findings, String which) {
        assertThat(findings).as(which).anyMatch(f -> f.kind().refuses());
        Geometry exactOutline = Exact.copy(outline);
        Geometry held = OverlayNGRobust.union(cells.stream().map(Exact::copy).toList());
        double each = 0;
        for (Polygon cell : cells) {
            each += OverlayNGRobust.overlay(Exact.copy(cell), exactOutline, OverlayNG.INTERSECTION)
                    .getArea();
        }
        double twice = each
                - OverlayNGRobust.overlay(held, exactOutline, OverlayNG.INTERSECTION)
                        .getArea();
        double nobody = OverlayNGRobust.overlay(exactOutline, held, OverlayNG.DIFFERENCE)
                .getArea();
        double beyond = OverlayNGRobust.overlay(held, exactOutline, OverlayNG.DIFFERENCE)
                .getArea();
        // Cracks are not told as land: some of them, 8 mm wide and 400 m long, in square degrees.
        double near = 1e-9;
        assertThat(area(findings, Kind.GAP)).as(which).isCloseTo(nobody, within(near));
        assertThat(area(findings, Kind.OUTSIDE)).as(which).isCloseTo(beyond, within(near));
        // Land held by three is told once and counts twice.
        double overlap = area(findings, Kind.OVERLAP);
        assertThat(overlap).as(which).isBetween(twice / 2 - near, twice + near);
    }

    private static double area(List<Finding> findings, Kind kind) {
        return findings.stream()
                .filter(f -> f.kind() == kind)
                .mapToDouble(f -> f.where().getArea())
                .sum();
    }

    private static Polygon moved(Polygon cell, Random random) {
        Coordinate[] ring = cell.getCoordinates();
        int reach = 1 << random.nextInt(14);
        return (Polygon) MeshDraft.moved(
                cell,
                ring[random.nextInt(ring.length)],
                random.nextInt(2 * reach + 1) - reach,
                random.nextInt(2 * reach + 1) - reach);
    }

    private static Verdict verdict(SampleMesh mesh, List<Polygon> cells) {
        List<Grid> grids = new ArrayList<>();
        grids.add(new Grid(1, "ALL", "all", "all", null, Grid.Facts.NONE, Lattice.FACTORY.createPolygon()));
        for (int i = 0; i < cells.size(); i++) {
            grids.add(new Grid(2, "C" + i, "cell", "cell", "ALL", Grid.Facts.NONE, cells.get(i)));
        }
        return Plan.prove(SampleMesh.SCHEME, mesh.outline(), List.of(), grids);
    }
}
