package io.sixgrid.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sixgrid.data.Progress;
import io.sixgrid.data.cluster.PrivateCluster;
import io.sixgrid.data.code.CodeRules;
import io.sixgrid.data.code.CodeStore;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.edition.EditionImport;
import io.sixgrid.data.edition.ImportReport;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.place.Frames;
import io.sixgrid.geo.edition.ImportWords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * What importing 10,000 grids with a million vertices costs, step by step, from the file to the revision: of a clean file, of
 * one with errors in three grids of a hundred, and of one in which nothing is quite where its neighbour has it.
 */
final class ImportBench {
    private static final long SEED = 5;

    /** Times steps by when the next one is heard of. */
    private static final class Steps implements Progress {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final Map<String, double[]> seconds = new LinkedHashMap<>();
        private String step = "reading";
        private long since;
        private long processor;

        void start() {
            since = System.nanoTime();
            processor = threads.getCurrentThreadCpuTime();
        }

        @Override
        public void advance(String what, int done, int total) {
            if (!what.equals(step)) {
                finish();
                step = what;
            }
        }

        /** By step, elapsed and the thread's own. */
        Map<String, double[]> finish() {
            double[] sum = seconds.computeIfAbsent(step, key -> new double[2]);
            sum[0] += (System.nanoTime() - since) / 1e9;
            sum[1] += (threads.getCurrentThreadCpuTime() - processor) / 1e9;
            start();
            return seconds;
        }
    }

    private final Path folder;
    private final PrivateCluster cluster;

    private ImportBench(Path folder, PrivateCluster cluster) {
        this.folder = folder;
        this.cluster = cluster;
    }

    /** @param wanted words of the command line: names of errors, of which none means all */
    static void measure(List<String> wanted) throws IOException {
        Path folder = Files.createTempDirectory("sixgrid-bench-import-");
        // For the database's user, when root runs this.
        folder.toFile().setExecutable(true, false);
        try (PrivateCluster cluster = PrivateCluster.open(folder, Map.of())) {
            ImportBench bench = new ImportBench(folder, cluster);
            BoundaryFile boundaries = new BoundaryFile(wanted.contains("--quick") ? 30 : 100, 24, SEED);
            List<BoundaryFile.Errors> all = List.of(BoundaryFile.Errors.values());
            List<BoundaryFile.Errors> named =
                    all.stream().filter(errors -> wanted.contains(name(errors))).toList();
            for (BoundaryFile.Errors errors : named.isEmpty() ? all : named) {
                bench.measure(boundaries, errors);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void measure(BoundaryFile boundaries, BoundaryFile.Errors errors) throws IOException {
        Path file = folder.resolve("boundaries.geojson");
        boundaries.write(file, errors);
        double parsing = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            int features = JsonMapper.builder()
                    .build()
                    .readTree(file.toFile())
                    .path("features")
                    .size();
            parsing = Math.min(parsing, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9);
            if (features == 0) {
                throw new IllegalStateException("no features in the file");
            }
        }
        Steps steps = new Steps();
        ImportReport report = run(file, errors, steps);
        Map<String, double[]> seconds = steps.finish();
        double total = seconds.values().stream().mapToDouble(time -> time[0]).sum();
        double own = seconds.values().stream().mapToDouble(time -> time[1]).sum();
        System.out.printf(
                Locale.ROOT,
                "%nImport, errors %s: %,d grids, %.0f MB, %,d repairs; %s%n",
                name(errors),
                report.source().features(),
                Files.size(file) / 1e6,
                report.fit().repairs().size(),
                report.outcome().why());
        seconds.forEach((step, time) ->
                System.out.printf(Locale.ROOT, "  %-22s %7.2f s, processor %7.2f s%n", step, time[0], time[1]));
        System.out.printf(
                Locale.ROOT,
                "  %-22s %7.2f s, processor %7.2f s, %.1f x parsing with Jackson (processor %.2f s)%n",
                "all",
                total,
                own,
                own / parsing,
                parsing);
        if (report.outcome().revision().isEmpty()) {
            throw new IllegalStateException("not imported: "
                    + report.findings().stream().limit(3).map(Finding::sentence).toList());
        }
    }

    private static String name(BoundaryFile.Errors errors) {
        return errors.name().toLowerCase(Locale.ROOT);
    }

    private ImportReport run(Path file, BoundaryFile.Errors errors, Steps steps) {
        String name = name(errors);
        try (Database database = new Database(cluster.address("import_" + name), 2)) {
            database.prepare();
            Jdbi jdbi = database.jdbi();
            steps.start();
            return new EditionImport(
                            new EditionImport.Stores(
                                    new GridStore(jdbi),
                                    new PlanStore(jdbi),
                                    new RevisionStore(jdbi),
                                    new CodeStore(jdbi)),
                            new CodeRules(Optional.empty()),
                            Frames.builtIn())
                    .run(
                            file,
                            new ImportWords(
                                            Map.of(
                                                    "scheme", name,
                                                    "levels", "district:区:District,grid:网格:Grid",
                                                    "level", "grid",
                                                    "field.code", "code",
                                                    "field.name", "name",
                                                    "field.1.code", "district",
                                                    "outline", "union",
                                                    "repair", "2",
                                                    "reason", "bench"),
                                            new ImportWords.Asking(name, "bench", Instant.now(), ZoneOffset.UTC, true))
                                    .order(),
                            steps);
        }
    }
}
