package io.sixgrid.geo;

import io.sixgrid.geo.identity.BrokerIdentity;
import io.sixgrid.geo.identity.Principal;
import io.sixgrid.ingest.broker.BrokerRole;
import io.sixgrid.ingest.broker.BrokerSettings;
import io.sixgrid.ingest.broker.EmbeddedBroker;
import io.sixgrid.ingest.mqtt.BrokerAddress;
import io.sixgrid.ingest.mqtt.BrokerTls;
import java.util.Optional;

/**
 * The default broker, its journal in the data directory, with those who may connect. Opened and closed by one thread; its
 * port may be asked by any once it is started.
 */
final class DefaultBroker implements AutoCloseable {
    private final Config.Mqtt mqtt;
    private final BrokerIdentity identity;
    private final EmbeddedBroker broker;

    DefaultBroker(Config config, BrokerIdentity identity) {
        this.mqtt = config.mqtt();
        this.identity = identity;
        broker = new EmbeddedBroker(
                new BrokerSettings(mqtt.host(), mqtt.port(), config.dataDir().resolve("broker")),
                (user, password) -> identity.check(user, password).flatMap(DefaultBroker::role));
    }

    void start() {
        broker.start();
    }

    int port() {
        return broker.port();
    }

    /** Whether anybody subscribes to topics below {@code prefix}. */
    boolean anySubscriberBelow(String prefix) {
        return broker.anySubscriberBelow(prefix);
    }

    /** Messages that wait for an ingest worker's acknowledgement. */
    long waiting() {
        return broker.queues().waiting();
    }

    /** Where a client on this machine finds it. */
    String url() {
        String host = mqtt.host().equals("0.0.0.0") || mqtt.host().equals("::") ? "127.0.0.1" : mqtt.host();
        return "mqtt://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** As whom this process itself connects. */
    BrokerAddress ownAddress() {
        return new BrokerAddress(
                url(),
                Optional.of(BrokerIdentity.SERVICE_USER),
                Optional.of(identity.servicePassword()),
                BrokerTls.DEFAULT);
    }

    @Override
    public void close() {
        broker.close();
    }

    /** What somebody's role lets them do at the broker; people's roles have no business there. */
    private static Optional<BrokerRole> role(Principal principal) {
        return switch (principal.role()) {
            case DEVICE -> Optional.of(BrokerRole.DEVICE);
            case ADMIN -> Optional.of(BrokerRole.SERVICE);
            case VIEWER, OPERATOR, PLANNER, APPROVER -> Optional.empty();
        };
    }
}
