package io.sixgrid.data.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresBinariesTest {
    @TempDir
    Path usr;

    @Test
    void versions_are_found_where_debian_and_red_hat_packages_put_them() throws Exception {
        Path debian = installed("lib/postgresql/15/bin");
        Path redHat = installed("pgsql-17/bin");
        installed("pgsql-beta/bin");
        Files.createDirectories(usr.resolve("lib/postgresql/16/bin"));
        assertThat(PostgresBinaries.below(usr)).isEqualTo(Map.of(15, debian, 17, redHat));
    }

    private Path installed(String folder) throws IOException {
        Path bin = Files.createDirectories(usr.resolve(folder));
        Files.createFile(bin.resolve("pg_ctl")).toFile().setExecutable(true);
        return bin;
    }
}
