package io.sixgrid.data.grid;

import io.sixgrid.data.place.LonLat;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A city small enough to know by heart: two communities side by side, all shapes squares, valid since 2020.
 *
 * <pre>
 *   38.810 +-----------------------+-----------------------+
 *          | WEST_NORTH_GRID       |                       |
 *   38.805 +-----------+-----------+  EAST_GRID            |
 *          | WEST_GRID | WEST_     |  (one precinct,       |
 *          |  [[[ ]]]  | SIDE_GRID |   one base grid)      |
 *   38.800 +-----------+-----------+-----------------------+
 *        121.500     121.505     121.510                 121.520
 * </pre>
 *
 * In WEST_GRID lie a compound, in it a building, in it a unit.
 */
public final class TinyCity {
    public static final String SCHEME = "default";

    /** Level 1. */
    public static final String WEST = "210211016001";

    public static final String EAST = "210211016002";
    /** Level 2. */
    public static final String WEST_SOUTH_PRECINCT = "21021101600101";

    public static final String WEST_NORTH_PRECINCT = "21021101600102";
    public static final String EAST_PRECINCT = "21021101600201";
    /** Level 3. */
    public static final String WEST_GRID = "21021101600101001";

    public static final String WEST_SIDE_GRID = "21021101600101002";
    public static final String WEST_NORTH_GRID = "21021101600102001";
    public static final String EAST_GRID = "21021101600201001";
    /** Levels 4, 5 and 6. */
    public static final String COMPOUND = "21021101600101001-01";

    public static final String BUILDING = "21021101600101001-01-1";
    public static final String UNIT = "21021101600101001-01-1-1";

    /** In the unit, so in a grid of every level. */
    public static final LonLat IN_UNIT = new LonLat(121.5022, 38.8025);
    /** In EAST_GRID, where levels 4 to 6 have no grid. */
    public static final LonLat IN_EAST = new LonLat(121.5150, 38.8050);
    /** On the border of the two communities, and of WEST_SIDE_GRID with EAST_GRID; it belongs to EAST_GRID. */
    public static final LonLat ON_BORDER = new LonLat(121.5100, 38.8025);
    /** Outside the outline. */
    public static final LonLat OUTSIDE = new LonLat(121.6000, 38.9000);

    private static final String ONE_GRID = """
            with identity as (insert into grid (scheme_id, level) values (:scheme, :level) returning id)
            insert into grid_version (grid_id, scheme_id, level, code, name, short_name, parent_id, people, households,
                                      area_class, shape, label, valid, recorded, revision)
            select identity.id, :scheme, :level, :code, :name, :name, :parent, array['张三'], 10 * :level, 'residential',
                   box.shape, ST_Centroid(box.shape), tstzrange('2020-01-01Z', null), tstzrange('2020-01-01Z', null),
                   :revision
            from identity, lateral (
                select ST_MakeEnvelope(:west, :south, :east, :north, 4326) as shape) box
            returning grid_id
            """;

    private final Handle handle;
    private final int scheme;
    private final long revision;
    private final Map<String, Long> ids = new HashMap<>();

    private TinyCity(Handle handle, int scheme, long revision) {
        this.handle = handle;
        this.scheme = scheme;
        this.revision = revision;
    }

    /** Puts the city into an empty database, in one transaction; answers the id of its scheme, the default one. */
    public static int load(Jdbi jdbi) {
        return jdbi.inTransaction(handle -> {
            int scheme = scheme(handle);
            long revision = handle.createQuery("""
                            insert into revision (scheme_id, effective, author, reason)
                            values (:scheme, '2020-01-01Z', 'test', 'tiny city') returning id
                            """)
                    .bind("scheme", scheme)
                    .mapTo(Long.class)
                    .one();
            new TinyCity(handle, scheme, revision).insert();
            handle.execute("select ensure_month(now()), ensure_month(now() + interval '1 month')");
            return scheme;
        });
    }

    /** The id of the grid of that code. */
    public static long id(Jdbi jdbi, String code) {
        return jdbi.withHandle(h -> h.createQuery("select grid_id from grid_version where code = :code")
                .bind("code", code)
                .mapTo(Long.class)
                .one());
    }

    private static int scheme(Handle handle) {
        int scheme = handle.createQuery("""
                        insert into scheme (code, name_zh, name_en, is_default)
                        values ('default', '小城', 'Tiny city', true) returning id
                        """).mapTo(Integer.class).one();
        handle.createUpdate("""
                        insert into level (scheme_id, level, code, name_zh, name_en, tiling) values
                            (:scheme, 1, 'community', '社区', 'Community', true),
                            (:scheme, 2, 'precinct', '片区', 'Precinct', true),
                            (:scheme, 3, 'grid', '网格', 'Base grid', true),
                            (:scheme, 4, 'compound', '小区', 'Compound', false),
                            (:scheme, 5, 'building', '楼栋', 'Building', false),
                            (:scheme, 6, 'unit', '单元', 'Unit', false)
                        """).bind("scheme", scheme).execute();
        return scheme;
    }

    private void insert() {
        handle.createUpdate("""
                        insert into outline (scheme_id, shape, valid, recorded, revision)
                        values (:scheme, ST_MakeEnvelope(121.5, 38.8, 121.52, 38.81, 4326),
                                tstzrange('2020-01-01Z', null), tstzrange('2020-01-01Z', null), :revision)
                        """)
                .bind("scheme", scheme)
                .bind("revision", revision)
                .execute();
        grid(1, WEST, "西社区", null, new double[] {121.50, 38.80, 121.51, 38.81});
        grid(1, EAST, "东社区", null, new double[] {121.51, 38.80, 121.52, 38.81});
        grid(2, WEST_SOUTH_PRECINCT, "西南片区", WEST, new double[] {121.50, 38.80, 121.51, 38.805});
        grid(2, WEST_NORTH_PRECINCT, "西北片区", WEST, new double[] {121.50, 38.805, 121.51, 38.81});
        grid(2, EAST_PRECINCT, "东片区", EAST, new double[] {121.51, 38.80, 121.52, 38.81});
        grid(3, WEST_GRID, "西一网格", WEST_SOUTH_PRECINCT, new double[] {121.50, 38.80, 121.505, 38.805});
        grid(3, WEST_SIDE_GRID, "西二网格", WEST_SOUTH_PRECINCT, new double[] {121.505, 38.80, 121.51, 38.805});
        grid(3, WEST_NORTH_GRID, "西三网格", WEST_NORTH_PRECINCT, new double[] {121.50, 38.805, 121.51, 38.81});
        grid(3, EAST_GRID, "东一网格", EAST_PRECINCT, new double[] {121.51, 38.80, 121.52, 38.81});
        grid(4, COMPOUND, "小小区", WEST_GRID, new double[] {121.501, 38.801, 121.504, 38.804});
        grid(5, BUILDING, "1号楼", COMPOUND, new double[] {121.502, 38.802, 121.503, 38.803});
        grid(6, UNIT, "1单元", BUILDING, new double[] {121.502, 38.802, 121.5025, 38.803});
        handle.execute("""
                insert into code_ledger (scheme_id, code, grid_id, issued, revision)
                select scheme_id, code, grid_id, lower(valid), revision from grid_version
                """);
    }

    /** @param box west, south, east, north in degrees */
    private void grid(int level, String code, String name, @Nullable String parent, double[] box) {
        long id = handle.createQuery(ONE_GRID)
                .bind("scheme", scheme)
                .bind("revision", revision)
                .bind("level", level)
                .bind("code", code)
                .bind("name", name)
                .bind("parent", parent == null ? null : ids.get(parent))
                .bind("west", box[0])
                .bind("south", box[1])
                .bind("east", box[2])
                .bind("north", box[3])
                .mapTo(Long.class)
                .one();
        ids.put(code, id);
    }
}
