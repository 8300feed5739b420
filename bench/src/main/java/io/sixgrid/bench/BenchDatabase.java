package io.sixgrid.bench;

import io.sixgrid.data.Progress;
import io.sixgrid.data.cluster.PrivateCluster;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.data.device.RegistrationStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.sample.SampleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the product's own settings, with the sample city; each run gets a copy of it in which nothing has
 * happened. It notes when transactions commit, which the product's does not.
 */
final class BenchDatabase implements AutoCloseable {
    static final String SCHEME = "default";
    private static final String RUN = "run";

    private final Path dataDir;
    private final PrivateCluster cluster;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** @param statements whether it also counts what each statement costs */
    BenchDatabase(boolean statements) throws IOException {
        dataDir = Files.createTempDirectory("sixgrid-bench-db-");
        // For the database's user, when root runs this; otherwise the cluster would live elsewhere.
        dataDir.toFile().setExecutable(true, false);
        Map<String, String> settings = new HashMap<>(Map.of("track_commit_timestamp", "on"));
        if (statements) {
            settings.put("shared_preload_libraries", "pg_stat_statements");
        }
        cluster = PrivateCluster.open(dataDir, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        load();
    }

    private void load() {
        try (Database city = new Database(cluster.address(BenchDatabaseStore.CITY), 4)) {
            city.prepare();
            Boundaries boundaries = new Boundaries(new GridStore(city.jdbi()), SCHEME, Clock.systemUTC());
            new SampleLoader(
                            city,
                            new RevisionStore(city.jdbi()),
                            new RegistrationStore(city.jdbi(), boundaries),
                            boundaries)
                    .load(Instant.now(), Progress.SILENT);
            BenchDatabaseStore.analyze(city.jdbi());
        }
    }

    /** A database in which nothing has happened; what the run before had is gone. */
    DatabaseAddress fresh() {
        BenchDatabaseStore.copy(cluster.address("postgres"), RUN);
        return cluster.address(RUN);
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(dataDir)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** Once: also when the bench is interrupted. */
    private void stop() {
        if (!stopped.getAndSet(true)) {
            cluster.close();
        }
    }
}
