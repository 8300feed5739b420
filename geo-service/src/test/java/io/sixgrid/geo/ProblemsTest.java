package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class ProblemsTest {
    private RunningService running;
    private Asker service;

    @BeforeEach
    void start(TestDatabase database) {
        running = new RunningService(database);
        service = running.asker();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void an_unknown_path_is_a_problem_too() {
        Reply reply = service.get("/api/v1/nothing");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.type()).isEqualTo("application/problem+json");
        assertThat(reply.json().get("type").asText()).isEqualTo("urn:sixgrid:problem:not-found");
        assertThat(reply.json().get("title").asText()).isEqualTo("Not Found");
        assertThat(reply.detail()).contains("/api/v1/nothing");
    }

    @Test
    void a_method_that_a_path_does_not_have_is_405() {
        Reply reply = service.delete("/api/v1/grids");
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.type()).isEqualTo("application/problem+json");
    }

    @Test
    void an_address_that_the_server_itself_refuses_is_a_problem_too() throws IOException {
        for (String path : new String[] {"/api/%zz", "/a/../../b", "/api/v1/grids/%00"}) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 4")
                    .contains("application/problem+json")
                    .contains("urn:sixgrid:problem:")
                    .doesNotContain("<html");
        }
    }

    @Test
    void what_nobody_expected_answers_an_id_and_no_inside(TestDatabase database) {
        database.jdbi().useHandle(h -> h.execute("alter table incident rename column title to gone"));
        Reply reply = service.get("/api/v1/incidents");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().get("id").asText()).hasSize(36);
        assertThat(reply.whole().body()).doesNotContain("select").doesNotContain("sql");
    }

    @Test
    void a_database_that_is_gone_is_503_and_health_says_so(TestDatabase database) {
        assertThat(service.get("/health").status()).isEqualTo(200);
        database.goAway();

        Reply health = service.get("/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().at("/parts/database/ready").asBoolean()).isFalse();
        assertThat(health.json().at("/parts/boundaries/ready").asBoolean()).isTrue();
        Reply reply = service.get("/api/v1/incidents");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.detail()).isEqualTo("the database does not answer; try again later");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(service.url()).getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
