package io.sixgrid.geo.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.ingest.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database is full while messages go on arriving. Needs root and the right to mount a tmpfs. */
final class FullDiskTest {
    private static final Map<String, String> LITTLE_WAL =
            Map.of("min_wal_size", "32MB", "max_wal_size", "48MB", "wal_recycle", "off");

    @TempDir
    private Path directory;

    @Test
    void nothing_is_lost_while_the_database_has_no_room_and_health_says_so() {
        full(71, false);
    }

    /** Started again by whoever runs it; the private one of the service is below. */
    @Tag("long")
    @Test
    void nothing_is_lost_when_the_database_dies_of_a_full_disk() {
        full(72, true);
    }

    private void full(long seed, boolean panic) {
        PrivateCity.enterable(directory);
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"), 200);
                DatabaseServer server = new DatabaseServer(disk.root().resolve("db"), LITTLE_WAL);
                ServiceProcess service = ServiceProcess.run("full-disk-" + seed, directory.resolve("s"))
                        .on(server.address());
                NumberedPublisher devices = new NumberedPublisher(service.mqttPort(), seed, 4, 200)) {
            service.start();
            devices.start();
            devices.awaitMore(300);
            disk.fill();
            if (panic) {
                panic(server.jdbi());
            }
            Await.until("health says so", () -> service.get("/health").status() == 503);
            devices.awaitMore(500);
            assertThat(service.get("/health").json().at("/parts/ingest/detail").asText())
                    .startsWith("messages are not stored");
            disk.free();
            if (panic) {
                server.start();
            }
            devices.awaitMore(300);
            devices.pause();
            Reckoning.after(devices, server.jdbi(), service)
                    .print("full disk of the database" + (panic ? ", of which it dies" : ""));
        }
    }

    @Test
    void the_service_starts_its_private_database_again_that_died_of_a_full_disk() {
        PrivateCity.make(directory);
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"), 200);
                ServiceProcess service = ServiceProcess.run("private-full-disk", directory);
                NumberedPublisher devices = new NumberedPublisher(service.mqttPort(), 73, 4, 200)) {
            PrivateCity.moveDatabase(directory, disk.root().resolve("postgres"));
            service.start();
            devices.start();
            devices.awaitMore(300);
            Jdbi jdbi = PrivateCity.join(directory);
            disk.fill();
            panic(jdbi);
            Await.until("health says so", () -> service.get("/health").status() == 503);
            devices.awaitMore(500);
            disk.free();
            devices.awaitMore(300);
            devices.pause();
            Reckoning.after(devices, jdbi, service).print("full disk of the private database, of which it dies");
        }
    }

    /** As by default: broker and database in one data directory. The broker writes on in the files that it has. */
    @Test
    void nothing_is_lost_when_the_broker_shuts_itself_down_because_its_disk_is_full_too() {
        PrivateCity.enterable(directory);
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"), 250);
                ServiceProcess service = ServiceProcess.run("all-full-disk", disk.root());
                NumberedPublisher devices = new NumberedPublisher(service.mqttPort(), 74, 10, 2_000)) {
            PrivateCity.make(disk.root());
            service.start();
            devices.start();
            devices.awaitMore(300);
            Jdbi jdbi = PrivateCity.join(disk.root());
            disk.fill();
            // Only once it needs a further file, which on a slow machine takes its time.
            Await.until(
                    "health says that the broker shut itself down",
                    Duration.ofMinutes(4),
                    () -> service.get("/health")
                            .json()
                            .at("/parts/broker/detail")
                            .asText()
                            .startsWith("shut itself down"));
            disk.free();
            devices.awaitMore(300);
            devices.pause();
            Reckoning.after(devices, jdbi, service).print("full disk of database and broker, which shuts itself down");
        }
    }

    /** Has the database begin segments of its log until there is no room for one, of which it dies. */
    private static void panic(Jdbi jdbi) {
        Await.until("the database dies", () -> {
            try {
                jdbi.useHandle(h -> h.execute("select pg_switch_wal()"));
                return false;
            } catch (JdbiException e) {
                return true;
            }
        });
    }
}
