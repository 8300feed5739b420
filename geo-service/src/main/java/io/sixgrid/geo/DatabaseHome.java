package io.sixgrid.geo;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.cluster.JoinedCluster;
import io.sixgrid.data.cluster.PrivateCluster;
import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.geo.health.HealthPart;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Where the database of a configuration is: its private cluster, opened here and closed again, or one elsewhere. */
final class DatabaseHome implements AutoCloseable {
    private static final String NAME = "sixgrid";

    private final Optional<PrivateCluster> cluster;
    private final Optional<DatabaseWatch> watch;
    private final DatabaseAddress address;

    private DatabaseHome(Optional<PrivateCluster> cluster, Optional<DatabaseWatch> watch, DatabaseAddress address) {
        this.cluster = cluster;
        this.watch = watch;
        this.address = address;
    }

    /** For a command beside the service, whose cluster it joins. */
    static DatabaseHome open(Config config) {
        return config.database().map(DatabaseHome::elsewhere).orElseGet(() -> {
            PrivateCluster cluster = PrivateCluster.open(config.dataDir(), Map.of());
            return new DatabaseHome(Optional.of(cluster), Optional.empty(), cluster.address(NAME));
        });
    }

    /** For the service itself, of which a data directory has one: a private cluster that dies is started again. */
    static DatabaseHome openAlone(Config config) {
        if (config.database().isPresent()) {
            return elsewhere(config.database().get());
        }
        PrivateCluster cluster = PrivateCluster.open(config.dataDir(), Map.of());
        if (!cluster.owned()) {
            throw SixgridException.conflict("another Sixgrid runs on the data directory "
                    + config.dataDir().toAbsolutePath() + "; stop it, or choose another with --data-dir");
        }
        DatabaseWatch watch = new DatabaseWatch(cluster, Clock.systemUTC());
        watch.start();
        return new DatabaseHome(Optional.of(cluster), Optional.of(watch), cluster.address(NAME));
    }

    /**
     * For a process of its own beside the service: asked anew it follows the private cluster, which has another port with
     * each start. UNAVAILABLE while that does not run.
     */
    static Supplier<DatabaseAddress> whereabouts(Config config) {
        return config.database()
                .<Supplier<DatabaseAddress>>map(elsewhere -> () -> elsewhere)
                .orElseGet(() -> cluster(config)::address);
    }

    /** Whether there is a database, even if it is away. */
    static boolean made(Config config) {
        return config.database().isPresent() || cluster(config).made();
    }

    private static JoinedCluster cluster(Config config) {
        return new JoinedCluster(config.dataDir(), NAME);
    }

    /** One that others start and stop. */
    static DatabaseHome elsewhere(DatabaseAddress address) {
        return new DatabaseHome(Optional.empty(), Optional.empty(), address);
    }

    DatabaseAddress address() {
        return address;
    }

    /** Whether the database that is here answers, and how often it had to be started again. */
    HealthPart health(BooleanSupplier answers) {
        return new HealthPart("database", () -> {
            boolean well = answers.getAsBoolean();
            String restarted = watch.flatMap(DatabaseWatch::restarts)
                    .map(DatabaseHome::say)
                    .orElse("");
            return new HealthPart.State(well, (well ? "answers" : "does not answer") + restarted);
        });
    }

    private static String say(DatabaseWatch.Restarts restarts) {
        return "; was restarted " + restarts.count() + (restarts.count() == 1 ? " time" : " times") + ", last at "
                + restarts.last().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void close() {
        watch.ifPresent(DatabaseWatch::close);
        cluster.ifPresent(PrivateCluster::close);
    }
}
