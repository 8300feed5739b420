package io.sixgrid.data.device;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.AuditEntry;
import io.sixgrid.data.audit.AuditStore;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Registers, changes and retires devices. One call is one transaction: the registry, positions and placements, alerts
 * that waited for the device, the audit and the stream of changes.
 */
public final class RegistrationStore {
    private static final String FOREIGN_ALIAS = """
            select a.format, a.alias, a.device_id
            from unnest(:formats, :aliases, :ids) as n (format, alias, id)
            join device_alias a on a.format = n.format and a.alias = n.alias and a.device_id <> n.id
            order by a.format, a.alias limit 1
            """;
    private static final String UPSERT = """
            insert into device (id, kind, name, owner, gateway, created, updated, updated_by)
            select n.id, n.kind, n.name, n.owner, n.gateway, :at::timestamptz, :at::timestamptz, :by
            from unnest(:ids, :kinds, :names, :owners, :gateways) as n (id, kind, name, owner, gateway)
            order by n.id
            on conflict (id) do update set kind = excluded.kind, name = excluded.name, owner = excluded.owner,
                gateway = excluded.gateway, updated = excluded.updated, updated_by = excluded.updated_by, retired = null
            returning id, no, xmax = 0 as created
            """;
    private static final String DROP_ALIASES = "delete from device_alias where device_id = any(:ids)";
    private static final String ADD_ALIASES = """
            insert into device_alias (format, alias, device_id) select * from unnest(:formats, :aliases, :ids)
            """;
    private static final String SET_VIEW = """
            insert into video_point (device_id, heading, view_angle, range_meters)
            select * from unnest(:ids, :headings, :angles, :ranges)
            on conflict (device_id) do update set heading = excluded.heading, view_angle = excluded.view_angle,
                range_meters = excluded.range_meters
            """;
    private static final String RETIRE = """
            update device set retired = :at, updated = :at, updated_by = :by where id = :id and retired is null
            """;

    private final Jdbi jdbi;
    private final DevicePositionStore positions;
    private final WaitingAlertStore waiting;

    public RegistrationStore(Jdbi jdbi, Boundaries boundaries) {
        this.jdbi = jdbi;
        this.positions = new DevicePositionStore(boundaries);
        this.waiting = new WaitingAlertStore(jdbi, boundaries);
    }

    /**
     * A device row just written.
     *
     * @param created whether it was not registered before
     */
    record Row(Device device, long no, boolean created) {}

    /**
     * Makes the registry say of each device what {@code devices} say: of all of them or, where one fails, of none.
     *
     * @return the ids of those that were not registered before
     */
    public Set<String> put(Collection<Device> devices, Author by) {
        List<Device> sorted =
                devices.stream().sorted(Comparator.comparing(Device::id)).toList();
        if (sorted.isEmpty()) {
            return Set.of();
        }
        return jdbi.inTransaction(handle -> {
            refuseForeignAliases(handle, sorted);
            List<Row> rows = upsert(handle, sorted, by);
            replaceAliases(handle, sorted);
            setViews(handle, sorted);
            positions.move(handle, rows, by.at());
            List<String> ids = sorted.stream().map(Device::id).toList();
            PresenceStore.registered(handle, ids, UnknownDeviceStore.registered(handle, ids));
            List<Long> alerts = waiting.place(handle, ids);
            AuditStore.append(
                    handle, by, rows.stream().map(RegistrationStore::audit).toList());
            ChangeStore.append(handle, List.of(), alerts, List.of(), ids);
            Set<String> created = new HashSet<>();
            rows.stream()
                    .filter(Row::created)
                    .forEach(row -> created.add(row.device().id()));
            return created;
        });
    }

    /** Takes a device out of service; it stays findable. A retired one stays as it is. */
    public void retire(String id, Author by) {
        jdbi.useTransaction(handle -> {
            int retired = handle.createUpdate(RETIRE)
                    .bind("at", by.at())
                    .bind("by", by.name())
                    .bind("id", id)
                    .execute();
            if (retired == 1) {
                DevicePositionStore.leave(handle, List.of(id), by.at());
                AuditStore.append(handle, by, List.of(new AuditEntry("retire", "device", id)));
                ChangeStore.append(handle, List.of(), List.of(), List.of(), List.of(id));
            }
        });
    }

    private static void refuseForeignAliases(Handle handle, List<Device> devices) {
        bindAliases(handle.createQuery(FOREIGN_ALIAS), devices)
                .map((row, context) -> SixgridException.conflict("the alias " + row.getString("alias") + " of format "
                        + row.getString("format") + " belongs to device " + row.getString("device_id")))
                .findOne()
                .ifPresent(conflict -> {
                    throw conflict;
                });
    }

    private static List<Row> upsert(Handle handle, List<Device> devices, Author by) {
        Map<String, Device> byId = new HashMap<>();
        devices.forEach(device -> byId.put(device.id(), device));
        return handle.createQuery(UPSERT)
                .bind("at", by.at())
                .bind("by", by.name())
                .bindArray("ids", String.class, column(devices, Device::id))
                .bindArray("kinds", String.class, column(devices, Device::kind))
                .bindArray("names", String.class, column(devices, Device::name))
                .bindArray(
                        "owners", String.class, column(devices, d -> d.owner().orElse(null)))
                .bindArray(
                        "gateways",
                        String.class,
                        column(devices, d -> d.gateway().orElse(null)))
                .map((row, context) -> new Row(
                        requireNonNull(byId.get(row.getString("id"))), row.getLong("no"), row.getBoolean("created")))
                .list();
    }

    private static void replaceAliases(Handle handle, List<Device> devices) {
        handle.createUpdate(DROP_ALIASES)
                .bindArray("ids", String.class, column(devices, Device::id))
                .execute();
        bindAliases(handle.createUpdate(ADD_ALIASES), devices).execute();
    }

    private static void setViews(Handle handle, List<Device> devices) {
        List<Device> points = devices.stream().filter(d -> d.view().isPresent()).toList();
        handle.createUpdate(SET_VIEW)
                .bindArray("ids", String.class, column(points, Device::id))
                .bindArray("headings", Double.class, sector(points, Device.Sector::heading))
                .bindArray("angles", Double.class, sector(points, Device.Sector::viewAngle))
                .bindArray("ranges", Double.class, sector(points, Device.Sector::rangeMeters))
                .execute();
    }

    private static <S extends SqlStatement<S>> S bindAliases(S statement, List<Device> devices) {
        List<String[]> rows = devices.stream()
                .flatMap(d -> d.aliases().entrySet().stream()
                        .map(alias -> new String[] {alias.getKey(), alias.getValue(), d.id()}))
                .toList();
        return statement
                .bindArray("formats", String.class, rows.stream().map(r -> r[0]).toArray())
                .bindArray("aliases", String.class, rows.stream().map(r -> r[1]).toArray())
                .bindArray("ids", String.class, rows.stream().map(r -> r[2]).toArray());
    }

    private static Object[] column(List<Device> devices, Function<Device, @Nullable Object> part) {
        return devices.stream().map(part).toArray();
    }

    private static Object[] sector(List<Device> points, Function<Device.Sector, Double> part) {
        return column(
                points, d -> d.view().flatMap(Device.View::sector).map(part).orElse(null));
    }

    private static AuditEntry audit(Row row) {
        Device device = row.device();
        Map<String, Object> detail = new HashMap<>();
        detail.put("kind", device.kind());
        detail.put("name", device.name());
        device.position()
                .ifPresent(p ->
                        detail.put("lonLat", List.of(p.place().lon(), p.place().lat())));
        return new AuditEntry(row.created() ? "register" : "change", "device", device.id(), detail);
    }
}
