package io.sixgrid.geo;

import io.sixgrid.data.Progress;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The whole service on a free port over a test database that holds the tiny city. */
final class RunningService implements AutoCloseable {
    /** A request that has this header comes from the address it names, as far as the service can tell. */
    static final String FROM = "X-Test-From";

    private final Sixgrid sixgrid;

    RunningService(TestDatabase database) {
        TinyCity.load(database.jdbi());
        Path folder = temporaryFolder();
        Config config = ConfigReader.read(
                Optional.empty(), Map.of(), Map.of("http.port", "0", "mqtt.port", "0", "data-dir", folder.toString()));
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

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("sixgrid-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sixgrid.close();
    }
}
