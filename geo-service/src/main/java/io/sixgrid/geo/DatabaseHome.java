package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.cluster.PrivateCluster;
import io.sixgrid.data.db.DatabaseAddress;
import java.util.Map;
import java.util.Optional;

/** Where the database of a configuration is: its private cluster, opened here and closed again, or one elsewhere. */
final class DatabaseHome implements AutoCloseable {
    private static final String NAME = "sixgrid";

    private final Optional<PrivateCluster> cluster;
    private final DatabaseAddress address;

    private DatabaseHome(Optional<PrivateCluster> cluster, DatabaseAddress address) {
        this.cluster = cluster;
        this.address = address;
    }

    static DatabaseHome open(Config config) {
        if (config.database().isPresent()) {
            return new DatabaseHome(Optional.empty(), config.database().get());
        }
        PrivateCluster cluster = PrivateCluster.open(config.dataDir(), Map.of());
        return new DatabaseHome(Optional.of(cluster), cluster.address(NAME));
    }

    /** For the service itself, of which a data directory has one; commands beside it join its cluster. */
    static DatabaseHome openAlone(Config config) {
        DatabaseHome home = open(config);
        if (home.cluster.isPresent() && !home.cluster.get().owned()) {
            throw SixgridException.conflict("another Sixgrid runs on the data directory "
                    + config.dataDir().toAbsolutePath() + "; stop it, or choose another with --data-dir");
        }
        return home;
    }

    DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        cluster.ifPresent(PrivateCluster::close);
    }
}
