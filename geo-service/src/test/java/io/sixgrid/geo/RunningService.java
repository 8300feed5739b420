package io.sixgrid.geo;

import io.sixgrid.data.Progress;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.ingest.format.FormatCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The whole service on a free port over a test database that holds the tiny city. */
final class RunningService implements AutoCloseable {
    /** A request that has this header comes from the address it names, as far as the service can tell. */
    static final String FROM = "X-Test-From";

    private final Path formats;
    private final Sixgrid sixgrid;

    RunningService(TestDatabase database) {
        this(database, () -> TinyCity.load(database.jdbi()));
    }

    /** Another process on a database that has a city. */
    static RunningService beside(TestDatabase database) {
        return new RunningService(database, () -> {});
    }

    private RunningService(TestDatabase database, Runnable before) {
        before.run();
        Path folder = temporaryFolder();
        formats = folder.resolve("formats");
        Config config = ConfigReader.read(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "http.port",
                        "0",
                        "mqtt.port",
                        "0",
                        "data-dir",
                        folder.toString(),
                        "ingest.formats",
                        formats.toString()));
        sixgrid = new Sixgrid(
                config,
                DatabaseHome.elsewhere(database.address()),
                Clock.systemUTC(),
                request -> Optional.ofNullable(request.getHeader(FROM)).orElse(request.getRemoteAddr()));
        sixgrid.start(Progress.SILENT);
    }

    /** A client on this machine, without a token. */
    Asker asker() {
        return new Asker(sixgrid.url(), Map.of());
    }

    /** Where devices publish. */
    int mqttPort() {
        return sixgrid.mqttPort().orElseThrow();
    }

    /** Puts a copy of a built-in format, with {@code part} of it said otherwise, where the service looks for formats. */
    void mendFormat(String name, String part, String otherwise) {
        String file = name + ".yaml";
        try (InputStream builtIn = FormatCatalog.class.getResourceAsStream("formats/" + file)) {
            String yaml = new String(Objects.requireNonNull(builtIn, file).readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(formats.resolve(file), yaml.replace(part, otherwise));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a format of the test's own where the service looks for formats. */
    void addFormat(String name, String yaml) {
        try {
            Files.writeString(formats.resolve(name + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("sixgrid-test-");
            Files.createDirectory(folder.resolve("formats"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sixgrid.close();
    }
}
