package io.sixgrid.geo;

import static io.sixgrid.geo.RunningService.FROM;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.TokenStore;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgisTest
final class IdentityOverHttpTest {
    private static final String INCIDENT =
            "{\"kind\":\"litter\",\"title\":\"x\",\"severity\":4,\"lon\":121.505,\"lat\":38.803}";
    private static final Author ADMIN = new Author("test", Instant.parse("2026-01-01T00:00:00Z"));

    private TokenStore tokens;
    private RunningService running;
    private Asker local;
    private Asker elsewhere;

    @BeforeEach
    void start(TestDatabase database) {
        running = new RunningService(database);
        tokens = new TokenStore(database.jdbi());
        local = running.asker();
        elsewhere = local.with(FROM, "192.0.2.7");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void without_a_token_this_machine_is_administrator_and_nobody_else_is_served(TestDatabase database) {
        assertThat(local.post("/api/v1/incidents", INCIDENT).status()).isEqualTo(201);
        assertThat(actors(database)).isEqualTo("local");
        for (String path : new String[] {"/api/v1/grids", "/metrics", "/", "/api/v1/session"}) {
            Reply refused = elsewhere.get(path);
            assertThat(refused.status()).as(path).isEqualTo(401);
            assertThat(refused.detail()).contains("sixgrid token create");
            assertThat(refused.whole().headers().firstValue("WWW-Authenticate")).isPresent();
        }
        assertThat(elsewhere.get("/health").status()).isEqualTo(200);
    }

    @Test
    void what_a_proxy_says_of_others_is_not_trusted() {
        assertThat(elsewhere
                        .with("X-Forwarded-For", "127.0.0.1")
                        .get("/api/v1/grids")
                        .status())
                .isEqualTo(401);
        assertThat(elsewhere
                        .with("Forwarded", "for=127.0.0.1")
                        .get("/api/v1/grids")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via"})
    void behind_a_proxy_nobody_is_the_local_administrator_and_a_token_is_enough(String header) {
        Asker proxied = local.with(header, "192.0.2.7");
        for (String path : new String[] {"/api/v1/grids", "/", "/api/v1/session"}) {
            Reply refused = proxied.get(path);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.detail()).contains("proxy").contains("sixgrid token create");
        }
        assertThat(proxied.get("/health").status()).isEqualTo(200);
        String token = tokens.create("wall", Role.VIEWER, ADMIN);
        assertThat(bearer(proxied, token).get("/api/v1/grids").status()).isEqualTo(200);
    }

    @Test
    void ipv6_loopback_is_this_machine() {
        assertThat(local.with(FROM, "0:0:0:0:0:0:0:1").get("/api/v1/grids").status())
                .isEqualTo(200);
        assertThat(local.with(FROM, "::ffff:127.0.0.1").get("/api/v1/grids").status())
                .isEqualTo(200);
        assertThat(local.with(FROM, "2001:db8::1").get("/api/v1/grids").status())
                .isEqualTo(401);
    }

    @Test
    void a_page_elsewhere_cannot_use_the_local_administrator() {
        assertThat(local.with("Host", "evil.example:8080").get("/api/v1/grids").status())
                .isEqualTo(403);
        assertThat(local.with("Host", "127.0.0.1.evil.example")
                        .get("/api/v1/grids")
                        .status())
                .isEqualTo(403);
        assertThat(local.with("Origin", "https://evil.example")
                        .post("/api/v1/incidents", INCIDENT)
                        .status())
                .isEqualTo(403);
        assertThat(local.with("Origin", local.url())
                        .post("/api/v1/incidents", INCIDENT)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void once_a_token_exists_everybody_needs_one() {
        String token = tokens.create("wall", Role.VIEWER, ADMIN);
        assertThat(local.get("/api/v1/grids").status()).isEqualTo(401);
        assertThat(elsewhere.get("/api/v1/grids").status()).isEqualTo(401);
        assertThat(bearer(local, "sg_wrong").get("/api/v1/grids").status()).isEqualTo(401);
        assertThat(bearer(local, token).get("/api/v1/grids").status()).isEqualTo(200);
        assertThat(bearer(elsewhere, token).get("/api/v1/grids").status()).isEqualTo(200);
        assertThat(bearer(elsewhere.with("Host", "city.example"), token)
                        .get("/api/v1/grids")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_revoked_token_stops_at_once_and_does_not_reopen_the_door() {
        String token = tokens.create("wall", Role.VIEWER, ADMIN);
        assertThat(bearer(local, token).get("/api/v1/grids").status()).isEqualTo(200);
        tokens.revoke("wall", ADMIN);
        assertThat(bearer(local, token).get("/api/v1/grids").status()).isEqualTo(401);
        assertThat(local.get("/api/v1/grids").status()).isEqualTo(401);
    }

    @Test
    void each_role_may_do_what_the_table_says(TestDatabase database) {
        Asker viewer = bearer(local, tokens.create("v", Role.VIEWER, ADMIN));
        Asker operator = bearer(local, tokens.create("o", Role.OPERATOR, ADMIN));
        Asker planner = bearer(local, tokens.create("p", Role.PLANNER, ADMIN));
        Asker device = bearer(local, tokens.create("d", Role.DEVICE, ADMIN));
        String sensor = "{\"kind\":\"sensor\",\"name\":\"s\"}";

        assertThat(viewer.post("/api/v1/locate", "{\"lon\":121.5,\"lat\":38.8}").status())
                .isEqualTo(200);
        Reply refused = viewer.post("/api/v1/incidents", INCIDENT);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.detail()).contains("operator").contains("viewer");
        assertThat(operator.post("/api/v1/incidents", INCIDENT).status()).isEqualTo(201);
        assertThat(actors(database)).endsWith("o");
        assertThat(operator.put("/api/v1/devices/s1", sensor).status()).isEqualTo(403);
        assertThat(planner.put("/api/v1/devices/s1", sensor).status()).isEqualTo(201);
        assertThat(planner.post("/api/v1/anything", "{}").status()).isEqualTo(403);
        assertThat(device.get("/api/v1/grids").status()).isEqualTo(403);
    }

    @Test
    void a_page_exchanges_a_token_for_a_session() {
        String token = tokens.create("desk", Role.OPERATOR, ADMIN);
        Asker page = elsewhere.with("Host", "city.example").with("Origin", "http://city.example");
        assertThat(page.post("/api/v1/session", "{\"token\":\"sg_wrong\"}").status())
                .isEqualTo(401);
        Reply opened = page.post("/api/v1/session", "{\"token\":\"" + token + "\"}");
        String cookie = opened.whole().headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(token);

        Asker session = page.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertThat(session.get("/api/v1/grids").status()).isEqualTo(200);
        assertThat(session.get("/api/v1/session").json().get("name").asText()).isEqualTo("desk");
        assertThat(session.post("/api/v1/incidents", INCIDENT).status()).isEqualTo(201);
        assertThat(session.with("Origin", "https://evil.example")
                        .post("/api/v1/incidents", INCIDENT)
                        .status())
                .isEqualTo(403);
        assertThat(session.delete("/api/v1/session").status()).isEqualTo(204);
        assertThat(session.get("/api/v1/grids").status()).isEqualTo(401);
    }

    @Test
    void a_session_ends_with_its_token() {
        String token = tokens.create("desk", Role.OPERATOR, ADMIN);
        Reply opened = local.post("/api/v1/session", "{\"token\":\"" + token + "\"}");
        String cookie = opened.whole().headers().firstValue("Set-Cookie").orElseThrow();
        Asker session = local.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertThat(session.get("/api/v1/grids").status()).isEqualTo(200);
        assertThat(session.post("/api/v1/incidents", INCIDENT).status()).isEqualTo(403);
        tokens.revoke("desk", ADMIN);
        assertThat(session.get("/api/v1/grids").status()).isEqualTo(401);
    }

    private static Asker bearer(Asker asker, String token) {
        return asker.with("Authorization", "Bearer " + token);
    }

    private static String actors(TestDatabase database) {
        return database.jdbi()
                .withHandle(h -> h.createQuery("select string_agg(actor, ',' order by id) from audit")
                        .mapTo(String.class)
                        .one());
    }
}
