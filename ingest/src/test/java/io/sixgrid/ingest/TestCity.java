package io.sixgrid.ingest;

import io.sixgrid.data.grid.Boundaries;
import io.sixgrid.data.grid.GridStore;
import java.time.Clock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A city of one community C (longitude 121.50 to 121.52, latitude 38.80 to 38.81) with two grids that share the meridian
 * 121.51, C-WEST and C-EAST; camera {@code cam-east} stands in the eastern one, {@code cam-nowhere} nowhere.
 */
public final class TestCity {
    private TestCity() {}

    public static Boundaries build(Jdbi jdbi) {
        jdbi.useTransaction(handle -> {
            handle.execute(
                    "insert into scheme (code, name_zh, name_en, is_default) values ('default', '网格', 'Grids', true)");
            handle.execute("insert into level (scheme_id, level, code, name_zh, name_en, tiling) values"
                    + " (1, 1, 'community', '社区', 'Community', true), (1, 2, 'grid', '网格', 'Grid', true)");
            handle.execute("insert into revision (scheme_id, effective, author, reason)"
                    + " values (1, '2020-01-01T00:00Z', 'test', 'test')");
            handle.execute("insert into grid (scheme_id, level) values (1, 1), (1, 2), (1, 2)");
            grid(handle, 1, "C", "121.50, 38.80, 121.52, 38.81");
            grid(handle, 2, "C-WEST", "121.50, 38.80, 121.51, 38.81");
            grid(handle, 3, "C-EAST", "121.51, 38.80, 121.52, 38.81");
            camera(handle, "cam-nowhere");
            camera(handle, "cam-east");
            handle.execute(
                    "insert into device_position (device_id, place, frame, given, valid) values ('cam-east',"
                            + " ST_SetSRID(ST_MakePoint(121.515, 38.805), 4326), 'wgs84', '{121.515,38.805}', '[2020-01-01,)')");
            handle.execute("insert into device_alias (format, alias, device_id) values"
                    + " ('frigate-events', 'front_gate', 'cam-east'), ('onvif-ej', 'gate', 'cam-east')");
        });
        Boundaries boundaries = new Boundaries(new GridStore(jdbi), "default", Clock.systemUTC());
        boundaries.refresh();
        return boundaries;
    }

    private static void grid(Handle handle, int id, String code, String envelope) {
        handle.execute(
                "insert into grid_version (grid_id, scheme_id, level, code, name, short_name, parent_id, shape, label,"
                        + " valid, recorded, revision) select ?, 1, ?, ?, ?, ?, ?, e, ST_Centroid(e), '[2020-01-01,)',"
                        + " '[2020-01-01,)', 1 from (select ST_MakeEnvelope(" + envelope + ", 4326) as e) x",
                id,
                id == 1 ? 1 : 2,
                code,
                code,
                code,
                id == 1 ? null : 1L);
    }

    private static void camera(Handle handle, String id) {
        handle.execute("insert into device (id, kind, name, updated_by) values (?, 'camera', ?, 'test')", id, id);
    }
}
