package io.sixgrid.data.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads what a device said last: the messages of its newest events, and its newest readings. */
public final class DeviceMessageStore {
    // The kinds of the device one by one, then the newest of each: by index event_fold, however many events there are.
    private static final String EVENTS = """
            with recursive kind (name) as (
                select min(kind) from event where device = :device
                union all
                select (select min(e.kind) from event e where e.device = :device and e.kind > kind.name)
                from kind where kind.name is not null)
            select e.* from kind cross join lateral (
                select id, received, at, source, kind, phase, severity, text, topic, payload
                from event where device = :device and event.kind = kind.name
                order by at desc limit :limit) e
            where kind.name is not null
            order by e.received desc, e.id desc limit :limit
            """;
    // The same of the names of its readings, by the primary key.
    private static final String READINGS = """
            with recursive measured (name) as (
                select min(name) from reading where device = :device
                union all
                select (select min(r.name) from reading r where r.device = :device and r.name > measured.name)
                from measured where measured.name is not null)
            select r.* from measured cross join lateral (
                select received, at, name, value, unit
                from reading where device = :device and reading.name = measured.name
                order by at desc limit :limit) r
            where measured.name is not null
            order by r.received desc, r.name limit :limit * 20
            """;

    private final Jdbi jdbi;

    public DeviceMessageStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * One message of a device.
     *
     * @param at       when it says that it happened, as it is ordered by
     * @param original the message as it came; empty where it held readings only, of which no bytes are kept
     */
    public record DeviceMessage(
            Instant received, Instant at, Optional<Original> original, List<Said> events, List<Measured> readings) {
        public DeviceMessage {
            events = List.copyOf(events);
            readings = List.copyOf(readings);
        }
    }

    // Bytes as they are: nobody compares messages.
    @SuppressWarnings("ArrayRecordComponent")
    public record Original(String source, String topic, byte[] payload) {}

    /** An event of a message. */
    public record Said(String kind, Phase phase, Severity severity, Optional<String> text) {}

    /** A reading of a message. */
    public record Measured(String name, double value, Optional<String> unit) {}

    /** What was received at one moment, by its microsecond, as the rows of one message are. */
    private static final class Gathered {
        final Instant at;
        Optional<Original> original = Optional.empty();
        final List<Said> events = new ArrayList<>();
        final List<Measured> readings = new ArrayList<>();

        Gathered(Instant at) {
            this.at = at;
        }
    }

    /**
     * The newest messages, newest first.
     *
     * @param device the registered id, or what messages call a device that is not registered
     */
    public List<DeviceMessage> newest(String device, int limit) {
        Map<Instant, Gathered> byReceipt = new LinkedHashMap<>();
        jdbi.useHandle(h -> {
            readEvents(h, device, limit, byReceipt);
            readReadings(h, device, limit, byReceipt);
        });
        return byReceipt.entrySet().stream()
                .sorted(Map.Entry.<Instant, Gathered>comparingByKey(Comparator.reverseOrder()))
                .limit(limit)
                .map(entry -> message(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void readEvents(Handle handle, String device, int limit, Map<Instant, Gathered> byReceipt) {
        handle.createQuery(EVENTS)
                .bind("device", device)
                .bind("limit", limit)
                .map((row, context) -> {
                    Gathered message = gathered(row, byReceipt);
                    message.original = Optional.of(
                            new Original(row.getString("source"), row.getString("topic"), row.getBytes("payload")));
                    return message.events.add(new Said(
                            row.getString("kind"),
                            Phase.parse(row.getString("phase")),
                            Severity.of(row.getInt("severity")),
                            Optional.ofNullable(row.getString("text"))));
                })
                .list();
    }

    private static void readReadings(Handle handle, String device, int limit, Map<Instant, Gathered> byReceipt) {
        handle.createQuery(READINGS)
                .bind("device", device)
                .bind("limit", limit)
                .map((row, context) -> gathered(row, byReceipt)
                        .readings
                        .add(new Measured(
                                row.getString("name"),
                                row.getDouble("value"),
                                Optional.ofNullable(row.getString("unit")))))
                .list();
    }

    private static Gathered gathered(ResultSet row, Map<Instant, Gathered> byReceipt) throws SQLException {
        Instant at = row.getTimestamp("at").toInstant();
        return byReceipt.computeIfAbsent(row.getTimestamp("received").toInstant(), received -> new Gathered(at));
    }

    private static DeviceMessage message(Instant received, Gathered gathered) {
        return new DeviceMessage(received, gathered.at, gathered.original, gathered.events, gathered.readings);
    }
}
