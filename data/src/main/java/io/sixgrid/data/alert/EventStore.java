package io.sixgrid.data.alert;

import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * All SQL that stores messages, events and readings, and folds events into alerts. What takes a handle works in the
 * caller's transaction, in which all of a batch is committed at once. Safe for use by several threads.
 */
public final class EventStore {
    private static final String ENSURE_MONTH = "select ensure_month(:at)";
    // In order of the key: two batches that hold the same messages wait for each other, never in a circle.
    private static final String CLAIM = """
            insert into message (source, key, received)
            select m.source, m.key, m.received from unnest(:sources, :keys, :receiveds::timestamptz[])
                as m (source, key, received)
            order by m.source, m.key
            on conflict do nothing
            returning source, key
            """;
    private static final String IDS = "select nextval('event_id') from generate_series(1, :count)";
    private static final String INSERT_EVENTS = """
            insert into event (id, received, source, message_key, device, kind, phase, severity, source_severity,
                external_id, device_time, at, skewed, retained, place, position_source, text, media, auto_close, topic,
                payload)
            select x.id, x.received, x.source, x.message_key, x.device, x.kind, x.phase, x.severity, x.source_severity,
                x.external_id, x.device_time, x.at, x.skewed, x.retained,
                ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326), x.position_source, x.text, x.media, x.auto_close,
                x.topic, x.payload
            from unnest(:ids, :receiveds::timestamptz[], :sources, :keys, :devices, :kinds, :phases, :severities,
                :sourceSeverities, :externalIds, :deviceTimes::timestamptz[], :ats::timestamptz[], :skeweds, :retaineds,
                :lons, :lats, :positionSources, :texts, :medias, :autoCloses::timestamptz[], :topics, :payloads)
            as x (id, received, source, message_key, device, kind, phase, severity, source_severity, external_id,
                device_time, at, skewed, retained, lon, lat, position_source, text, media, auto_close, topic, payload)
            """;
    private static final String INSERT_PLACEMENTS = """
            insert into placement (subject, subject_id, cause, at, place, revision, chain, on_boundary, unplaced,
                recorded)
            select 'event', x.id, 'intake', x.at, ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326), x.revision,
                x.chain::bigint[], x.on_boundary, x.unplaced, :now
            from unnest(:ids, :ats::timestamptz[], :lons, :lats, :revisions, :chains, :onBoundaries, :unplaceds)
                as x (id, at, lon, lat, revision, chain, on_boundary, unplaced)
            """;
    private static final String INSERT_READINGS = """
            insert into reading (device, name, at, value, unit, received)
            select * from unnest(:devices, :names, :ats::timestamptz[], :values, :units, :receiveds::timestamptz[])
            on conflict do nothing
            """;
    private static final String CLOSE_SILENT = """
            with due as (
                select id from alert where state = 'open' and auto_close < :now
                order by auto_close, id limit 1000 for update skip locked)
            update alert set state = 'closed', closed = auto_close, closed_by = 'silence'
            from due where alert.id = due.id
            returning alert.id
            """;

    private final Jdbi jdbi;

    public EventStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Makes the partitions of the month (UTC) of {@code at}; without them nothing received then can be stored. */
    public void ensureMonth(Instant at) {
        jdbi.useHandle(
                h -> h.createQuery(ENSURE_MONTH).bind("at", at).mapToMap().one());
    }

    /**
     * Claims messages: answers those that are stored for the first time. The others are duplicates, of messages
     * committed before or by another worker while this call waited for it.
     *
     * @param messages each once, with the time it was received
     */
    public static Set<MessageId> claim(Handle handle, Map<MessageId, Instant> messages) {
        var insert = handle.createQuery(CLAIM);
        new Columns<>(insert, messages.entrySet())
                .text("sources", message -> message.getKey().source())
                .text("keys", message -> message.getKey().key())
                .moment("receiveds", Map.Entry::getValue);
        return new HashSet<>(insert.map((row, context) -> new MessageId(row.getString("source"), row.getString("key")))
                .list());
    }

    /** {@code count} new event ids, ascending. */
    public static List<Long> newIds(Handle handle, int count) {
        return handle.createQuery(IDS).bind("count", count).mapTo(Long.class).list();
    }

    /** Stores events with their first placements, as placed at {@code now}. */
    public static void insert(Handle handle, Collection<NewEvent> events, Instant now) {
        if (events.isEmpty()) {
            return;
        }
        var insert = handle.createUpdate(INSERT_EVENTS);
        bindSaid(new Columns<>(insert, events.stream().map(NewEvent::event).toList()));
        new Columns<>(insert, events)
                .moment("receiveds", event -> event.arrival().received())
                .moment("deviceTimes", event -> event.deviceTime().orElse(null))
                .bool("retaineds", event -> event.arrival().retained())
                .text(
                        "positionSources",
                        event -> event.positioning()
                                .source()
                                .map(source -> source.name().toLowerCase(Locale.ROOT))
                                .orElse(null))
                .text("topics", event -> event.arrival().topic())
                .bytes("payloads", event -> event.arrival().payload());
        insert.execute();
        insertPlacements(handle, events, now);
    }

    private static void insertPlacements(Handle handle, Collection<NewEvent> events, Instant now) {
        var placements = handle.createUpdate(INSERT_PLACEMENTS).bind("now", now);
        bindPlaces(
                new Columns<>(placements, events.stream().map(NewEvent::event).toList()));
        new Columns<>(placements, events)
                .bigint("ids", event -> event.event().id())
                .moment("ats", event -> event.event().at())
                .bigint("revisions", event -> event.positioning().revision())
                .ids("chains", event -> event.event().standing().chain())
                .bool("onBoundaries", event -> event.positioning().onBoundary())
                .text(
                        "unplaceds",
                        event -> event.event()
                                .standing()
                                .unplaced()
                                .map(Unplaced::code)
                                .orElse(null));
        placements.execute();
    }

    /** Stores readings; the same (device, name, time) received at the same moment is one. */
    public static void insertReadings(Handle handle, Collection<NewReading> readings) {
        if (readings.isEmpty()) {
            return;
        }
        var insert = handle.createUpdate(INSERT_READINGS);
        new Columns<>(insert, readings)
                .text("devices", NewReading::device)
                .text("names", NewReading::name)
                .moment("ats", NewReading::at)
                .decimal("values", NewReading::value)
                .text("units", reading -> reading.unit().orElse(null))
                .moment("receiveds", NewReading::received);
        insert.execute();
    }

    /**
     * Folds events that this transaction inserted into alerts and tells the stream of changes. Each (device, kind) stays
     * locked until the transaction ends.
     *
     * @param now alerts whose deadline is before it are closed
     * @return how many alerts were opened, by source
     */
    public static Map<String, Long> fold(Handle handle, Collection<NewEvent> stored, Instant now) {
        return fold(handle, stored, now, List.of());
    }

    /** The same, where the transaction changed {@code devices} too, by id: displays hear of all of it at once. */
    public static Map<String, Long> fold(
            Handle handle, Collection<NewEvent> stored, Instant now, Collection<String> devices) {
        if (stored.isEmpty()) {
            if (!devices.isEmpty()) {
                ChangeStore.append(handle, List.of(), List.of(), List.of(), devices);
            }
            return Map.of();
        }
        List<Event> events = stored.stream().map(NewEvent::event).toList();
        EpisodeStore.Folded folded = EpisodeStore.fold(handle, events, now);
        List<Long> ids = new ArrayList<>();
        events.forEach(event -> ids.add(event.id()));
        ChangeStore.append(handle, ids, folded.alerts(), List.of(), devices);
        return folded.opened();
    }

    /**
     * Closes alerts whose deadline is before {@code now}, at their deadline. Any process may call it, each second; what
     * another one is closing or folding is left to it.
     *
     * @return how many were closed, at most 1,000 a call
     */
    public int closeSilent(Instant now) {
        return jdbi.inTransaction(handle -> {
            List<Long> closed = handle.createQuery(CLOSE_SILENT)
                    .bind("now", now)
                    .mapTo(Long.class)
                    .list();
            if (!closed.isEmpty()) {
                ChangeStore.append(handle, List.of(), closed, List.of(), List.of());
            }
            return closed.size();
        });
    }

    private static void bindSaid(Columns<Event> columns) {
        columns.bigint("ids", Event::id)
                .text("sources", event -> event.message().source())
                .text("keys", event -> event.message().key())
                .text("devices", event -> event.said().device())
                .text("kinds", event -> event.said().kind())
                .text("phases", event -> event.said().phase().code())
                .integer("severities", event -> event.said().severity().level())
                .text("sourceSeverities", event -> event.said().sourceSeverity().orElse(null))
                .text("externalIds", event -> event.said().externalId().orElse(null))
                .text("texts", event -> event.said().text().orElse(null))
                .text("medias", event -> event.said().media().orElse(null))
                .moment("ats", Event::at)
                .bool("skeweds", Event::skewed)
                .moment("autoCloses", event -> event.autoClose().orElse(null));
        bindPlaces(columns);
    }

    private static void bindPlaces(Columns<Event> columns) {
        Columns<Optional<LonLat>> places = columns.per(event -> event.standing().place());
        places.decimal("lons", place -> place.map(LonLat::lon).orElse(null))
                .decimal("lats", place -> place.map(LonLat::lat).orElse(null));
    }
}
