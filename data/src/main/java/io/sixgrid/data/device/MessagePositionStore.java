package io.sixgrid.data.device;

import io.sixgrid.data.place.GivenPosition;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.place.ShiftCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Reads where messages said to be, beside where their devices are registered. */
public final class MessagePositionStore {
    // The newest events alone, by the primary key of their partitions: a busy day is millions. Of each device one, or a
    // talkative one would outvote the others.
    private static final String PAIRS = """
            select distinct on (e.source, e.device) e.source, ST_X(e.place) as lon, ST_Y(e.place) as lat,
                   ST_X(p.place) as registered_lon, ST_Y(p.place) as registered_lat
            from (select id, source, device, at, place, position_source from event
                  where received >= :from order by id desc limit :newest) e
            join device_position p on p.device_id = e.device and p.valid @> e.at
            where e.position_source = 'message' and e.place is not null
            order by e.source, e.device, e.id desc
            """;
    private static final int NEWEST = 50_000;

    private final Jdbi jdbi;

    public MessagePositionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Of each payload format the newest position that each registered device sent in a message, among the newest 50,000
     * events received since {@code from}. What the messages said was converted when they came: it counts as WGS 84.
     */
    public Map<String, List<ShiftCheck.Pair>> byFormat(Instant from) {
        Map<String, List<ShiftCheck.Pair>> pairs = new TreeMap<>();
        jdbi.useHandle(h -> h.createQuery(PAIRS)
                .bind("from", from)
                .bind("newest", NEWEST)
                .map((row, context) -> Map.entry(
                        row.getString("source"),
                        new ShiftCheck.Pair(
                                GivenPosition.wgs84(new LonLat(row.getDouble("lon"), row.getDouble("lat"))),
                                new LonLat(row.getDouble("registered_lon"), row.getDouble("registered_lat")))))
                .forEach(entry -> pairs.computeIfAbsent(entry.getKey(), source -> new ArrayList<>())
                        .add(entry.getValue())));
        return pairs;
    }
}
