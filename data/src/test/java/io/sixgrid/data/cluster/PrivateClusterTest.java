package io.sixgrid.data.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateClusterTest {
    private static final Map<String, String> FAST = Map.of("fsync", "off");

    @TempDir
    Path folder;

    @Test
    void a_second_start_finds_what_the_first_stored() {
        try (PrivateCluster cluster = PrivateCluster.open(folder, FAST);
                Database database = new Database(cluster.address("city"), 1)) {
            database.prepare();
            database.jdbi().useHandle(h -> h.execute("insert into relay_position values ('x', 7)"));
        }
        try (PrivateCluster cluster = PrivateCluster.open(folder, FAST);
                Database database = new Database(cluster.address("city"), 1)) {
            database.prepare();
            assertThat(database.jdbi()
                            .<Long, RuntimeException>withHandle(h -> h.createQuery("select seq from relay_position")
                                    .mapTo(Long.class)
                                    .one()))
                    .isEqualTo(7);
        }
    }

    @Test
    void a_cluster_left_running_by_a_crash_is_adopted() throws Exception {
        PrivateCluster crashed = PrivateCluster.open(folder, FAST);
        String before = crashed.address("postgres").url();
        crashed.forget();
        try (PrivateCluster next = PrivateCluster.open(folder, FAST)) {
            assertThat(next.owned()).isTrue();
            assertThat(next.address("postgres").url()).isEqualTo(before);
        }
    }

    @Test
    void it_works_below_a_directory_that_only_its_owner_may_enter() throws Exception {
        Path closed = Files.createDirectory(
                folder.resolve("root-home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path dataDir = closed.resolve("checkout/.sixgrid");
        try (PrivateCluster cluster = PrivateCluster.open(dataDir, FAST);
                Database database = new Database(cluster.address("postgres"), 1)) {
            assertThat(database.jdbi()
                            .<Integer, RuntimeException>withHandle(h -> h.createQuery("select 1")
                                    .mapTo(Integer.class)
                                    .one()))
                    .isEqualTo(1);
            assertThat(cluster.folder()).exists();
        } finally {
            Command.run(List.of(
                    "rm",
                    "-rf",
                    Files.readString(dataDir.resolve("cluster.location")).strip()));
        }
    }

    @Test
    void a_cluster_of_a_postgresql_that_is_not_installed_is_named_in_the_refusal() throws Exception {
        Path data = Files.createDirectories(folder.resolve("postgres/data"));
        Files.writeString(data.resolve("PG_VERSION"), "99\n");
        Files.writeString(folder.resolve("cluster.location"), "postgres\n");
        folder.toFile().setExecutable(true, false);
        assertThatThrownBy(() -> PrivateCluster.open(folder, FAST))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("made by PostgreSQL 99")
                .hasMessageContaining("install postgresql-99");
    }

    @Test
    void a_cluster_that_was_lost_is_not_silently_made_anew() throws Exception {
        Files.writeString(folder.resolve("cluster.location"), "postgres\n");
        assertThatThrownBy(() -> PrivateCluster.open(folder, FAST))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("is gone from " + folder.resolve("postgres/data"));
    }

    @Test
    void a_cluster_whose_making_was_interrupted_is_made_again() throws Exception {
        Files.createDirectories(folder.resolve("postgres/data/base"));
        folder.toFile().setExecutable(true, false);
        try (PrivateCluster cluster = PrivateCluster.open(folder, FAST)) {
            assertThat(cluster.owned()).isTrue();
        }
    }
}
