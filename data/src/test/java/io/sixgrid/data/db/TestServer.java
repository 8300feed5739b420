package io.sixgrid.data.db;

import io.sixgrid.data.cluster.PrivateCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One private PostgreSQL with PostGIS a test JVM, made by the product's own {@link PrivateCluster} and removed at the
 * end; its template database carries the migrated schema. Durability is off: a test's database outlives nothing.
 */
final class TestServer {
    static final String TEMPLATE = "sixgrid_template";
    private static final Map<String, String> SETTINGS =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "max_connections", "200");

    private final Path folder;
    private final PrivateCluster cluster;

    private TestServer() {
        try {
            folder = Files.createTempDirectory("sixgrid-test-");
            // Readable for user postgres, as whom the server runs when root runs the tests.
            folder.toFile().setExecutable(true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster = PrivateCluster.open(folder, SETTINGS);
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove, "remove-test-server"));
        try (Database template = new Database(cluster.address(TEMPLATE), 2)) {
            template.prepare();
        }
    }

    static TestServer get() {
        return Holder.SERVER;
    }

    DatabaseAddress address(String database) {
        return cluster.address(database);
    }

    private void remove() {
        cluster.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final TestServer SERVER = new TestServer();
    }
}
