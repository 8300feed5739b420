package io.sixgrid.geo.kill;

import io.sixgrid.data.cluster.PrivateCluster;
import io.sixgrid.data.db.Database;
import io.sixgrid.data.db.DatabaseAddress;
import io.sixgrid.ingest.TestCity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The private cluster of a data directory, with the test city in its database {@code sixgrid}. */
final class PrivateCity {
    /** The note in a data directory of where its cluster is. */
    private static final String LOCATION = "cluster.location";

    private PrivateCity() {}

    /** Puts it into {@code dataDir} and runs nothing: the service that runs on it opens it as its own. */
    static void make(Path dataDir) {
        for (String part : List.of("postgres", "cluster.password", LOCATION)) {
            SmallDisk.require("cp", "-a", Template.DIRECTORY.resolve(part).toString(), dataDir.toString());
        }
        enterable(dataDir);
    }

    /** For user postgres, as whom the server runs when root runs the tests. */
    static void enterable(Path folder) {
        folder.toFile().setExecutable(true, false);
    }

    /** The database of a cluster that some process runs now. */
    static Jdbi join(Path dataDir) {
        try (PrivateCluster cluster = PrivateCluster.open(dataDir, Map.of())) {
            if (cluster.owned()) {
                throw new IllegalStateException("nobody runs the cluster of " + dataDir);
            }
            DatabaseAddress address = cluster.address("sixgrid");
            return Database.configured(Jdbi.create(address.url(), address.user(), address.password()));
        }
    }

    /** Ends the first process of the database with SIGKILL; the others end by themselves when they see it. */
    static void killDatabase(Path dataDir) {
        DatabaseServer.kill(folder(dataDir));
    }

    /** Moves a cluster that nobody runs to another file system. */
    static void moveDatabase(Path dataDir, Path to) {
        Path from = folder(dataDir);
        try {
            SmallDisk.require("cp", "-a", from.toString(), to.toString());
            SmallDisk.require("rm", "-r", from.toString());
            Files.writeString(dataDir.resolve(LOCATION), to.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(Path dataDir) {
        try {
            return dataDir.resolve(Files.readString(dataDir.resolve(LOCATION)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void build(DatabaseAddress address) {
        try (Database database = new Database(address, 2)) {
            database.prepare();
            TestCity.build(database.jdbi());
        }
    }

    /** Made once a test JVM: a copy takes a tenth of the time. */
    private static final class Template {
        static final Path DIRECTORY = make();

        private static Path make() {
            try {
                Path made = Files.createTempDirectory("sixgrid-test-");
                enterable(made);
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(() -> SmallDisk.run("rm", "-r", made.toString()), "remove-template"));
                try (PrivateCluster cluster = PrivateCluster.open(made, Map.of("fsync", "off"))) {
                    build(cluster.address("sixgrid"));
                }
                return made;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
