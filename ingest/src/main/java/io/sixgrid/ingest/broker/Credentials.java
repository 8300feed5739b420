package io.sixgrid.ingest.broker;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a client of the broker is. Called from several threads; the broker keeps an answer for ten seconds. */
@FunctionalInterface
public interface Credentials {
    /**
     * The role of whoever says this, empty to refuse.
     *
     * @param user     null when the client says none
     * @param password null when the client says none
     */
    Optional<BrokerRole> check(@Nullable String user, @Nullable String password);
}
