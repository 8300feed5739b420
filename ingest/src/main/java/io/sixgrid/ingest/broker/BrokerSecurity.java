package io.sixgrid.ingest.broker;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/** Turns {@link BrokerRole} into what Artemis asks: may this user do that at this topic? */
final class BrokerSecurity implements ActiveMQSecurityManager {
    private static final String PLACED = "sixgrid/v1/placed/#";
    private static final String ANYTHING = "#";

    private final Credentials credentials;

    BrokerSecurity(Credentials credentials) {
        this.credentials = credentials;
    }

    /** The most exact topic filter decides alone, so each states everything about it. */
    static void configure(Configuration configuration) {
        configuration.setSecurityEnabled(true);
        configuration.putSecurityRoles(ANYTHING, roles(everything(), publisher()));
        configuration.putSecurityRoles(PLACED, roles(everything(), subscriber()));
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return credentials.check(user, password).isPresent();
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
        Optional<BrokerRole> role = credentials.check(user, password);
        return role.isPresent()
                && roles.stream()
                        .anyMatch(allowed ->
                                allowed.getName().equals(role.orElseThrow().name()) && checkType.hasRole(allowed));
    }

    private static Role everything() {
        return role(BrokerRole.SERVICE, true, true);
    }

    private static Role publisher() {
        return role(BrokerRole.DEVICE, true, false);
    }

    private static Role subscriber() {
        return role(BrokerRole.DEVICE, false, true);
    }

    private static Role role(BrokerRole role, boolean publish, boolean subscribe) {
        return new Role(
                role.name(),
                publish,
                subscribe,
                subscribe,
                subscribe,
                subscribe,
                subscribe,
                false,
                subscribe,
                true,
                subscribe,
                false,
                false);
    }

    private static Set<Role> roles(Role... roles) {
        return new HashSet<>(Set.of(roles));
    }
}
