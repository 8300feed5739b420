package io.sixgrid.data.cluster;

import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The PostgreSQL programs of one major version on this machine.
 *
 * @param major   e.g. 15
 * @param folder  holds {@code initdb} and {@code pg_ctl}
 */
record PostgresBinaries(int major, Path folder) {
    /** Where Debian, Ubuntu and the PostgreSQL project's packages put each major version, none of it on the PATH. */
    private static final List<Path> ROOTS = List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr/pgsql"));

    /** The newest version installed. */
    static PostgresBinaries newest() {
        return lastOf(installed());
    }

    /** The version that can open a cluster made by {@code major}: PostgreSQL opens only its own. */
    static PostgresBinaries of(int major, Path cluster) {
        NavigableMap<Integer, Path> installed = installed();
        Path folder = installed.get(major);
        if (folder == null) {
            throw SixgridException.conflict("the database in " + cluster + " was made by PostgreSQL " + major
                    + ", and only " + installed.keySet() + " is installed; install postgresql-" + major
                    + " and its PostGIS, or choose another --data-dir");
        }
        return new PostgresBinaries(major, folder);
    }

    String program(String name) {
        return folder.resolve(name).toString();
    }

    private static PostgresBinaries lastOf(NavigableMap<Integer, Path> installed) {
        if (installed.isEmpty()) {
            throw SixgridException.unavailable(
                    "PostgreSQL is not installed: install postgresql and postgresql-<version>-postgis-3,"
                            + " or name a server with --database-url",
                    null);
        }
        return new PostgresBinaries(installed.lastKey(), installed.lastEntry().getValue());
    }

    private static NavigableMap<Integer, Path> installed() {
        NavigableMap<Integer, Path> found = new TreeMap<>();
        for (Path root : ROOTS) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> versions = Files.list(root)) {
                    versions.filter(v -> v.getFileName().toString().matches("\\d+"))
                            .filter(v -> Files.isExecutable(v.resolve("bin/pg_ctl")))
                            .forEach(v ->
                                    found.put(Integer.valueOf(v.getFileName().toString()), v.resolve("bin")));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        if (found.isEmpty()) {
            onPath().forEach(folder -> found.put(majorOf(folder), folder));
        }
        return found;
    }

    private static Stream<Path> onPath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of)
                .filter(folder ->
                        Files.isExecutable(folder.resolve("pg_ctl")) && Files.isExecutable(folder.resolve("initdb")))
                .limit(1);
    }

    private static int majorOf(Path folder) {
        // "pg_ctl (PostgreSQL) 16.4"
        String version = Command.run(List.of(folder.resolve("pg_ctl").toString(), "--version"));
        return Integer.parseInt(version.replaceAll("(?s)\\D*(\\d+).*", "$1"));
    }
}
