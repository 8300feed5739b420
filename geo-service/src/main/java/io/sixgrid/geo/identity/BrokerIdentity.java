package io.sixgrid.geo.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who connects to the default broker: a token as the password (its name as the user, or any user), the service itself
 * by a secret of this run, or anybody on this machine while no token was created. Safe for use by several threads.
 */
public final class BrokerIdentity {
    /** The user as whom the service itself connects. */
    public static final String SERVICE_USER = "sixgrid-service";

    private static final Principal SERVICE = new Principal(SERVICE_USER, Role.ADMIN);

    private final TokenStore tokens;
    private final Secret own = Secret.random("own_");

    public BrokerIdentity(TokenStore tokens) {
        this.tokens = tokens;
    }

    /** The password by which the service itself connects to its own broker; another one with every start. */
    public String servicePassword() {
        return own.text();
    }

    /**
     * Who this is; empty when nobody is.
     *
     * @param remote the address of the other end, null when the broker does not say
     */
    public Optional<Principal> check(@Nullable String user, @Nullable String password, @Nullable String remote) {
        if (SERVICE_USER.equals(user)) {
            // By hash, as tokens are found: then the time of a comparison tells nothing.
            return password != null && Arrays.equals(own.hash(), new Secret(password).hash())
                    ? Optional.of(SERVICE)
                    : Optional.empty();
        }
        if (password != null && !password.isEmpty()) {
            return tokens.byToken(password);
        }
        return !tokens.anyCreated() && remote != null && isLoopback(remote)
                ? Optional.of(Principal.LOCAL)
                : Optional.empty();
    }

    private static boolean isLoopback(String remote) {
        try {
            // "/127.0.0.1:40000", as network libraries write it.
            String address = remote.replaceFirst("^/", "").replaceFirst("^(.*[.\\]].*):\\d+$", "$1");
            return address.matches("[0-9a-fA-F:.\\[\\]%]+")
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
