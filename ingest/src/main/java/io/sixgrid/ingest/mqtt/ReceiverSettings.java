package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/**
 * How a worker receives.
 *
 * @param clientId      stable for each worker: the broker keeps its session under this name
 * @param filters       topic filters to begin with, without the prefix of a shared subscription
 * @param inFlightLimit how many messages may be in hand before receiving is held back
 */
public record ReceiverSettings(BrokerAddress broker, String clientId, List<String> filters, int inFlightLimit) {
    private static final String SHARE = "$share/sixgrid/";
    private static final long KEEP_SESSION_FOR_EVER = 0xFFFF_FFFFL;
    private static final int KEEP_ALIVE_SECONDS = 30;

    public ReceiverSettings {
        filters = List.copyOf(filters);
        if (clientId.isBlank()) {
            throw SixgridException.invalid("worker", "a worker needs a name that stays the same");
        }
        if (inFlightLimit < 2) {
            throw SixgridException.invalid("in-flight-limit", "not a bound for messages in hand: " + inFlightLimit);
        }
    }

    /** Filters as they are subscribed to: each message goes to one of the workers. */
    static List<String> shared(List<String> filters) {
        return filters.stream().map(filter -> SHARE + filter).toList();
    }

    /** How the worker connects: to a session that the broker keeps while it is away. */
    MqttConnectionOptions connection() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(KEEP_SESSION_FOR_EVER);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        // A broker that heeds it stops by itself before our own bound is reached.
        options.setReceiveMaximum(Math.min(65_535, Math.max(1, inFlightLimit / 2)));
        broker.authenticate(options);
        return options;
    }

    /** How large the messages in hand may be together: an eighth of the memory there is. */
    static long byteLimit() {
        return Runtime.getRuntime().maxMemory() / 8;
    }

    /** Shared subscriptions, as they are asked for. */
    static List<MqttSubscription> news(List<String> filters) {
        return shared(filters).stream()
                .map(filter -> {
                    MqttSubscription subscription = new MqttSubscription(filter, 1);
                    // No broker sends retained messages to these (MQTT 5.0, 4.8.2), but Artemis does unless told not
                    // to.
                    subscription.setRetainHandling(2);
                    return subscription;
                })
                .toList();
    }
}
