package io.sixgrid.data.device;

import io.sixgrid.data.device.RegistrationStore.Row;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.Placer;
import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.Placement;
import io.sixgrid.data.place.PlacementStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Writes where devices stand through time, and the placements that follow, in the caller's transaction. */
final class DevicePositionStore {
    private static final String STANDING = """
            select device_id, ST_X(place) as lon, ST_Y(place) as lat
            from device_position where device_id = any(:ids) and upper_inf(valid)
            """;
    // A position that began at this very moment, or after it by another machine's clock, never held: it is replaced.
    private static final String DROP_EMPTY = """
            delete from device_position where device_id = any(:ids) and upper_inf(valid) and lower(valid) >= :at
            """;
    private static final String CLOSE = """
            update device_position set valid = tstzrange(lower(valid), :at)
            where device_id = any(:ids) and upper_inf(valid)
            """;
    // What is first known of a device holds for as long as it is known: an alert older than its registration is placed.
    private static final String OPEN = """
            insert into device_position (device_id, place, frame, given, valid)
            select n.id, ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326), n.frame, array[n.given_lon, n.given_lat],
                   tstzrange(case when exists (select from device_position o where o.device_id = n.id)
                                  then :at::timestamptz end, null)
            from unnest(:ids, :lons, :lats, :frames, :givenLons, :givenLats)
                     as n (id, lon, lat, frame, given_lon, given_lat)
            """;
    private static final String SET_CHAIN = """
            update device set chain = n.chain::bigint[]
            from unnest(:numbers, :chains) as n (no, chain) where device.no = n.no
            """;

    private final Placer intake;
    private final Placer correction;

    DevicePositionStore(Boundaries boundaries) {
        intake = new Placer(boundaries, Placement.Subject.DEVICE, Placement.Cause.INTAKE);
        correction = new Placer(boundaries, Placement.Subject.DEVICE, Placement.Cause.CORRECTION);
    }

    /**
     * Moves those that stand elsewhere than the registry said, from {@code at} or in the period that their registration
     * says, and places those that stand elsewhere now, and the new ones.
     */
    void move(Handle handle, List<Row> rows, Instant at) {
        Map<String, LonLat> before = standing(handle, rows);
        List<Row> now = rows.stream()
                .filter(row -> row.registration().period().isEmpty())
                .filter(row -> row.created()
                        || !Optional.ofNullable(before.get(row.device().id())).equals(place(row)))
                .toList();
        leave(handle, now.stream().map(row -> row.device().id()).toList(), at);
        open(handle, now.stream().filter(row -> place(row).isPresent()).toList(), at);
        place(handle, now, at, intake);
        List<Row> then = rows.stream()
                .filter(row -> row.registration().period().isPresent())
                .toList();
        correct(handle, then);
        Map<String, LonLat> after = standing(handle, then);
        List<Row> elsewhere = then.stream()
                .filter(row -> row.created()
                        || !Objects.equals(
                                before.get(row.device().id()),
                                after.get(row.device().id())))
                .toList();
        place(handle, elsewhere, at, correction);
    }

    /** Those whose history says otherwise. */
    private static void correct(Handle handle, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<String, PositionHistory> known = PositionHistoryStore.histories(
                handle, rows.stream().map(row -> row.device().id()).toList());
        Map<String, PositionHistory> corrected = new HashMap<>();
        Map<String, Period> periods = new HashMap<>();
        for (Row row : rows) {
            Device device = row.device();
            Period period = row.registration().period().orElseThrow();
            PositionHistory before = known.getOrDefault(device.id(), PositionHistory.NONE);
            PositionHistory after = before.corrected(device.id(), period, device.position());
            if (!after.equals(before)) {
                corrected.put(device.id(), after);
                periods.put(device.id(), period);
            }
        }
        PositionHistoryStore.replace(handle, corrected, periods);
    }

    /** Places them where the registry says that they stand now. */
    private static void place(Handle handle, List<Row> rows, Instant at, Placer placer) {
        if (rows.isEmpty()) {
            return;
        }
        Map<String, LonLat> standing = standing(handle, rows);
        List<Placement> placements = rows.stream()
                .map(row -> placer.place(
                        row.no(),
                        at,
                        Optional.ofNullable(standing.get(row.device().id()))))
                .toList();
        PlacementStore.add(handle, placements);
        handle.createUpdate(SET_CHAIN)
                .bindArray(
                        "numbers",
                        Long.class,
                        placements.stream().map(Placement::subjectId).toArray())
                .bindArray(
                        "chains",
                        String.class,
                        placements.stream()
                                .map(p -> PlacementStore.arrayText(p.chain()))
                                .toArray())
                .execute();
    }

    /** They stand nowhere from {@code at}. */
    static void leave(Handle handle, Collection<String> ids, Instant at) {
        for (String step : List.of(DROP_EMPTY, CLOSE)) {
            handle.createUpdate(step)
                    .bind("at", at)
                    .bindArray("ids", String.class, ids.toArray())
                    .execute();
        }
    }

    private static Map<String, LonLat> standing(Handle handle, List<Row> rows) {
        Map<String, LonLat> standing = new HashMap<>();
        handle.createQuery(STANDING)
                .bindArray(
                        "ids",
                        String.class,
                        rows.stream().map(row -> row.device().id()).toArray())
                .map((row, context) ->
                        Map.entry(row.getString("device_id"), new LonLat(row.getDouble("lon"), row.getDouble("lat"))))
                .forEach(entry -> standing.put(entry.getKey(), entry.getValue()));
        return standing;
    }

    private static void open(Handle handle, List<Row> rows, Instant at) {
        handle.createUpdate(OPEN)
                .bind("at", at)
                .bindArray(
                        "ids",
                        String.class,
                        rows.stream().map(row -> row.device().id()).toArray())
                .bindArray("lons", Double.class, column(rows, p -> p.place().lon()))
                .bindArray("lats", Double.class, column(rows, p -> p.place().lat()))
                .bindArray("frames", String.class, column(rows, GivenPosition::frame))
                .bindArray(
                        "givenLons", Double.class, column(rows, p -> p.given().x()))
                .bindArray(
                        "givenLats", Double.class, column(rows, p -> p.given().y()))
                .execute();
    }

    private static Optional<LonLat> place(Row row) {
        return row.device().position().map(GivenPosition::place);
    }

    private static Object[] column(List<Row> rows, Function<GivenPosition, Object> part) {
        return rows.stream()
                .map(row -> part.apply(row.device().position().orElseThrow()))
                .toArray();
    }
}
