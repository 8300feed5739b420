package io.sixgrid.ingest.mqtt;

import java.util.Optional;

/**
 * How receiving stands, for {@code /health}.
 *
 * @param received     messages that arrived since the start, repeated deliveries included
 * @param inFlight     of these, how many are not settled yet
 * @param full         whether so many are in hand that reading stands still
 * @param connections  how often a connection was made
 * @param heldBack     how often a connection was let go because too much was in hand: the broker queues then
 * @param sessionsLost how often the broker had forgotten the session, and so what was published meanwhile: its queues do
 *                     not survive its restart, or it ends sessions early
 * @param warning      what the broker grants less than this relies on; empty when nothing
 * @param problem      what keeps it from receiving; empty while it does
 */
public record ReceiverState(
        boolean connected,
        boolean subscribed,
        long received,
        int inFlight,
        boolean full,
        long connections,
        long heldBack,
        long sessionsLost,
        Optional<String> warning,
        Optional<String> problem) {}
