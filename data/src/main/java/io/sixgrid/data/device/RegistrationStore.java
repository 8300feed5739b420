package io.sixgrid.data.device;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.audit.AuditEntry;
import io.sixgrid.data.audit.AuditStore;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            select a.format, a.alias, a.device_id, n.id
            from unnest(:formats, :aliases, :ids) as n (format, alias, id)
            join device_alias a on a.format = n.format and a.alias = n.alias and a.device_id <> n.id
            order by n.id, a.format, a.alias
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

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

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
    record Row(Registration registration, long no, boolean created) {
        Device device() {
            return registration.device();
        }
    }

    /** An alias that one device is to have and another one has. */
    public record AliasConflict(String format, String alias, String wantedBy, String owner) {
        /** For people. */
        public String text() {
            return "the alias " + alias + " of format " + format + " belongs to device " + owner;
        }
    }

    /**
     * Makes the registry say of each device what {@code devices} say, from now on: of all of them or, where one fails, of
     * none.
     *
     * @return the ids of those that were not registered before
     */
    public Set<String> put(Collection<Device> devices, Author by) {
        return register(devices.stream().map(Registration::of).toList(), by);
    }

    /** The same, of devices that may have stood at their position in the past. */
    public Set<String> register(Collection<Registration> registrations, Author by) {
        registrations.forEach(one -> refuseFuture(one, by));
        List<Registration> wanted = registrations.stream()
                .sorted(Comparator.comparing(one -> one.device().id()))
                .toList();
        List<Device> sorted = wanted.stream().map(Registration::device).toList();
        if (sorted.isEmpty()) {
            return Set.of();
        }
        return jdbi.inTransaction(handle -> {
            conflicts(handle, sorted).stream().findFirst().ifPresent(conflict -> {
                throw SixgridException.conflict(conflict.text());
            });
            List<Row> rows = upsert(handle, wanted, by);
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

    /** Aliases that those devices are to have and other devices have, by the id of who wants them. */
    public List<AliasConflict> aliasConflicts(Collection<Device> devices) {
        return jdbi.withHandle(handle -> conflicts(handle, List.copyOf(devices)));
    }

    private static List<AliasConflict> conflicts(Handle handle, List<Device> devices) {
        return bindAliases(handle.createQuery(FOREIGN_ALIAS), devices)
                .map((row, context) -> new AliasConflict(
                        row.getString("format"),
                        row.getString("alias"),
                        row.getString("id"),
                        row.getString("device_id")))
                .list();
    }

    /** A position of the future would be taken for the present one until then. */
    private static void refuseFuture(Registration registration, Author by) {
        Instant latest = by.at().plus(CLOCKS_DIFFER);
        registration.period().ifPresent(period -> {
            refuseAfter(latest, period.from(), "validFrom");
            refuseAfter(latest, period.to(), "validTo");
        });
    }

    private static void refuseAfter(Instant latest, Optional<Instant> moment, String field) {
        if (moment.filter(latest::isBefore).isPresent()) {
            throw SixgridException.invalid(
                    field,
                    field + " is in the future: " + moment.orElseThrow() + "; register a move when it has been made");
        }
    }

    private static List<Row> upsert(Handle handle, List<Registration> registrations, Author by) {
        Map<String, Registration> byId = new HashMap<>();
        registrations.forEach(one -> byId.put(one.device().id(), one));
        List<Device> devices = registrations.stream().map(Registration::device).toList();
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
        row.registration().period().ifPresent(period -> detail.put("period", period.toString()));
        return new AuditEntry(row.created() ? "register" : "change", "device", device.id(), detail);
    }
}
