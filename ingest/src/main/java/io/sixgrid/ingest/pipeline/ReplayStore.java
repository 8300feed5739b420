package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.alert.HeldStore;
import io.sixgrid.data.alert.HeldStore.StillWaiting;
import io.sixgrid.data.alert.HeldStore.Waiting;
import io.sixgrid.data.alert.QuarantineStore.Held;
import io.sixgrid.data.alert.Quarantined;
import io.sixgrid.data.audit.AuditEntry;
import io.sixgrid.data.audit.AuditStore;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.ledger.LedgerStore;
import io.sixgrid.data.ledger.Outcomes;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.mqtt.Inbound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Replays a batch of messages in one transaction. It takes its locks as ingest does: messages, quarantine, keys of
 * alerts, ledger. Safe for use by several threads.
 */
public final class ReplayStore {
    private final Jdbi jdbi;
    private final IntakeStore store;

    public ReplayStore(Jdbi jdbi, IntakeStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    /** A message in quarantine, and what the formats of today make of it. */
    private record Again(Held held, Incoming message) {
        static Again read(Held held, Function<Arrival, DecodedMessage> formats) {
            Inbound inbound = new Inbound(held.message().arrival(), () -> {});
            return new Again(held, Incoming.decode(formats, inbound));
        }

        boolean understood() {
            return message.understood().isPresent();
        }

        /** Under which the ledger counts it until now. */
        String countedAs() {
            return held.message().source().orElse(LedgerStore.NO_FORMAT);
        }
    }

    /** Fails unless boundaries are loaded: without them nothing can be placed. */
    void requireReady() {
        store.requireReady();
    }

    /** Replays those of {@code messages} that still wait; all of them or, with an exception, none. */
    Replayed run(List<Waiting> messages, Function<Arrival, DecodedMessage> formats, Author by) {
        messages.forEach(message -> store.ensureMonth(message.received()));
        return jdbi.inTransaction(handle -> replay(handle, read(handle, messages, formats), by));
    }

    private static List<Again> read(Handle handle, List<Waiting> messages, Function<Arrival, DecodedMessage> formats) {
        List<Long> ids = messages.stream().map(Waiting::id).toList();
        return HeldStore.readAlone(handle, ids).stream()
                .map(held -> Again.read(held, formats))
                .toList();
    }

    private Replayed replay(Handle handle, List<Again> messages, Author by) {
        if (messages.isEmpty()) {
            return Replayed.NONE;
        }
        List<Again> understood = messages.stream().filter(Again::understood).toList();
        List<Again> others =
                messages.stream().filter(again -> !again.understood()).toList();
        IntakeTransaction intake =
                store.claim(handle, understood.stream().map(Again::message).toList());
        HeldStore.settle(
                handle,
                understood.stream().map(again -> again.held().id()).toList(),
                others.stream().map(ReplayStore::stillWaiting).toList(),
                by.at());
        Map<String, Outcomes> became = new HashMap<>(store.keep(handle, intake, by.at()));
        others.forEach(again -> became.merge(
                again.message().source(), Outcomes.quarantined(again.message().source()), Outcomes::plus));
        AuditStore.append(
                handle,
                by,
                understood.stream().map(again -> entry(again, intake)).toList());
        LedgerStore.move(handle, left(messages), became);
        return outcome(understood, others, intake);
    }

    private static StillWaiting stillWaiting(Again again) {
        return new StillWaiting(again.held().id(), quarantined(again));
    }

    private static Quarantined quarantined(Again again) {
        return again.message().quarantined().orElseThrow();
    }

    /** Out of which sources the messages go. */
    private static Map<String, Long> left(List<Again> messages) {
        Map<String, Long> left = new TreeMap<>();
        messages.forEach(again -> left.merge(again.countedAs(), 1L, Long::sum));
        return left;
    }

    private static AuditEntry entry(Again again, IntakeTransaction intake) {
        return new AuditEntry(
                "replay",
                "quarantine",
                Long.toString(again.held().id()),
                Map.of(
                        "source",
                        again.message().source(),
                        "became",
                        intake.isFresh(again.message()) ? "stored" : "duplicate"));
    }

    private static Replayed outcome(List<Again> understood, List<Again> others, IntakeTransaction intake) {
        Map<String, Integer> reasons = new TreeMap<>();
        others.forEach(again -> reasons.merge(quarantined(again).reason(), 1, Integer::sum));
        int duplicates = (int) understood.stream()
                .filter(again -> !intake.isFresh(again.message()))
                .count();
        return new Replayed(understood.size(), duplicates, others.size(), reasons);
    }
}
