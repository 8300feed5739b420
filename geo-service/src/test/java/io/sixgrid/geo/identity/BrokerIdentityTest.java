package io.sixgrid.geo.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class BrokerIdentityTest {
    private static final Author ADMIN = new Author("test", Instant.parse("2026-01-01T00:00:00Z"));

    private TokenStore tokens;
    private BrokerIdentity identity;

    @BeforeEach
    void a_broker_on_loopback(TestDatabase database) {
        tokens = new TokenStore(database.jdbi());
        identity = new BrokerIdentity(tokens, true, true);
    }

    @Test
    void a_known_device_gets_in_while_the_database_is_away_and_an_unknown_one_does_not(TestDatabase database) {
        String known = tokens.create("cameras", Role.DEVICE, ADMIN);
        String stranger = tokens.create("new", Role.DEVICE, ADMIN);
        assertThat(identity.check("cam-1", known)).contains(new Principal("cameras", Role.DEVICE));
        database.goAway();
        assertThat(identity.check("cam-1", known)).contains(new Principal("cameras", Role.DEVICE));
        assertThat(identity.check("cam-2", stranger)).isEmpty();
        assertThat(identity.check("cam-2", "sg_wrong")).isEmpty();
        assertThat(identity.check("cam-2", null)).isEmpty();
    }

    @Test
    void without_a_token_a_device_of_this_machine_gets_in_while_the_database_is_away(TestDatabase database) {
        assertThat(identity.check(null, null)).contains(Principal.LOCAL);
        database.goAway();
        assertThat(identity.check(null, null)).contains(Principal.LOCAL);
        assertThat(new BrokerIdentity(tokens, true, true).check(null, null)).isEmpty();
    }

    @Test
    void a_revoked_token_stops_at_once_and_stays_revoked_while_the_database_is_away(TestDatabase database) {
        String token = tokens.create("cameras", Role.DEVICE, ADMIN);
        assertThat(identity.check("cam-1", token)).isPresent();
        tokens.revoke("cameras", ADMIN);
        assertThat(identity.check("cam-1", token)).isEmpty();
        database.goAway();
        assertThat(identity.check("cam-1", token)).isEmpty();
    }
}
