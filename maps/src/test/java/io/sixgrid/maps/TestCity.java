package io.sixgrid.maps;

import io.javalin.config.RoutesConfig;
import io.sixgrid.data.SixgridException;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Two square districts beside each other on the meridian 121.5, each of two blocks; devices and alerts on demand. */
public final class TestCity {
    private static final String SCHEME = """
            insert into scheme (code, name_zh, name_en, note_zh, note_en, is_default)
            values ('default', '测试城', 'Test city', '边界为生成', 'Boundaries are generated', true);
            insert into level values (1, 1, 'district', '区', 'District', true), (1, 2, 'block', '块', 'Block', true);
            insert into revision (scheme_id, effective, author, reason)
            values (1, '2020-01-01T00:00:00Z', 'test', 'first');
            insert into outline (scheme_id, shape, valid, recorded, revision)
            values (1, ST_MakeEnvelope(121.4, 38.8, 121.6, 38.9, 4326), '[2020-01-01,)', '[2020-01-01,)', 1);
            """;
    private static final String GRID = """
            with g as (insert into grid (scheme_id, level) values (1, :level) returning id)
            insert into grid_version (grid_id, scheme_id, level, code, name, short_name, parent_id, shape, label, valid,
                                      recorded, revision)
            select g.id, 1, :level, :code, :code, :code, :parent, s.shape, ST_PointOnSurface(s.shape), '[2020-01-01,)',
                   '[2020-01-01,)', 1
            from g, (select ST_MakeEnvelope(:west, 38.8, :east, 38.9, 4326) as shape) s
            returning grid_id
            """;
    private static final String DEVICE = """
            with d as (insert into device (id, kind, name, updated_by) values (:id, :kind, :id, 'test') returning id)
            insert into device_position (device_id, place, frame, given, valid)
            select id, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326), 'wgs84', array[:lon, :lat], '[2020-01-01,)' from d
            """;
    private static final String ALERT = """
            insert into alert (device, kind, state, severity, opened, last_seen, last_rank, events, source, place, chain,
                               event_id)
            values (:device, 'fire', 'open', :severity, now(), now(), 0, 1, 'test',
                    ST_SetSRID(ST_MakePoint(121.45, 38.85), 4326), array[:grid::bigint], 1)
            returning id
            """;

    private final Jdbi jdbi;
    private final Boundaries boundaries;
    private long west;
    private long east;

    public TestCity(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.boundaries = new Boundaries(new GridStore(jdbi), "default", Clock.systemUTC());
        jdbi.useTransaction(h -> {
            h.createScript(SCHEME).execute();
            west = grid(h, "W", null, 121.4, 121.5);
            east = grid(h, "E", null, 121.5, 121.6);
            grid(h, "W1", west, 121.4, 121.45);
            grid(h, "W2", west, 121.45, 121.5);
            grid(h, "E1", east, 121.5, 121.55);
            grid(h, "E2", east, 121.55, 121.6);
        });
        boundaries.refresh();
    }

    public Boundaries boundaries() {
        return boundaries;
    }

    /** Puts up a device. */
    public void device(String id, String kind, double lon, double lat) {
        jdbi.useHandle(h -> h.createUpdate(DEVICE)
                .bind("id", id)
                .bind("kind", kind)
                .bind("lon", lon)
                .bind("lat", lat)
                .execute());
    }

    /** Opens an alert in district {@code E} or {@code W} and appends the change, in one transaction. */
    public long alert(String device, int severity, String district) {
        return jdbi.inTransaction(h -> {
            long id = insertAlert(h, device, severity, district);
            touch(h, id);
            return id;
        });
    }

    /** Opens an alert in the transaction of {@code h}. */
    public long insertAlert(Handle h, String device, int severity, String district) {
        return h.createQuery(ALERT)
                .bind("device", device)
                .bind("severity", severity)
                .bind("grid", district.equals("E") ? east : west)
                .mapTo(Long.class)
                .one();
    }

    /** Appends a change that touched {@code alert}, in the transaction of {@code h}. */
    public static void touch(Handle h, long alert) {
        ChangeStore.append(h, List.of(), List.of(alert), List.of(), List.of());
    }

    /** Closes an alert. */
    public void close(long alert) {
        jdbi.useTransaction(h -> {
            h.execute("update alert set state = 'closed', closed = now(), closed_by = 'device' where id = ?", alert);
            touch(h, alert);
        });
    }

    /** Deletes an alert, as the fold does with an episode that a late event joins to the one before. */
    public void remove(long alert) {
        jdbi.useTransaction(h -> {
            h.execute("delete from alert where id = ?", alert);
            touch(h, alert);
        });
    }

    /** Answers our failures by status, as the service does. */
    public static void problems(RoutesConfig routes) {
        routes.exception(
                SixgridException.class,
                (e, ctx) -> ctx.status(e.kind() == SixgridException.Kind.NOT_FOUND ? 404 : 400)
                        .result(String.valueOf(e.getMessage())));
    }

    private static long grid(
            Handle h, String code, @org.jspecify.annotations.Nullable Long parent, double west, double east) {
        return h.createQuery(GRID)
                .bind("level", parent == null ? 1 : 2)
                .bind("code", code)
                .bind("parent", parent)
                .bind("west", west)
                .bind("east", east)
                .mapTo(Long.class)
                .one();
    }
}
