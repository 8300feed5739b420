package io.sixgrid.geo.kill;

import io.sixgrid.data.cluster.PrivateCluster;
import io.sixgrid.data.db.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * A PostgreSQL that the test runs as somebody else's would be run, durable, with the test city in it; killed, it starts
 * again on the same port. Used by one thread.
 */
final class DatabaseServer implements AutoCloseable {
    private final Path directory;
    private final Map<String, String> settings;
    private PrivateCluster cluster;

    DatabaseServer(Path directory) {
        this(directory, Map.of());
    }

    /** @param settings of PostgreSQL, over its defaults */
    DatabaseServer(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings = new HashMap<>(settings);
        // Stands after the free port that the cluster chooses for itself, and so wins over it.
        this.settings.put("port", String.valueOf(Ports.free()));
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateCity.make(directory);
        cluster = PrivateCluster.open(directory, this.settings);
    }

    DatabaseAddress address() {
        return cluster.address("sixgrid");
    }

    /** A connection of its own for each question. */
    Jdbi jdbi() {
        return Jdbi.create(address().url(), address().user(), address().password());
    }

    /** Ends its first process with SIGKILL; the others end by themselves when they see it. */
    void kill() {
        kill(cluster.folder());
    }

    /** Starts it again after it ended in whatever way. */
    void start() {
        // Finds that it does not run, and gives the directory up.
        cluster.close();
        cluster = PrivateCluster.open(directory, settings);
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** Ends the first process of the cluster in {@code folder} with SIGKILL. */
    static void kill(Path folder) {
        try {
            String pid =
                    Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0);
            ProcessHandle postmaster =
                    ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
