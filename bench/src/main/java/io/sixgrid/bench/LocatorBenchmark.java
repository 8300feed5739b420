package io.sixgrid.bench;

import io.sixgrid.data.Progress;
import io.sixgrid.data.cluster.PrivateCluster;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocatorGrid;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.sample.SampleCity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Which of the 885 base grids of the sample city holds a point: our raster of integers, an R-tree with prepared
 * geometries, and PostGIS as a set-based join on one core. The same points for all, one in ten of them a vertex of a border.
 * {@code wholeChain} is what the product really answers: all six levels and who touches.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class LocatorBenchmark {
    static final int POINTS = 20_000;
    private static final int BASE_GRID = 3;

    /** The city and the points. */
    @State(Scope.Benchmark)
    public static class City {
        final SampleCity city = SampleCity.generate(Progress.SILENT);
        final List<Grid> baseGrids =
                city.grids().stream().filter(g -> g.level() == BASE_GRID).toList();
        final List<LonLat> points = points();

        private List<LonLat> points() {
            Random random = new Random(1);
            Envelope box = city.outline().getEnvelopeInternal();
            List<LonLat> points = new ArrayList<>();
            for (int i = 0; i < POINTS; i++) {
                if (i % 10 == 0) {
                    Coordinate[] border = baseGrids
                            .get(random.nextInt(baseGrids.size()))
                            .shape()
                            .getCoordinates();
                    Coordinate vertex = border[random.nextInt(border.length)];
                    points.add(new LonLat(vertex.x, vertex.y));
                } else {
                    points.add(new LonLat(
                                    box.getMinX() + box.getWidth() * random.nextDouble(),
                                    box.getMinY() + box.getHeight() * random.nextDouble())
                            .onLattice());
                }
            }
            return points;
        }
    }

    /** Ours, of the base grids only and of the whole city. */
    @State(Scope.Benchmark)
    public static class Ours {
        GridLocator base = new GridLocator(1, List.of());
        GridLocator whole = base;

        /** Builds both. */
        @Setup
        public void build(City city) {
            base = locator(city.baseGrids, 1, BASE_GRID);
            whole = locator(city.city.grids(), BASE_GRID, 1);
        }

        private static GridLocator locator(List<Grid> grids, int deepestTiling, int topLevel) {
            Map<String, Long> ids = new HashMap<>();
            grids.forEach(g -> ids.put(g.code(), ids.size() + 1L));
            return new GridLocator(
                    deepestTiling,
                    grids.stream()
                            .map(g -> new LocatorGrid(
                                    new GridRef(
                                            ids.getOrDefault(g.code(), 0L),
                                            g.level() - topLevel + 1,
                                            g.code(),
                                            g.name()),
                                    g.level() == topLevel ? 0 : ids.getOrDefault(String.valueOf(g.parent()), 0L),
                                    g.shape()))
                            .toList());
        }
    }

    /** The usual way: an R-tree of boxes, then a prepared geometry. */
    @State(Scope.Benchmark)
    public static class Tree {
        final STRtree tree = new STRtree();

        /** Builds it. */
        @Setup
        public void build(City city) {
            for (Grid grid : city.baseGrids) {
                tree.insert(grid.shape().getEnvelopeInternal(), PreparedGeometryFactory.prepare(grid.shape()));
            }
            tree.build();
        }
    }

    /** A private PostgreSQL with the sample city. */
    @State(Scope.Benchmark)
    public static class Postgis {
        private final Path folder = folder();
        private final PrivateCluster cluster =
                PrivateCluster.open(folder, Map.of("jit", "off", "max_parallel_workers_per_gather", "0"));
        final Database database = new Database(cluster.address("bench"), 2);

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("sixgrid-bench-");
                folder.toFile().setExecutable(true, false);
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Loads the grids and the points. */
        @Setup(Level.Trial)
        public void load(City city) {
            database.prepare();
            new RevisionStore(database.jdbi())
                    .found(
                            Plan.of(city.city.scheme(), city.city.outline(), List.of(), city.city.grids()),
                            new Publication("bench", "bench", Optional.empty(), Instant.EPOCH),
                            Progress.SILENT);
            database.jdbi().useHandle(h -> {
                h.execute("create table base as select grid_id, shape from grid_version where level = 3");
                h.execute("create index on base using gist (shape)");
                h.execute("create table point (place geometry(Point, 4326))");
                h.createUpdate(
                                "insert into point select ST_SetSRID(ST_MakePoint(x, y), 4326) from unnest(:x, :y) p (x, y)")
                        .bindArray(
                                "x",
                                Double.class,
                                city.points.stream().map(LonLat::lon).toArray())
                        .bindArray(
                                "y",
                                Double.class,
                                city.points.stream().map(LonLat::lat).toArray())
                        .execute();
                h.execute("analyze");
            });
        }

        /** Stops it. */
        @TearDown
        public void stop() throws IOException {
            database.close();
            cluster.close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    /** Our raster and integers, base grids only. */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public int raster(City city, Ours ours) {
        int found = 0;
        for (LonLat point : city.points) {
            found += ours.base.locate(point).inside() ? 1 : 0;
        }
        return found;
    }

    /** All six levels. */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public int wholeChain(City city, Ours ours) {
        int found = 0;
        for (LonLat point : city.points) {
            found += ours.whole.locate(point).chain().size();
        }
        return found;
    }

    /** R-tree and prepared geometry. */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public int tree(City city, Tree tree) {
        int found = 0;
        for (LonLat point : city.points) {
            Coordinate place = new Coordinate(point.lon(), point.lat());
            Point geometry = Lattice.FACTORY.createPoint(place);
            for (Object candidate : tree.tree.query(new Envelope(place))) {
                if (((PreparedGeometry) candidate).covers(geometry)) {
                    found++;
                    break;
                }
            }
        }
        return found;
    }

    /** One statement for all points. */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public long postgis(Postgis postgis) {
        return postgis.database
                .jdbi()
                .withHandle(h -> h.createQuery(
                                "select count(distinct p.ctid) from point p join base b on ST_Covers(b.shape, p.place)")
                        .mapTo(Long.class)
                        .one());
    }
}
