package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import java.util.List;

/**
 * What a worker receives.
 *
 * @param clientId      stable for each worker: the broker keeps its session under this name
 * @param filters       topic filters, without the prefix of a shared subscription
 * @param inFlightLimit how many messages may be in hand before receiving is held back
 */
public record ReceiverSettings(BrokerAddress broker, String clientId, List<String> filters, int inFlightLimit) {
    public ReceiverSettings {
        filters = List.copyOf(filters);
        if (clientId.isBlank()) {
            throw SixgridException.invalid("worker", "a worker needs a name that stays the same");
        }
        if (inFlightLimit < 2) {
            throw SixgridException.invalid("in-flight-limit", "not a bound for messages in hand: " + inFlightLimit);
        }
    }

    /** How large the messages in hand may be together: an eighth of the memory there is. */
    static long byteLimit() {
        return Runtime.getRuntime().maxMemory() / 8;
    }
}
