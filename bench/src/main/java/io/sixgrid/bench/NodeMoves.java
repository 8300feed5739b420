package io.sixgrid.bench;

import io.sixgrid.data.grid.GridStore.StoredScheme;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.redraw.Attempt;
import io.sixgrid.data.redraw.Base;
import io.sixgrid.data.redraw.Operation;
import io.sixgrid.data.redraw.OperationReader;
import io.sixgrid.data.redraw.Settling;
import io.sixgrid.data.redraw.Sketch;
import io.sixgrid.data.sample.SampleMesh;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/** What proving that a corner of four grids moved costs, as drafts do it, among few grids and among many. */
final class NodeMoves {
    private static final int SEGMENTS = 9;
    private static final int NODES = 400;
    private static final int ROUNDS = 6;
    /** Lattice units, about four metres. */
    private static final long NORTH = 400;

    private static final long SEED = 20261126;

    private NodeMoves() {}

    /** @param columns of square meshes, the smallest first */
    static void measure(int... columns) {
        System.out.println("\nA node move, proven at all levels, milliseconds of processor time:");
        double first = 0;
        for (int across : columns) {
            Timings timings = moves(across).warm();
            first = first == 0 ? timings.at(0.5) : first;
            System.out.printf(
                    Locale.ROOT,
                    "  among %,7d leaves  median %7.3f  p95 %7.3f   %5.2f x that among the fewest (limit 3)%n",
                    across * across,
                    timings.at(0.5),
                    timings.at(0.95),
                    timings.at(0.5) / first);
        }
    }

    private static Timings moves(int across) {
        SampleMesh mesh = new SampleMesh(across, across, SEGMENTS, SEED);
        Plan plan = Plan.of(SampleMesh.SCHEME, mesh.outline(), List.of(), mesh.grids());
        Map<String, Long> ids = new HashMap<>();
        plan.grids().forEach(grid -> ids.put(grid.code(), ids.size() + 1L));
        StoredPlan stored = new StoredPlan(new StoredScheme(1, SampleMesh.SCHEME), 1, Instant.EPOCH, plan, ids);
        Sketch sketch = new Sketch(Base.of(stored));
        List<Operation> there = new ArrayList<>();
        List<Operation> back = new ArrayList<>();
        RedrawEdits edits = new RedrawEdits(mesh);
        for (Coordinate node : nodes(edits, across)) {
            there.add(OperationReader.read(RedrawEdits.moveNode(node, NORTH)));
            back.add(OperationReader.read(RedrawEdits.moveNode(RedrawEdits.north(node, NORTH), -NORTH)));
        }
        Timings timings = new Timings();
        for (int round = 0; round < ROUNDS; round++) {
            for (Operation move : round % 2 == 0 ? there : back) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                Attempt attempt = Settling.settle(sketch, move);
                timings.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6);
                if (attempt.edit().isEmpty()) {
                    throw new IllegalStateException("refused: " + attempt.findings());
                }
            }
        }
        return timings;
    }

    /** All over the mesh, none twice. */
    private static Set<Coordinate> nodes(RedrawEdits edits, int across) {
        Random random = new Random(SEED);
        Set<Coordinate> nodes = new LinkedHashSet<>();
        while (nodes.size() < NODES) {
            nodes.add(edits.corner(1 + random.nextInt(across - 1), 1 + random.nextInt(across - 1)));
        }
        return nodes;
    }
}
