package io.sixgrid.maps.tile;

import io.sixgrid.data.place.BoundingBox;
import io.sixgrid.data.place.LonLat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What is read of a scheme before its map is drawn. */
public final class MapStore {
    // Grows with every revision that comes into force, at once or when its time comes, and never otherwise: the latest
    // moment at which one did never falls, and the count tells two of the same moment apart. The moment tells databases
    // apart: browsers keep tiles for long, and a new one at an old address may hold other boundaries.
    private static final String EDITION = """
            select count(*)
                   + coalesce(max(floor(extract(epoch from greatest(r.effective, r.recorded)) * 1000)), 0)::bigint
            from revision r join scheme s on s.id = r.scheme_id
            where s.code = :scheme and r.effective <= clock_timestamp()
            """;
    private static final String EXTENT = """
            select ST_XMin(box) as min_x, ST_YMin(box) as min_y, ST_XMax(box) as max_x, ST_YMax(box) as max_y
            from (select coalesce(
                    (select ST_Extent(o.shape) from outline o join scheme s on s.id = o.scheme_id
                     where s.code = :scheme and o.valid @> now() and upper_inf(o.recorded)),
                    (select ST_Extent(v.shape) from grid_version v join scheme s on s.id = v.scheme_id
                     where s.code = :scheme and v.level = 1 and v.valid @> now() and upper_inf(v.recorded))) as box) b
            where box is not null
            """;
    private static final String SIZES = """
            select v.level, count(*) as grids, avg(sqrt(ST_Area(v.mercator))) as width
            from grid_version v join scheme s on s.id = v.scheme_id
            where s.code = :scheme and v.valid @> now() and upper_inf(v.recorded)
            group by v.level order by v.level
            """;

    private final Jdbi jdbi;
    private final String schemeCode;

    public MapStore(Jdbi jdbi, String schemeCode) {
        this.jdbi = jdbi;
        this.schemeCode = schemeCode;
    }

    /**
     * The grids of one level.
     *
     * @param width the side of a square as large as they are on average, in metres of EPSG:3857
     */
    public record LevelSize(int level, int grids, double width) {}

    /**
     * Names the boundaries of now: two answers are equal exactly when those are, also those of another database. About
     * the milliseconds of the epoch at which the newest came into force, so exact in a double.
     */
    public long edition() {
        return jdbi.withHandle(h -> h.createQuery(EDITION)
                .bind("scheme", schemeCode)
                .mapTo(Long.class)
                .one());
    }

    /** The rectangle around the outline, or around the widest grids where there is none; empty without either. */
    public Optional<BoundingBox> extent() {
        return jdbi.withHandle(h -> h.createQuery(EXTENT)
                .bind("scheme", schemeCode)
                .map((row, context) -> new BoundingBox(
                        new LonLat(row.getDouble("min_x"), row.getDouble("min_y")),
                        new LonLat(row.getDouble("max_x"), row.getDouble("max_y"))))
                .findOne());
    }

    /** The levels that have grids now. */
    public List<LevelSize> sizes() {
        return jdbi.withHandle(h -> h.createQuery(SIZES)
                .bind("scheme", schemeCode)
                .map((row, context) -> new LevelSize(row.getInt("level"), row.getInt("grids"), row.getDouble("width")))
                .list());
    }
}
