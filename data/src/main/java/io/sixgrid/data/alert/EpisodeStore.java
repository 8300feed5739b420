package io.sixgrid.data.alert;

import io.sixgrid.data.alert.EpisodeChanges.AlertKey;
import io.sixgrid.data.alert.EpisodeChanges.StoredAlert;
import io.sixgrid.data.alert.EpisodeChanges.Write;
import io.sixgrid.data.db.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * All SQL that folds events into rows of {@code alert}. Events that sort after everything folded so far need only their
 * newest alert; an event that comes late folds its key again from the start of the episode that it falls into.
 */
final class EpisodeStore {
    private static final String OPEN_HEADS = """
            insert into fold_head (device, kind)
            select k.device, k.kind from unnest(:devices, :kinds) as k (device, kind) order by 1, 2
            on conflict do nothing
            """;
    // Rows are locked in the order of the sort: the order in which every worker takes them.
    private static final String LOCK_HEADS = """
            select h.device, h.kind, nullif(h.at, '-infinity') as at, h.rank
            from fold_head h join unnest(:devices, :kinds) as k (device, kind) using (device, kind)
            order by h.device, h.kind for update of h
            """;
    private static final String ADVANCE_HEADS = """
            update fold_head h set at = k.at, rank = k.rank
            from unnest(:devices, :kinds, :ats::timestamptz[], :ranks) as k (device, kind, at, rank)
            where h.device = k.device and h.kind = k.kind and (k.at, k.rank) > (h.at, h.rank)
            """;
    // Index alert_key, one probe a key. Locked: who re-places alerts must not do it between our read and our write.
    private static final String NEWEST = """
            select a.* from unnest(:devices, :kinds) as k (device, kind)
            cross join lateral (
                select *, ST_X(place) as lon, ST_Y(place) as lat from alert
                where device = k.device and kind = k.kind order by opened desc limit 1 for update) a
            """;
    private static final String START = """
            select coalesce(max(opened), :at) from alert where device = :device and kind = :kind and opened <= :at
            """;
    private static final String ALERTS_FROM = """
            select *, ST_X(place) as lon, ST_Y(place) as lat from alert
            where device = :device and kind = :kind and opened >= :start order by opened for update
            """;
    // Index event_fold. The current placement of each, which may be newer than the one of its intake.
    private static final String EVENTS_FROM = """
            select e.id, e.source, e.message_key, e.phase, e.severity, e.source_severity, e.text, e.media,
                   e.at, e.skewed, e.auto_close, e.device, e.kind,
                   ST_X(e.place) as lon, ST_Y(e.place) as lat, p.chain, p.unplaced
            from event e
            cross join lateral (
                select chain, unplaced from placement
                where subject = 'event' and subject_id = e.id order by recorded desc, id desc limit 1) p
            where e.device = :device and e.kind = :kind and e.at >= :start
            """;
    private static final String DELETE = "delete from alert where id = any(:ids)";
    private static final String ROWS = """
            unnest(:ids, :devices, :kinds, :states, :severities, :sourceSeverities, :openeds::timestamptz[],
                :lastSeens::timestamptz[], :lastRanks, :closeds::timestamptz[], :closedBys, :autoCloses::timestamptz[],
                :events, :sources, :texts, :medias, :lons, :lats, :chains, :unplaceds, :skeweds, :eventIds)
            as x (id, device, kind, state, severity, source_severity, opened, last_seen, last_rank, closed, closed_by,
                auto_close, events, source, text, media, lon, lat, chain, unplaced, skewed, event_id)
            """;
    private static final String UPDATE = """
            update alert a set
                state = x.state, severity = x.severity, source_severity = x.source_severity, opened = x.opened,
                last_seen = x.last_seen, last_rank = x.last_rank, closed = x.closed, closed_by = x.closed_by,
                auto_close = x.auto_close, events = x.events, source = x.source, text = x.text, media = x.media,
                place = ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326), chain = x.chain::bigint[],
                unplaced = x.unplaced, skewed = x.skewed, event_id = x.event_id
            from
            """ + ROWS + "where a.id = x.id";
    private static final String INSERT = """
            insert into alert (device, kind, state, severity, source_severity, opened, last_seen, last_rank, closed,
                closed_by, auto_close, events, source, text, media, place, chain, unplaced, skewed, event_id)
            select x.device, x.kind, x.state, x.severity, x.source_severity, x.opened, x.last_seen, x.last_rank,
                x.closed, x.closed_by, x.auto_close, x.events, x.source, x.text, x.media,
                ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326), x.chain::bigint[], x.unplaced, x.skewed, x.event_id
            from
            """ + ROWS + "order by x.device, x.kind, x.opened returning id, source";

    private EpisodeStore() {}

    /**
     * What folding changed.
     *
     * @param alerts  ids of alerts written, or gone because a late event joined two episodes to one
     * @param opened  how many alerts were opened, by the source that opened them
     */
    record Folded(List<Long> alerts, Map<String, Long> opened) {}

    /**
     * Folds events that were stored in the same transaction; each key stays locked until its end.
     *
     * @param now alerts whose deadline is before it are written as closed
     */
    static Folded fold(Handle handle, Collection<Event> events, Instant now) {
        Map<AlertKey, List<Event>> byKey =
                events.stream().collect(Collectors.groupingBy(AlertKey::of, LinkedHashMap::new, Collectors.toList()));
        Map<AlertKey, Head> heads = lock(handle, byKey.keySet());
        Set<AlertKey> inOrder = new HashSet<>();
        byKey.forEach((key, said) -> {
            if (said.stream().allMatch(heads.getOrDefault(key, Head.NONE)::isBefore)) {
                inOrder.add(key);
            }
        });
        Map<AlertKey, StoredAlert> newest = newest(handle, inOrder);
        EpisodeChanges changes = new EpisodeChanges(now);
        for (Map.Entry<AlertKey, List<Event>> one : byKey.entrySet()) {
            AlertKey key = one.getKey();
            if (inOrder.contains(key)) {
                changes.follow(key, Optional.ofNullable(newest.get(key)), one.getValue());
            } else {
                refold(handle, key, one.getValue(), changes);
            }
        }
        advance(handle, byKey);
        return write(handle, changes);
    }

    /** How far a key is folded: {@code at} is empty before its first event. */
    record Head(Optional<Instant> at, int rank) {
        static final Head NONE = new Head(Optional.empty(), -1);

        /** An event of the very same time and phase counts as late: who comes first then depends on what it says. */
        boolean isBefore(Event event) {
            int later = at.map(event.at()::compareTo).orElse(1);
            return later > 0 || (later == 0 && event.said().phase().rank() > rank);
        }
    }

    /** Locks the keys until the transaction ends, before any row of an alert. */
    static Map<AlertKey, Head> lock(Handle handle, Collection<AlertKey> keys) {
        bindKeys(handle.createUpdate(OPEN_HEADS), keys).execute();
        Map<AlertKey, Head> heads = new HashMap<>();
        bindKeys(handle.createQuery(LOCK_HEADS), keys)
                .map((row, context) -> Map.entry(
                        new AlertKey(row.getString("device"), row.getString("kind")),
                        new Head(
                                Optional.ofNullable(row.getTimestamp("at")).map(java.sql.Timestamp::toInstant),
                                row.getInt("rank"))))
                .forEach(head -> heads.put(head.getKey(), head.getValue()));
        return heads;
    }

    private static Map<AlertKey, StoredAlert> newest(Handle handle, Set<AlertKey> keys) {
        return bindKeys(handle.createQuery(NEWEST), keys).map((row, context) -> EpisodeRowStore.alert(row)).stream()
                .collect(Collectors.toMap(StoredAlert::key, Function.identity()));
    }

    private static void refold(Handle handle, AlertKey key, List<Event> late, EpisodeChanges changes) {
        Instant from = late.stream().map(Event::at).min(Instant::compareTo).orElseThrow();
        Instant start = bindKey(handle.createQuery(START), key)
                .bind("at", from)
                .mapTo(Instant.class)
                .one();
        List<StoredAlert> known = bindKey(handle.createQuery(ALERTS_FROM), key)
                .bind("start", start)
                .map((row, context) -> EpisodeRowStore.alert(row))
                .list();
        List<Event> all = bindKey(handle.createQuery(EVENTS_FROM), key)
                .bind("start", start)
                .map((row, context) -> EpisodeRowStore.event(row))
                .list();
        changes.replace(key, known, all);
    }

    private static void advance(Handle handle, Map<AlertKey, List<Event>> byKey) {
        List<Event> last = byKey.values().stream()
                .map(events -> events.stream().max(Event.FOLD_ORDER).orElseThrow())
                .toList();
        var update = handle.createUpdate(ADVANCE_HEADS);
        new Columns<>(update, last)
                .text("devices", event -> event.said().device())
                .text("kinds", event -> event.said().kind())
                .moment("ats", Event::at)
                .integer("ranks", event -> event.said().phase().rank());
        update.execute();
    }

    /** In this order because at no moment two alerts of a key may be open: what ends, ends first. */
    private static Folded write(Handle handle, EpisodeChanges changes) {
        List<Long> ids = new ArrayList<>(changes.gone());
        if (!changes.gone().isEmpty()) {
            handle.createUpdate(DELETE)
                    .bindArray("ids", Long.class, changes.gone().toArray())
                    .execute();
        }
        for (boolean ended : new boolean[] {true, false}) {
            List<Write> updates = changes.updates(ended);
            if (!updates.isEmpty()) {
                EpisodeRowStore.bind(handle.createUpdate(UPDATE), updates).execute();
                updates.forEach(update -> ids.add(update.requireId()));
            }
        }
        Map<String, Long> opened = new HashMap<>();
        if (!changes.inserts().isEmpty()) {
            EpisodeRowStore.bind(handle.createQuery(INSERT), changes.inserts())
                    .map((row, context) -> Map.entry(row.getLong("id"), row.getString("source")))
                    .forEach(inserted -> {
                        ids.add(inserted.getKey());
                        opened.merge(inserted.getValue(), 1L, Long::sum);
                    });
        }
        return new Folded(List.copyOf(ids), Map.copyOf(opened));
    }

    private static <S extends SqlStatement<S>> S bindKeys(S statement, Collection<AlertKey> keys) {
        new Columns<>(statement, keys).text("devices", AlertKey::device).text("kinds", AlertKey::kind);
        return statement;
    }

    private static <S extends SqlStatement<S>> S bindKey(S statement, AlertKey key) {
        return statement.bind("device", key.device()).bind("kind", key.kind());
    }
}
