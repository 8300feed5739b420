package io.sixgrid.data.cluster;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The private cluster of a data directory as a process beside the service finds it: the service makes, starts and stops
 * it, each time at another port. Takes no lock and starts nothing. Safe for use by several threads.
 */
public final class JoinedCluster {
    /** Looking for a server starts programs, so it is not done more often. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DatabaseUser user = DatabaseUser.ofThisProcess();
    private final Path dataDir;
    private final String database;
    private @Nullable Found found;
    private long lookedNanos = System.nanoTime() - PAUSE.toNanos();

    /** A server that was found; its address holds for as long as its process runs. */
    private record Found(ProcessHandle process, DatabaseAddress address) {}

    /** @param database of the cluster */
    public JoinedCluster(Path dataDir, String database) {
        this.database = database;
        this.dataDir = dataDir.toAbsolutePath().normalize();
    }

    /** Whether the cluster was ever made. */
    public boolean made() {
        return home().isPresent();
    }

    /** Where the database is now; UNAVAILABLE while its server does not run. */
    public synchronized DatabaseAddress address() {
        Found known = found;
        if (known == null || !ClusterServer.runs(known.process())) {
            known = look().orElseThrow(() -> SixgridException.unavailable(
                    "no database runs for the data directory " + dataDir
                            + ": start `sixgrid run` on it, or name a database with --database-url",
                    null));
            found = known;
        }
        return known.address();
    }

    private Optional<Found> look() {
        if (System.nanoTime() - lookedNanos < PAUSE.toNanos()) {
            return Optional.empty();
        }
        Optional<Found> seen = home().flatMap(home -> {
            ClusterServer server = new ClusterServer(home, user, List.of());
            return server.process()
                    .flatMap(process ->
                            server.readyPort().map(port -> new Found(process, home.address(database, port))));
        });
        lookedNanos = System.nanoTime();
        return seen;
    }

    private Optional<ClusterHome> home() {
        try {
            return ClusterHome.made(dataDir);
        } catch (IOException e) {
            throw SixgridException.unavailable("cannot read the data directory " + dataDir + ": " + e, e);
        }
    }
}
