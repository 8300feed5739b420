package io.sixgrid.bench;

import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Proof;
import io.sixgrid.data.grid.SegmentChain;
import io.sixgrid.data.grid.Verdict;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.sample.SampleMesh;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * What a proof costs: the chain of a whole level beside JTS's validator and beside the same chain in a map of records, all
 * that {@code Plan.prove} does, a proof that finds breaks, and that of one edit. Processor time of the one thread.
 */
final class ProofCost {
    private static final int[] COLUMNS = {45, 100, 200};
    private static final int SEGMENTS = 9;
    private static final int EDITS = 400;
    private static final long SEED = 20261126;

    private final int repeats;

    private ProofCost(boolean quick) {
        repeats = quick ? 3 : 7;
    }

    static void measure(boolean quick) {
        ProofCost cost = new ProofCost(quick);
        System.out.println("\nProof of a whole level, milliseconds of processor time:");
        System.out.println("  polygons  vertices     chain   records  validator  validator/chain    prove  1 % broken  findings");
        List<Double> edits = new ArrayList<>();
        for (int columns : COLUMNS) {
            SampleMesh mesh = new SampleMesh(columns, columns, SEGMENTS, SEED);
            cost.whole(mesh);
            edits.add(cost.edit(mesh, columns));
        }
        System.out.println("\nProof of one edit, a corner of four cells moved, microseconds of processor time:");
        for (int i = 0; i < COLUMNS.length; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "  among %,6d polygons %8.1f   %5.2f x that among the fewest%n",
                    COLUMNS[i] * COLUMNS[i],
                    edits.get(i),
                    edits.get(i) / edits.get(0));
        }
    }

    private void whole(SampleMesh mesh) {
        List<Polygon> cells = mesh.cells();
        Polygon outline = mesh.outline();
        List<Grid> grids = mesh.grids();
        Geometry[] array = cells.toArray(Geometry[]::new);
        long vertices = cells.stream().mapToLong(Geometry::getNumPoints).sum();
        double chain = milliseconds(
                () -> new SegmentChain().addAll(cells).subtract(outline).isZero());
        double records = milliseconds(() -> inRecords(cells, outline));
        double validator = milliseconds(() -> CoverageValidator.isValid(array));
        double prove = milliseconds(() -> Plan.prove(SampleMesh.SCHEME, outline, List.of(), grids)
                .plan()
                .isPresent());
        List<Grid> broken = broken(grids);
        int[] findings = new int[1];
        double breaks = milliseconds(() -> {
            Verdict verdict = Plan.prove(SampleMesh.SCHEME, outline, List.of(), broken);
            findings[0] = verdict.findings().size();
            return verdict.plan().isEmpty();
        });
        System.out.printf(
                Locale.ROOT,
                "  %,8d %,9d %9.0f %9.0f %10.0f %15.1f x %8.0f %11.0f %9d%n",
                cells.size(),
                vertices,
                chain,
                records,
                validator,
                validator / chain,
                prove,
                breaks,
                findings[0]);
    }

    /** The median of edits all over the mesh, each of other cells than the one before. */
    private double edit(SampleMesh mesh, int columns) {
        Random random = new Random(SEED);
        List<Proof.Land[]> edits = new ArrayList<>();
        for (int i = 0; i < EDITS; i++) {
            int row = 1 + random.nextInt(columns - 1);
            int column = 1 + random.nextInt(columns - 1);
            List<Grid> before = new ArrayList<>();
            List<Grid> after = new ArrayList<>();
            Coordinate node = mesh.cell(row, column).getCoordinates()[0];
            for (int around = 0; around < 4; around++) {
                int south = row - around / 2;
                int west = column - around % 2;
                Grid cell = new Grid(
                        2, "C" + south + "-" + west, "cell", "cell", "B", Grid.Facts.NONE, mesh.cell(south, west));
                before.add(cell);
                after.add(cell.withShape(moved(cell.shape(), node, 500)));
            }
            edits.add(new Proof.Land[] {new Proof.Land(before, List.of()), new Proof.Land(after, List.of())});
        }
        double[] micros = new double[20 * EDITS];
        for (int i = 0; i < micros.length; i++) {
            Proof.Land[] edit = edits.get(i % EDITS);
            long start = processorTime();
            boolean proven = Proof.ofEdit(SampleMesh.SCHEME, edit[0], edit[1]).isEmpty();
            micros[i] = (processorTime() - start) / 1e3;
            require(proven);
        }
        // The first half is for the compiler.
        double[] warm = Arrays.copyOfRange(micros, micros.length / 2, micros.length);
        return median(warm);
    }

    /** One in a hundred cells with a vertex between two corners moved 3 m into its own land or its neighbour's. */
    private static List<Grid> broken(List<Grid> grids) {
        Random random = new Random(SEED);
        return grids.stream()
                .map(grid -> grid.level() == 1 || random.nextInt(100) > 0
                        ? grid
                        : grid.withShape(moved(
                                grid.shape(), grid.shape().getCoordinates()[4], random.nextBoolean() ? 270 : -270)))
                .toList();
    }

    private static Geometry moved(Geometry shape, Coordinate place, int units) {
        Coordinate[] ring = shape.copy().getCoordinates();
        for (Coordinate vertex : ring) {
            if (vertex.equals2D(place)) {
                vertex.y = Lattice.degrees(Lattice.units(vertex.y) + (long) units);
            }
        }
        return Lattice.FACTORY.createPolygon(ring);
    }

    private record Segment(long from, long to) {}

    /** The chain test as one writes it first. */
    private static boolean inRecords(List<Polygon> cells, Polygon outline) {
        Map<Segment, Integer> counts = new HashMap<>();
        for (Polygon cell : cells) {
            count(cell, 1, counts);
        }
        count(outline, -1, counts);
        return counts.isEmpty();
    }

    // Every ring of a mesh runs counter-clockwise.
    private static void count(Polygon cell, int times, Map<Segment, Integer> counts) {
        Coordinate[] ring = cell.getExteriorRing().getCoordinates();
        for (int i = 0; i + 1 < ring.length; i++) {
            long from = pack(ring[i]);
            long to = pack(ring[i + 1]);
            counts.merge(
                    from < to ? new Segment(from, to) : new Segment(to, from),
                    from < to ? times : -times,
                    (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    private static long pack(Coordinate c) {
        return (long) Lattice.units(c.x) << 32 | (Lattice.units(c.y) & 0xffffffffL);
    }

    private double milliseconds(BooleanSupplier work) {
        require(work.getAsBoolean());
        double[] times = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            long start = processorTime();
            require(work.getAsBoolean());
            times[i] = (processorTime() - start) / 1e6;
        }
        return median(times);
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void require(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("the proof did not say what it must");
        }
    }
}
