package io.sixgrid.data.device;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.db.Columns;
import io.sixgrid.data.device.PositionHistory.Stay;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads where devices stood through time, and writes what was corrected of it. */
public final class PositionHistoryStore {
    private static final String OF = """
            select device_id, ST_X(place) as lon, ST_Y(place) as lat, frame, given, lower(valid) as since, upper(valid) as until
            from device_position where device_id = any(:ids) order by device_id, valid
            """;
    private static final String CLEAR = "delete from device_position where device_id = any(:ids)";
    private static final String INSERT = """
            insert into device_position (device_id, place, frame, given, valid)
            select n.id, ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326), n.frame, array[n.given_lon, n.given_lat],
                   tstzrange(n.since, n.until)
            from unnest(:ids, :lons, :lats, :frames, :givenLons, :givenLats, :sinces::timestamptz[],
                    :untils::timestamptz[]) as n (id, lon, lat, frame, given_lon, given_lat, since, until)
            """;
    private static final String CORRECT = """
            insert into position_correction (device_id, valid)
            select n.id, tstzrange(n.since, n.until)
            from unnest(:ids, :sinces::timestamptz[], :untils::timestamptz[]) as n (id, since, until)
            """;

    private final Jdbi jdbi;

    public PositionHistoryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A position through time.
     *
     * @param place WGS 84 on the lattice
     * @param given as it was given
     */
    public record Stood(LonLat place, GivenPosition given, Period period) {}

    /** Where the device stood, the oldest first. */
    public List<Stood> of(String device) {
        return jdbi.withHandle(h -> h.createQuery(OF)
                .bindArray("ids", String.class, device)
                .map((row, context) -> read(row))
                .list());
    }

    /**
     * What registering would do to histories.
     *
     * @param changed ids of devices whose history it would change
     * @param refused why it would be refused, by the id of the device
     */
    public record Preview(Set<String> changed, Map<String, String> refused) {}

    /** What registering those would do to histories; those that name no period are left out. */
    public Preview preview(Collection<Registration> registrations) {
        List<Registration> dated =
                registrations.stream().filter(one -> one.period().isPresent()).toList();
        Map<String, PositionHistory> known = jdbi.withHandle(
                h -> histories(h, dated.stream().map(one -> one.device().id()).toList()));
        Set<String> changed = new HashSet<>();
        Map<String, String> refused = new HashMap<>();
        for (Registration one : dated) {
            String id = one.device().id();
            PositionHistory before = known.getOrDefault(id, PositionHistory.NONE);
            try {
                PositionHistory after = before.corrected(
                        id, one.period().orElseThrow(), one.device().position());
                if (!after.equals(before)) {
                    changed.add(id);
                }
            } catch (SixgridException e) {
                refused.put(id, String.valueOf(e.getMessage()));
            }
        }
        return new Preview(changed, refused);
    }

    /** The histories of those devices that ever stood anywhere, by id. */
    static Map<String, PositionHistory> histories(Handle handle, Collection<String> ids) {
        Map<String, List<Stay>> stays = new HashMap<>();
        handle.createQuery(OF)
                .bindArray("ids", String.class, ids.toArray())
                .map((row, context) -> Map.entry(row.getString("device_id"), read(row)))
                .forEach(entry -> stays.computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                        .add(new Stay(entry.getValue().given(), entry.getValue().period())));
        Map<String, PositionHistory> histories = new HashMap<>();
        stays.forEach((id, list) -> histories.put(id, new PositionHistory(list)));
        return histories;
    }

    /** Replaces whole histories, and has what the registry placed in the corrected periods placed again. */
    static void replace(Handle handle, Map<String, PositionHistory> histories, Map<String, Period> corrected) {
        if (histories.isEmpty()) {
            return;
        }
        handle.createUpdate(CLEAR)
                .bindArray("ids", String.class, histories.keySet().toArray())
                .execute();
        List<Map.Entry<String, Stay>> rows = new ArrayList<>();
        histories.forEach((id, history) -> history.stays().forEach(stay -> rows.add(Map.entry(id, stay))));
        var insert = handle.createUpdate(INSERT);
        new Columns<>(insert, rows)
                .text("ids", Map.Entry::getKey)
                .decimal("lons", row -> row.getValue().position().place().lon())
                .decimal("lats", row -> row.getValue().position().place().lat())
                .text("frames", row -> row.getValue().position().frame())
                .decimal("givenLons", row -> row.getValue().position().given().x())
                .decimal("givenLats", row -> row.getValue().position().given().y())
                .moment("sinces", row -> row.getValue().period().from().orElse(null))
                .moment("untils", row -> row.getValue().period().to().orElse(null));
        insert.execute();
        var correct = handle.createUpdate(CORRECT);
        new Columns<>(correct, corrected.entrySet())
                .text("ids", Map.Entry::getKey)
                .moment("sinces", row -> row.getValue().from().orElse(null))
                .moment("untils", row -> row.getValue().to().orElse(null));
        correct.execute();
    }

    private static Stood read(ResultSet row) throws SQLException {
        Double[] given = (Double[]) row.getArray("given").getArray();
        LonLat place = new LonLat(row.getDouble("lon"), row.getDouble("lat"));
        return new Stood(
                place,
                new GivenPosition(row.getString("frame"), new FramePoint(given[0], given[1]), place),
                new Period(instant(row, "since"), instant(row, "until")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
