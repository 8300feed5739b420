package io.sixgrid.data.alert;

import io.sixgrid.data.place.Placement;
import io.sixgrid.data.place.PlacementStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Reads the events that an alert was folded from. */
public final class AlertEventStore {
    // The events of an alert are those of its device and kind from its opening to its last; by index event_fold.
    private static final String EVENTS = """
            select e.id, e.phase, e.severity, e.at, e.received, e.topic, e.text
            from alert a join event e on e.device = a.device and e.kind = a.kind and e.at between a.opened and a.last_seen
            where a.id = :alert order by e.at desc, e.id desc limit :limit
            """;

    private final Jdbi jdbi;

    public AlertEventStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The newest events of the alert, newest first, at most {@code limit}. */
    public List<AlertEvent> of(long alertId, int limit) {
        return jdbi.withHandle(h -> {
            List<AlertEvent> events = h.createQuery(EVENTS)
                    .bind("alert", alertId)
                    .bind("limit", limit)
                    .map((row, context) -> new AlertEvent(
                            row.getLong("id"),
                            Phase.parse(row.getString("phase")),
                            Severity.of(row.getInt("severity")),
                            row.getTimestamp("at").toInstant(),
                            row.getTimestamp("received").toInstant(),
                            row.getString("topic"),
                            Optional.ofNullable(row.getString("text")),
                            List.of()))
                    .list();
            Map<Long, List<Placement>> placements =
                    PlacementStore.of(
                                    h,
                                    Placement.Subject.EVENT,
                                    events.stream().map(AlertEvent::id).toList())
                            .stream()
                            .collect(Collectors.groupingBy(Placement::subjectId));
            return events.stream()
                    .map(e -> new AlertEvent(
                            e.id(),
                            e.phase(),
                            e.severity(),
                            e.at(),
                            e.received(),
                            e.topic(),
                            e.text(),
                            placements.getOrDefault(e.id(), List.of())))
                    .toList();
        });
    }
}
