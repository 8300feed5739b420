package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.alert.Quarantined;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.format.DecodedMessage.DecodedPresence;
import io.sixgrid.ingest.format.DecodedMessage.DecodedReading;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.format.Reason;
import io.sixgrid.ingest.mqtt.Inbound;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A decoded message on its way to the database.
 *
 * @param condensed whether it is kept by its count only, since its device floods
 */
record Incoming(Inbound inbound, DecodedMessage decoded, boolean condensed) {
    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

    static Incoming of(Inbound inbound, DecodedMessage decoded) {
        return new Incoming(inbound, decoded, false);
    }

    /** What {@code formats} make of a message; one at which they fail is not understood. */
    static Incoming decode(Function<Arrival, DecodedMessage> formats, Inbound message) {
        try {
            return of(message, formats.apply(message.arrival()));
        } catch (RuntimeException | StackOverflowError e) {
            // Thrown on, it would end the connection, and the same message would come again with the next one.
            LOG.warn("a format failed at a message of {}", message.arrival().topic(), e);
            return of(message, new NotUnderstood(Optional.empty(), Reason.FORMAT_FAILED, "reading it failed: " + e));
        }
    }

    Arrival arrival() {
        return inbound.arrival();
    }

    Optional<Understood> understood() {
        return decoded instanceof Understood message ? Optional.of(message) : Optional.empty();
    }

    Optional<Quarantined> quarantined() {
        return decoded instanceof NotUnderstood not
                ? Optional.of(
                        new Quarantined(arrival(), not.source(), not.reason().code(), not.detail()))
                : Optional.empty();
    }

    /** Its identity, as understood or as quarantined. */
    MessageId id() {
        return understood()
                .map(Understood::id)
                .or(() -> quarantined().map(Quarantined::message))
                .orElseThrow();
    }

    /** Under which it counts in the ledger. */
    String source() {
        return decoded instanceof NotUnderstood not ? not.source().orElse(LedgerStore.NO_FORMAT) : id().source();
    }

    /** The first device that it names; empty where it was not understood. */
    Optional<String> device() {
        return understood()
                .flatMap(said -> Stream.of(
                                said.events().stream().map(event -> event.said().device()),
                                said.readings().stream().map(DecodedReading::device),
                                said.presences().stream().map(DecodedPresence::device))
                        .flatMap(devices -> devices)
                        .findFirst());
    }

    /** The same message, kept by its count only. */
    Incoming condense() {
        return new Incoming(inbound, decoded, true);
    }

    /** The same message, given up: it goes to quarantine because the database refuses it. */
    Incoming refused(String detail) {
        return Incoming.of(
                inbound, new NotUnderstood(Optional.of(source()), Reason.NOT_STORABLE, detail.replace('\0', '\uFFFD')));
    }
}
