package io.sixgrid.ingest.mqtt;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * What a broker granted when it accepted a connection (MQTT 5.0, 3.2.2). What it does not say of itself, as whether its
 * queues survive its own restart, shows only by what happened: see {@link ReceiverState#sessionsLost}.
 *
 * @param sessionPresent whether it still had this client's session
 * @param sessionEnds    after how long away it ends the session all the same; empty for never
 * @param receiveMaximum how many publishes it takes from us at once
 * @param retains        whether it keeps retained messages
 * @param shares         whether it has shared subscriptions
 */
record BrokerTerms(
        boolean sessionPresent, Optional<Duration> sessionEnds, int receiveMaximum, boolean retains, boolean shares) {
    private static final int MOST = 65_535;
    private static final long FOR_EVER = 0xFFFF_FFFFL;

    static BrokerTerms of(IMqttToken connected) {
        @Nullable MqttProperties said = connected.getResponseProperties();
        if (said == null) {
            return new BrokerTerms(connected.getSessionPresent(), Optional.empty(), MOST, true, true);
        }
        @Nullable Long ends = said.getSessionExpiryInterval();
        @Nullable Integer receives = said.getReceiveMaximum();
        @Nullable Boolean retains = said.isRetainAvailable();
        return new BrokerTerms(
                connected.getSessionPresent(),
                ends == null || ends >= FOR_EVER ? Optional.empty() : Optional.of(Duration.ofSeconds(ends)),
                receives == null ? MOST : receives,
                retains == null || retains,
                said.isSharedSubscriptionAvailable());
    }

    /** What of it may cost messages, in a sentence; empty when nothing does. */
    Optional<String> warning() {
        if (!shares) {
            return Optional.of("the broker has no shared subscriptions");
        }
        if (sessionEnds.isPresent()) {
            return Optional.of("the broker ends a session after "
                    + sessionEnds.get().toSeconds() + " s away, and with it what was published meanwhile");
        }
        return retains ? Optional.empty() : Optional.of("the broker keeps no retained messages");
    }
}
