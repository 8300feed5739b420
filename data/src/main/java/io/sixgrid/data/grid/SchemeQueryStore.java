package io.sixgrid.data.grid;

import io.sixgrid.data.grid.SchemeView.LevelView;
import io.sixgrid.data.place.AsOf;
import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.LonLat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Reads which schemes there are, and where their grids are. */
public final class SchemeQueryStore {
    private static final String SCHEMES = """
            select s.id, s.code, s.name_zh, s.name_en, s.note_zh, s.note_en, s.is_default,
                   (select coalesce(max(r.id), 0) from revision r where r.scheme_id = s.id
                    and (:known::timestamptz is null or r.recorded <= :known)) as revision,
                   ST_XMin(o.shape) as west, ST_YMin(o.shape) as south, ST_XMax(o.shape) as east, ST_YMax(o.shape) as north
            from scheme s left join outline o
                 on o.scheme_id = s.id and o.valid @> :at::timestamptz
                 and (o.recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(o.recorded)))
            where :scheme::text is null or s.code = :scheme
            order by s.is_default desc, s.code
            """;
    private static final String LEVELS = """
            select l.level, l.code, l.name_zh, l.name_en, l.tiling, l.code_rule,
                   (select count(*) from grid_version v where v.scheme_id = l.scheme_id and v.level = l.level
                    and v.valid @> :at::timestamptz
                    and (v.recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(v.recorded)))) as grids
            from level l where l.scheme_id = :scheme order by l.level
            """;
    private static final String CODES = "select code from scheme order by is_default desc, code";
    private static final String BOX = """
            select ST_XMin(v.shape) as west, ST_YMin(v.shape) as south, ST_XMax(v.shape) as east, ST_YMax(v.shape) as north
            from grid_version v
            where v.grid_id = :grid and v.valid @> :at::timestamptz
              and (v.recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(v.recorded)))
            """;

    private final Jdbi jdbi;

    public SchemeQueryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All schemes, the default one first. */
    public List<SchemeView> all(AsOf then) {
        return read(Optional.empty(), then);
    }

    public Optional<SchemeView> find(String code, AsOf then) {
        return read(Optional.of(code), then).stream().findFirst();
    }

    /** The codes of all schemes, the default one first. */
    public List<String> codes() {
        return jdbi.withHandle(h -> h.createQuery(CODES).mapTo(String.class).list());
    }

    /** The rectangle around a grid; empty when it does not apply at that time. */
    public Optional<BoundingBox> box(long gridId, AsOf then) {
        return jdbi.withHandle(h -> h.createQuery(BOX)
                .bind("grid", gridId)
                .bind("at", then.at())
                .bind("known", then.known())
                .map((row, context) -> box(row).orElseThrow())
                .findOne());
    }

    private List<SchemeView> read(Optional<String> scheme, AsOf then) {
        return jdbi.withHandle(h -> h.createQuery(SCHEMES)
                .bind("scheme", scheme)
                .bind("at", then.at())
                .bind("known", then.known())
                .map((row, context) -> new SchemeView(
                        row.getString("code"),
                        row.getString("name_zh"),
                        row.getString("name_en"),
                        row.getString("note_zh"),
                        row.getString("note_en"),
                        row.getBoolean("is_default"),
                        row.getLong("revision"),
                        box(row),
                        h.createQuery(LEVELS)
                                .bind("scheme", row.getInt("id"))
                                .bind("at", then.at())
                                .bind("known", then.known())
                                .map((level, c) -> level(level))
                                .list()))
                .list());
    }

    private static LevelView level(ResultSet row) throws SQLException {
        return new LevelView(
                row.getInt("level"),
                row.getString("code"),
                row.getString("name_zh"),
                row.getString("name_en"),
                row.getBoolean("tiling"),
                row.getInt("grids"),
                Optional.ofNullable(row.getString("code_rule")));
    }

    private static Optional<BoundingBox> box(ResultSet row) throws SQLException {
        double west = row.getDouble("west");
        if (row.wasNull()) {
            return Optional.empty();
        }
        return Optional.of(new BoundingBox(
                new LonLat(west, row.getDouble("south")), new LonLat(row.getDouble("east"), row.getDouble("north"))));
    }
}
