package io.sixgrid.geo.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.ingest.Await;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class TokenStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Author ADMIN = new Author("test", NOW);

    private TokenStore tokens;

    @BeforeEach
    void open(TestDatabase database) {
        tokens = new TokenStore(database.jdbi());
    }

    @Test
    void a_token_is_256_random_bits_and_only_its_hash_is_stored(TestDatabase database) {
        String token = tokens.create("a", Role.VIEWER, ADMIN);
        assertThat(token).matches("sg_[A-Za-z0-9_-]{43}").isNotEqualTo(tokens.create("b", Role.VIEWER, ADMIN));
        String stored = database.jdbi()
                .withHandle(h -> h.createQuery("select string_agg(t::text, '') from access_token t")
                        .mapTo(String.class)
                        .one());
        assertThat(stored).doesNotContain(token).doesNotContain(token.substring(3));
    }

    @Test
    void a_token_says_who_holds_it_until_it_is_revoked() {
        String token = tokens.create("a", Role.PLANNER, ADMIN);
        assertThat(tokens.byToken(token)).contains(new Principal("a", Role.PLANNER));
        tokens.revoke("a", ADMIN);
        assertThat(tokens.byToken(token)).isEmpty();
        assertThat(tokens.list())
                .singleElement()
                .satisfies(t -> assertThat(t.revokedBy()).contains("test"));
    }

    @Test
    void a_token_says_how_far_up_its_holder_may_redraw() {
        String planner = tokens.create("p", Role.PLANNER, ADMIN);
        String precincts = tokens.create("q", Role.PLANNER, 2, ADMIN);
        String approver = tokens.create("a", Role.APPROVER, ADMIN);

        assertThat(tokens.byToken(planner)).map(Principal::level).contains(1);
        assertThat(tokens.byToken(precincts)).map(Principal::level).contains(2);
        assertThat(tokens.byToken(approver)).map(Principal::level).contains(0);
        assertThat(tokens.bySession(tokens.openSession(precincts, NOW).orElseThrow(), NOW))
                .map(Principal::level)
                .contains(2);
        assertThat(tokens.list()).extracting(Token::level).containsExactly(1, 2, 0);
        assertThatThrownBy(() -> tokens.create("x", Role.PLANNER, 10, ADMIN)).hasMessageContaining("10");
    }

    @Test
    void a_name_is_free_again_when_its_token_was_revoked() {
        tokens.create("a", Role.VIEWER, ADMIN);
        assertThatThrownBy(() -> tokens.create("a", Role.VIEWER, ADMIN))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("called a");
        tokens.revoke("a", ADMIN);
        tokens.create("a", Role.ADMIN, ADMIN);
        assertThatThrownBy(() -> tokens.revoke("nobody", ADMIN)).hasMessageContaining("nobody");
        assertThatThrownBy(() -> tokens.create("local", Role.VIEWER, ADMIN)).hasMessageContaining("local");
    }

    @Test
    void a_session_ends_by_itself() {
        String session =
                tokens.openSession(tokens.create("a", Role.VIEWER, ADMIN), NOW).orElseThrow();
        assertThat(tokens.bySession(session, NOW.plus(Duration.ofDays(29)))).isPresent();
        assertThat(tokens.bySession(session, NOW.plus(Duration.ofDays(31)))).isEmpty();
        assertThat(tokens.openSession("sg_wrong", NOW)).isEmpty();
    }

    @Test
    void the_broker_lets_in_tokens_the_service_and_at_first_this_machine() {
        BrokerIdentity broker = new BrokerIdentity(tokens, true, true);
        BrokerIdentity open = new BrokerIdentity(tokens, false, true);
        assertThat(broker.check(BrokerIdentity.SERVICE_USER, broker.servicePassword()))
                .isPresent();
        assertThat(broker.check(BrokerIdentity.SERVICE_USER, "guess")).isEmpty();
        assertThat(broker.check(BrokerIdentity.SERVICE_USER, open.servicePassword()))
                .isEmpty();
        assertThat(broker.check(null, null)).contains(Principal.LOCAL);
        assertThat(open.check(null, null)).isEmpty();

        String token = tokens.create("camera-1", Role.DEVICE, ADMIN);
        assertThat(open.check("camera-1", token)).contains(new Principal("camera-1", Role.DEVICE));
        assertThat(open.check("camera-1", "guess")).isEmpty();
        Await.until("the back door is shut", () -> broker.check(null, null).isEmpty());
    }
}
