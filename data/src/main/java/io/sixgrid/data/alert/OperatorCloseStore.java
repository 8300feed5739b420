package io.sixgrid.data.alert;

import io.sixgrid.data.alert.EpisodeChanges.AlertKey;
import io.sixgrid.data.audit.AuditEntry;
import io.sixgrid.data.audit.AuditStore;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.Placer;
import io.sixgrid.data.place.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Closes an alert for an operator by an event of its own, so that folding its key again, for an event that comes late,
 * ends it again.
 */
final class OperatorCloseStore {
    private static final String KEY = "select device, kind from alert where id = :id";
    // Past its deadline it is closed by silence, whether or not somebody has written that already.
    private static final String OPEN = """
            select *, ST_X(place) as lon, ST_Y(place) as lat from alert
            where id = :id and state = 'open' and (auto_close is null or auto_close >= :at) for update
            """;
    // No message brought it.
    private static final String TOPIC = "";

    private final Boundaries boundaries;

    OperatorCloseStore(Boundaries boundaries) {
        this.boundaries = boundaries;
    }

    /** Closes it in the transaction of {@code handle}; false when it is not open. */
    boolean close(Handle handle, long id, Author by) {
        Optional<AlertKey> key = handle.createQuery(KEY)
                .bind("id", id)
                .map((row, context) -> new AlertKey(row.getString("device"), row.getString("kind")))
                .findOne();
        if (key.isEmpty()) {
            return false;
        }
        // Before the row of the alert, as ingest does: both ways round, two transactions would wait in a circle.
        EpisodeStore.lock(handle, Set.of(key.orElseThrow()));
        Arrival asked = new Arrival(TOPIC, new byte[0], by.at(), false);
        Optional<FoldedAlert> open = handle.createQuery(OPEN)
                .bind("id", id)
                .bind("at", asked.received())
                .map((row, context) -> EpisodeRowStore.alert(row).alert())
                .findOne();
        if (open.isEmpty()) {
            return false;
        }
        long eventId = EventStore.newIds(handle, 1).get(0);
        List<NewEvent> close = List.of(event(eventId, key.orElseThrow(), open.orElseThrow(), asked));
        EventStore.insert(handle, close, by.at());
        EventStore.fold(handle, close, by.at());
        AuditStore.append(handle, by, List.of(new AuditEntry("close", "alert", Long.toString(id))));
        return true;
    }

    private NewEvent event(long eventId, AlertKey key, FoldedAlert alert, Arrival asked) {
        Reported said = new Reported(
                key.device(),
                key.kind(),
                Phase.CLOSE,
                alert.worst().severity(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        // A device's clock may be ahead of ours; what the operator saw must not sort after the close.
        Instant at = asked.received().isBefore(alert.last().at()) ? alert.last().at() : asked.received();
        Placement placed = new Placer(boundaries, Placement.Subject.EVENT, Placement.Cause.INTAKE)
                .place(eventId, at, alert.standing().place());
        Standing standing = placed.chain().isEmpty()
                ? Standing.none(
                        alert.standing().place(), alert.standing().unplaced().orElse(Unplaced.OUTSIDE))
                : new Standing(alert.standing().place(), placed.chain(), Optional.empty());
        MessageId message = new MessageId(MessageId.OPERATOR, Long.toString(eventId));
        return new NewEvent(
                new Event(eventId, message, said, at, false, standing),
                Optional.empty(),
                new NewEvent.Positioning(Optional.empty(), placed.onBoundary(), placed.revision()),
                asked);
    }
}
