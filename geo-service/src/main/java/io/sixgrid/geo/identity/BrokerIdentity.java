package io.sixgrid.geo.identity;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who connects to the default broker: a token as the password (its name as the user, or any user), the service itself
 * by a secret of this run, or anybody while no token was created and only this machine reaches the broker. Safe for use by several threads.
 */
public final class BrokerIdentity {
    /** The user as whom the service itself connects. */
    public static final String SERVICE_USER = "sixgrid-service";

    private static final Principal SERVICE = new Principal(SERVICE_USER, Role.ADMIN);

    private final TokenStore tokens;
    private final boolean loopbackOnly;
    private final Secret own = Secret.random("own_");

    /**
     * Knows tokens, and the service itself.
     *
     * @param loopbackOnly whether nobody but this machine can reach the broker
     */
    public BrokerIdentity(TokenStore tokens, boolean loopbackOnly) {
        this.tokens = tokens;
        this.loopbackOnly = loopbackOnly;
    }

    /** The password by which the service itself connects to its own broker; another one with every start. */
    public String servicePassword() {
        return own.text();
    }

    /** Who says this; empty when nobody does. */
    public Optional<Principal> check(@Nullable String user, @Nullable String password) {
        if (SERVICE_USER.equals(user)) {
            // By hash, as tokens are found: then the time of a comparison tells nothing.
            return password != null && Arrays.equals(own.hash(), new Secret(password).hash())
                    ? Optional.of(SERVICE)
                    : Optional.empty();
        }
        if (password != null && !password.isEmpty()) {
            return tokens.byToken(password);
        }
        return loopbackOnly && !tokens.anyCreated() ? Optional.of(Principal.LOCAL) : Optional.empty();
    }
}
