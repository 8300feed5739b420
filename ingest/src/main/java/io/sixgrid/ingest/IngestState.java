package io.sixgrid.ingest;

import io.sixgrid.ingest.mqtt.ReceiverState;
import java.util.Optional;

/**
 * How a worker stands, for {@code /health} and {@code /metrics}. While nothing is lost,
 * {@code receiving.received() = committed + receiving.inFlight()}.
 *
 * @param committed messages whose row, duplicate's row or quarantine's row is committed, since the start
 * @param problem   what keeps messages from being committed, the end of the writer included; empty while nothing does
 */
public record IngestState(ReceiverState receiving, long committed, Optional<String> problem) {
    /** Whether news is received and committed: connected, subscribed, and the writer alive and without a problem. */
    public boolean ready() {
        return receiving.connected() && receiving.subscribed() && problem.isEmpty();
    }
}
