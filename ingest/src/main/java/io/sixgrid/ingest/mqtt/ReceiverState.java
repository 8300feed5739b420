package io.sixgrid.ingest.mqtt;

import java.time.Instant;
import java.util.Optional;

/**
 * How receiving stands, for {@code /health}.
 *
 * @param received    messages that arrived since the start, repeated deliveries included
 * @param inFlight    of these, how many are not settled yet
 * @param connections how often a connection was made
 * @param lastMessage when the newest arrived
 * @param problem     what keeps it from receiving; empty while it does
 */
public record ReceiverState(
        boolean connected,
        boolean subscribed,
        long received,
        int inFlight,
        long connections,
        Optional<Instant> lastMessage,
        Optional<String> problem) {}
