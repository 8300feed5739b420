package io.sixgrid.ingest.pipeline;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.HeldStore;
import io.sixgrid.data.alert.HeldStore.Waiting;
import io.sixgrid.data.alert.QuarantineStore.Filter;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.StoreFailure;
import io.sixgrid.ingest.format.DecodedMessage;
import io.sixgrid.ingest.format.DecodedMessage.NotUnderstood;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.format.FormatCatalog;
import io.sixgrid.ingest.format.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages in quarantine with the formats of today. What is understood goes the way of a message that has just
 * arrived, with the time at which it was received, in the transaction that ends its waiting: what came again meanwhile
 * and was stored is a duplicate, and what is old changes history, not the present. Safe for use by several threads;
 * replays wait for each other.
 */
public final class Replay {
    private static final int AT_ONCE = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final HeldStore held;
    private final ReplayStore store;
    private final Supplier<FormatCatalog> formats;

    /** @param formats the formats of today */
    public Replay(HeldStore held, ReplayStore store, Supplier<FormatCatalog> formats) {
        this.held = held;
        this.store = store;
        this.formats = formats;
    }

    /** Replays one message; {@link Replayed#NONE} when it does not wait any more. */
    public Replayed one(Waiting message, Author by) {
        return storeOrSplit(List.of(message), today(), by);
    }

    /**
     * Replays every waiting message that {@code filter} wants and that is there now. UNAVAILABLE when the database fails;
     * what was answered by whole transactions until then stays done.
     */
    public Replayed all(Filter filter, Author by) {
        FormatCatalog today = today();
        long newest = held.newest();
        Replayed sum = Replayed.NONE;
        List<Waiting> next = held.waiting(filter, 0, newest, AT_ONCE);
        while (!next.isEmpty()) {
            sum = sum.plus(storeOrSplit(next, today, by));
            next = held.waiting(filter, next.get(next.size() - 1).id(), newest, AT_ONCE);
        }
        return sum;
    }

    private Replayed refuse(Waiting message, FormatCatalog today, Author by, RuntimeException failure) {
        LOG.warn("message {} of quarantine cannot be stored", message.id(), failure);
        return store.run(List.of(message), arrival -> refused(today.decode(arrival), failure), by);
    }

    private static DecodedMessage refused(DecodedMessage decoded, RuntimeException failure) {
        return decoded instanceof Understood understood
                ? new NotUnderstood(
                        Optional.of(understood.id().source()),
                        Reason.NOT_STORABLE,
                        StoreFailure.say(failure).replace('\0', '\uFFFD'))
                : decoded;
    }

    private FormatCatalog today() {
        store.requireReady();
        return formats.get();
    }

    /** Replays in one transaction; a row that PostgreSQL never takes is found by halving, and keeps waiting. */
    private Replayed storeOrSplit(List<Waiting> messages, FormatCatalog today, Author by) {
        try {
            return store.run(messages, today::decode, by);
        } catch (SixgridException e) {
            throw e;
        } catch (RuntimeException e) {
            if (StoreFailure.of(e) == StoreFailure.PASSING) {
                throw SixgridException.unavailable(
                        "the database does not take messages now; try again later, what was not replayed still waits",
                        e);
            }
            if (messages.size() == 1) {
                return refuse(messages.get(0), today, by, e);
            }
            Replayed first = storeOrSplit(messages.subList(0, messages.size() / 2), today, by);
            return first.plus(storeOrSplit(messages.subList(messages.size() / 2, messages.size()), today, by));
        }
    }
}
