package io.sixgrid.data.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void a_killed_server_is_started_again_at_its_address_and_never_once_the_cluster_is_closed() throws Exception {
        folder.toFile().setExecutable(true, false);
        PrivateCluster cluster = PrivateCluster.open(folder, FAST);
        String before = cluster.address("postgres").url();
        ProcessHandle killed = server();
        killed.destroyForcibly();
        killed.onExit().get(2, TimeUnit.MINUTES);
        while (!cluster.alive()) {
            try {
                cluster.revive();
            } catch (SixgridException e) {
                // Children of the killed one live on for a while.
                assertThat(e.kind()).isEqualTo(SixgridException.Kind.UNAVAILABLE);
            }
        }
        ProcessHandle revived = server();
        assertThat(revived).isNotEqualTo(killed);
        assertThat(cluster.address("postgres").url()).isEqualTo(before);

        cluster.close();
        revived.onExit().get(2, TimeUnit.MINUTES);
        cluster.revive();
        assertThat(cluster.alive()).isFalse();
        assertThat(folder.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void it_works_below_a_directory_that_only_its_owner_may_enter() throws Exception {
        Path dataDir = closedFolder().resolve("checkout/.sixgrid");
        try (PrivateCluster cluster = PrivateCluster.open(dataDir, FAST);
                Database database = new Database(cluster.address("postgres"), 1)) {
            assertThat(database.jdbi()
                            .<Integer, RuntimeException>withHandle(h -> h.createQuery("select 1")
                                    .mapTo(Integer.class)
                                    .one()))
                    .isEqualTo(1);
            assertThat(cluster.folder()).exists();
        } finally {
            removeClusterOf(dataDir);
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
    void a_cluster_of_another_user_is_refused_in_one_sentence() throws Exception {
        Path data = Files.createDirectories(folder.resolve("postgres/data"));
        Files.writeString(data.resolve("PG_VERSION"), "15\n");
        Files.writeString(folder.resolve("cluster.location"), "postgres\n");
        folder.toFile().setExecutable(true, false);
        Files.setPosixFilePermissions(data, Set.of());
        try {
            assertThatThrownBy(() -> PrivateCluster.open(folder, FAST))
                    .isInstanceOf(SixgridException.class)
                    .hasMessage("the data directory " + folder
                            + " belongs to another user: run as that user or choose another --data-dir");
        } finally {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** No shell command can name such a folder, says initdb. */
    @Test
    void a_failing_initdb_is_told_to_the_user() {
        folder.toFile().setExecutable(true, false);
        assertThatThrownBy(() -> PrivateCluster.open(folder.resolve("two\nlines"), FAST))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("initdb cannot make a database cluster in " + folder);
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
        Files.writeString(folder.resolve("cluster.unfinished"), "postgres\n");
        folder.toFile().setExecutable(true, false);
        try (PrivateCluster cluster = PrivateCluster.open(folder, FAST)) {
            assertThat(cluster.owned()).isTrue();
        }
        assertThat(folder.resolve("cluster.unfinished")).doesNotExist();
    }

    @Test
    void a_folder_that_no_note_names_is_refused_and_stays() throws Exception {
        Path strange = Files.createDirectories(folder.resolve("postgres/data/base"));
        folder.toFile().setExecutable(true, false);
        assertThatThrownBy(() -> PrivateCluster.open(folder, FAST))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("no note says that it is Sixgrid's");
        assertThat(strange).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../other", ".", "/etc", "/var/lib/sixgrid", "/var/lib/sixgrid/../x"})
    void a_note_that_names_a_folder_of_somebody_else_removes_nothing(String named) throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Path dataDir = Files.createDirectories(folder.resolve("data"));
        Files.writeString(dataDir.resolve("cluster.unfinished"), named);
        assertThatThrownBy(() -> PrivateCluster.open(dataDir, FAST))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("which is no folder of Sixgrid's");
        assertThat(other).exists();
        assertThat(dataDir.resolve("cluster.unfinished")).exists();
    }

    @Test
    void a_cluster_in_which_a_server_runs_is_never_removed() throws Exception {
        PrivateCluster.open(folder, FAST).forget();
        Path location = folder.resolve("cluster.location");
        Path unfinished = folder.resolve("cluster.unfinished");
        Files.move(location, unfinished);
        assertThatThrownBy(() -> PrivateCluster.open(folder, FAST))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("PostgreSQL runs in it");
        Files.move(unfinished, location);
        PrivateCluster.open(folder, FAST).close();
    }

    /** {@code mv sixgrid sixgrid.old; git clone sixgrid}, below root's home. */
    @Test
    void a_new_data_directory_of_the_same_path_leaves_the_cluster_of_the_moved_one_alone() throws Exception {
        Path closed = closedFolder();
        Path dataDir = closed.resolve("sixgrid");
        Path moved = closed.resolve("sixgrid.old");
        PrivateCluster first = PrivateCluster.open(dataDir, FAST);
        first.close();
        Files.move(dataDir, moved);
        try (PrivateCluster second = PrivateCluster.open(dataDir, FAST);
                PrivateCluster again = PrivateCluster.open(moved, FAST)) {
            assertThat(again.folder()).isNotEqualTo(second.folder());
            assertThat(again.folder().resolve("data/PG_VERSION")).exists();
        } finally {
            removeClusterOf(dataDir);
            removeClusterOf(moved);
        }
    }

    private ProcessHandle server() throws IOException {
        String pid = Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                .get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private Path closedFolder() throws IOException {
        return Files.createDirectory(
                folder.resolve("root-home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void removeClusterOf(Path dataDir) throws IOException {
        String cluster = Files.readString(dataDir.resolve("cluster.location")).strip();
        Command.run(List.of("rm", "-rf", dataDir.resolve(cluster).toString()));
    }
}
