package io.sixgrid.data.cluster;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.MinimumVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The PostgreSQL programs of one major version on this machine.
 *
 * @param major   e.g. 15
 * @param folder  holds {@code initdb} and {@code pg_ctl}
 */
record PostgresBinaries(int major, Path folder) {
    /**
     * Where each major version's programs are below {@code /usr}, none of it on the PATH: of Debian and Ubuntu, and of
     * the PostgreSQL project's packages for Red Hat.
     */
    private static final List<Pattern> FOLDERS =
            List.of(Pattern.compile("lib/postgresql/(\\d+)"), Pattern.compile("pgsql-(\\d+)"));

    /** The newest version installed. */
    static PostgresBinaries newest() {
        PostgresBinaries newest = lastOf(installed());
        MinimumVersions.requirePostgres(newest.major());
        return newest;
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
        NavigableMap<Integer, Path> found = below(Path.of("/usr"));
        if (found.isEmpty()) {
            onPath().forEach(folder -> found.put(majorOf(folder), folder));
        }
        return found;
    }

    /** The versions that packages put below {@code usr}, by their number. */
    static NavigableMap<Integer, Path> below(Path usr) {
        NavigableMap<Integer, Path> found = new TreeMap<>();
        for (Path parent : List.of(usr, usr.resolve("lib/postgresql"))) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> folders = Files.list(parent)) {
                    folders.filter(folder -> Files.isExecutable(folder.resolve("bin/pg_ctl")))
                            .forEach(folder -> major(usr.relativize(folder))
                                    .ifPresent(major -> found.put(major, folder.resolve("bin"))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return found;
    }

    private static Optional<Integer> major(Path folder) {
        return FOLDERS.stream()
                .map(pattern -> pattern.matcher(folder.toString()))
                .filter(Matcher::matches)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .findFirst();
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
