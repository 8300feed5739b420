package io.sixgrid.data.device;

import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** All SQL that reads or writes devices, their positions and aliases, and video points. */
public final class DeviceStore {
    // An alias of the format wins over an id of the same spelling: it was given for this very purpose.
    private static final String RESOLVE = """
            select n.ordinal, d.no, d.id, d.kind, d.name, ST_X(p.place) as lon, ST_Y(p.place) as lat
            from unnest(:formats, :names, :times) with ordinality as n (format, name, at, ordinal)
            left join device_alias a on a.format = n.format and a.alias = n.name
            join device d on d.id = coalesce(a.device_id, n.name) and d.retired is null
            left join device_position p on p.device_id = d.id and p.valid @> n.at
            """;

    private DeviceStore() {}

    /** The registered devices among {@code names}; names that are not registered are absent. */
    public static Map<DeviceName, RegisteredDevice> resolve(Handle handle, Collection<DeviceName> names) {
        List<DeviceName> asked = names.stream().distinct().toList();
        Map<DeviceName, RegisteredDevice> found = new HashMap<>();
        handle.createQuery(RESOLVE)
                .bindArray(
                        "formats",
                        String.class,
                        asked.stream().map(DeviceName::format).toArray())
                .bindArray(
                        "names",
                        String.class,
                        asked.stream().map(DeviceName::name).toArray())
                .bindArray(
                        "times",
                        Instant.class,
                        asked.stream().map(DeviceName::at).toArray())
                .map((row, context) -> {
                    double lon = row.getDouble("lon");
                    Optional<LonLat> place =
                            row.wasNull() ? Optional.empty() : Optional.of(new LonLat(lon, row.getDouble("lat")));
                    RegisteredDevice device = new RegisteredDevice(
                            row.getLong("no"),
                            row.getString("id"),
                            row.getString("kind"),
                            row.getString("name"),
                            place);
                    return Map.entry(asked.get(row.getInt("ordinal") - 1), device);
                })
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }
}
