package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.LedgerStore;
import io.sixgrid.data.alert.MessageId;
import io.sixgrid.data.alert.Quarantined;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.format.Reason;
import io.sixgrid.ingest.mqtt.Inbound;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A decoded message on its way to the database. */
record Incoming(Inbound inbound, DecodedMessage decoded) {
    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

    /** What {@code formats} make of a message; one at which they fail is not understood. */
    static Incoming decode(Function<Arrival, DecodedMessage> formats, Inbound message) {
        try {
            return new Incoming(message, formats.apply(message.arrival()));
        } catch (RuntimeException | StackOverflowError e) {
            // Thrown on, it would end the connection, and the same message would come again with the next one.
            LOG.warn("a format failed at a message of {}", message.arrival().topic(), e);
            return new Incoming(
                    message, new NotUnderstood(Optional.empty(), Reason.FORMAT_FAILED, "reading it failed: " + e));
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

    /** The same message, given up: it goes to quarantine because the database refuses it. */
    Incoming refused(String detail) {
        return new Incoming(
                inbound, new NotUnderstood(Optional.of(source()), Reason.NOT_STORABLE, detail.replace('\0', '\uFFFD')));
    }
}
