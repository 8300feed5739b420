package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.Progress;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgisTest
final class StartTest {
    @ParameterizedTest
    @ValueSource(strings = {"http", "mqtt"})
    void a_taken_port_is_said_before_the_sample_is_loaded(
            String protocol, TestDatabase database, @TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> options =
                    new HashMap<>(Map.of("http.port", "0", "mqtt.port", "0", "data-dir", directory.toString()));
            options.put(protocol + ".port", String.valueOf(taken.getLocalPort()));
            Config config = ConfigReader.read(Optional.empty(), Map.of(), options);
            try (Sixgrid sixgrid = new Sixgrid(config, DatabaseHome.elsewhere(database.address()))) {
                assertThatThrownBy(() -> sixgrid.start(Progress.SILENT))
                        .isInstanceOf(SixgridException.class)
                        .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                        .hasMessageContaining("--" + protocol + "-port");
            }
        }
        String schemes = database.jdbi()
                .withHandle(h -> h.createQuery("select count(*) from scheme")
                        .mapTo(String.class)
                        .one());
        assertThat(schemes).isEqualTo("0");
    }

    @Test
    void fewer_than_four_connections_are_refused() {
        assertThatThrownBy(() -> ConfigReader.read(Optional.empty(), Map.of(), Map.of("database.connections", "3")))
                .hasMessageContaining("database.connections");
        assertThat(ConfigReader.read(Optional.empty(), Map.of(), Map.of("database.connections", "4"))
                        .databaseConnections())
                .isEqualTo(4);
    }
}
