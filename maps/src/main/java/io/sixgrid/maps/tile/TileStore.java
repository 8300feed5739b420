package io.sixgrid.maps.tile;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * All SQL that makes tiles, for one scheme. Shapes come from the stored {@code mercator} columns and are snapped to the
 * tile's 4096 steps and nothing else, so neighbours that share a border still share it.
 */
public final class TileStore {
    private static final String TILE = """
            with tile as (
                select ST_TileEnvelope(:zoom, :col, :row) as box,
                       ST_TileEnvelope(:zoom, :col, :row, margin => 0.03125) as wide,
                       s.id as scheme_id
                from scheme s where s.code = :scheme)
            """;
    // Index: grid_version_mercator. A label is in the one tile that holds its point, edges half-open: it is never
    // doubled.
    private static final String GRIDS = TILE + """
            , grid as materialized (
                select v.grid_id, v.code, v.name, v.short_name as short, v.level, p.code as parent,
                       v.mercator, ST_Transform(v.label, 3857) as label, tile.box
                from tile
                join grid_version v on v.scheme_id = tile.scheme_id and v.mercator && tile.wide
                left join grid_version p on p.grid_id = v.parent_id and p.valid @> now() and upper_inf(p.recorded)
                where v.level = :level and v.valid @> now() and upper_inf(v.recorded)
            ), shapes as (
                select ST_AsMVTGeom(mercator, box, 4096, 128, true) as shape, code, name, short, level, parent, grid_id
                from grid
            ), labels as (
                select ST_AsMVTGeom(label, box, 4096, 0, false) as label, code, name, short, level, parent, grid_id
                from grid
                where ST_X(label) >= ST_XMin(box) and ST_X(label) < ST_XMax(box)
                  and ST_Y(label) > ST_YMin(box) and ST_Y(label) <= ST_YMax(box)
            )
            select (select coalesce(ST_AsMVT(s, 'grid', 4096, 'shape', 'grid_id'), '')
                    from (select * from shapes where shape is not null order by code) s)
                || (select coalesce(ST_AsMVT(l, 'label', 4096, 'label', 'grid_id'), '')
                    from (select * from labels order by code) l)
            """;
    private static final String OUTLINE = TILE + """
            , land as (
                select ST_AsMVTGeom(ST_Transform(o.shape, 3857), tile.box, 4096, 128, true) as shape
                from tile join outline o on o.scheme_id = tile.scheme_id
                where o.valid @> now() and upper_inf(o.recorded))
            select coalesce(ST_AsMVT(l, 'outline', 4096, 'shape'), '') from (select * from land where shape is not null) l
            """;
    // Index: device_position_mercator. Edges are half-open, so a device is in exactly one tile.
    private static final String STANDING = TILE + """
            , standing as materialized (
                select d.id, d.kind, d.name, v.heading, v.view_angle as angle, v.range_meters as range, p.mercator, tile.box
                from tile
                join device_position p on p.mercator && tile.box
                join device d on d.id = p.device_id
                left join video_point v on v.device_id = d.id
                where p.valid @> now() and d.retired is null
                  and ST_X(p.mercator) >= ST_XMin(tile.box) and ST_X(p.mercator) < ST_XMax(tile.box)
                  and ST_Y(p.mercator) > ST_YMin(tile.box) and ST_Y(p.mercator) <= ST_YMax(tile.box))
            """;
    private static final String SINGLE_DEVICES = STANDING + """
            select coalesce(ST_AsMVT(d, 'device', 4096, 'place'), '')
            from (select ST_AsMVTGeom(mercator, box, 4096, 0, false) as place, id, kind, name, heading, angle, range,
                         1 as count
                  from standing order by id) d
            """;
    // Cells of a 512 px tile, 64 px wide, lie wholly in one tile: the seams between tiles do not show.
    private static final String DEVICE_CELLS = STANDING + """
            , kinds as (
                select floor((ST_X(mercator) - ST_XMin(box)) / :cell) as x, floor((ST_Y(mercator) - ST_YMin(box)) / :cell) as y,
                       kind, count(*) as devices, sum(ST_X(mercator)) as sum_x, sum(ST_Y(mercator)) as sum_y,
                       min(id) as id, min(name) as name, min(heading) as heading, min(angle) as angle, min(range) as range
                from standing group by 1, 2, kind
            ), cells as (
                select ST_SetSRID(ST_MakePoint(sum(sum_x) / sum(devices), sum(sum_y) / sum(devices)), 3857) as mean,
                       sum(devices)::integer as count, jsonb_object_agg(kind, devices)::text as kinds,
                       min(id) as id, min(kind) as kind, min(name) as name,
                       min(heading) as heading, min(angle) as angle, min(range) as range
                from kinds group by x, y)
            select coalesce(ST_AsMVT(c, 'device', 4096, 'place'), '')
            from (select ST_AsMVTGeom(cells.mean, tile.box, 4096, 0, false) as place, count, kinds,
                         case when count = 1 then id end as id, case when count = 1 then kind end as kind,
                         case when count = 1 then name end as name, case when count = 1 then heading end as heading,
                         case when count = 1 then angle end as angle, case when count = 1 then range end as range
                  from cells, tile order by ST_X(mean), ST_Y(mean)) c
            """;
    private static final int CELLS_ACROSS = 8;

    private final Jdbi jdbi;
    private final String schemeCode;

    public TileStore(Jdbi jdbi, String schemeCode) {
        this.jdbi = jdbi;
        this.schemeCode = schemeCode;
    }

    /** Layers {@code grid} (shapes) and {@code label} (a point each) of the grids of {@code level} valid now. */
    byte[] grids(int level, TileCoord tile) {
        return jdbi.withHandle(h -> of(tile, h.createQuery(GRIDS))
                .bind("level", level)
                .mapTo(byte[].class)
                .one());
    }

    /** Layer {@code outline}: the land of the scheme. */
    byte[] outline(TileCoord tile) {
        return jdbi.withHandle(
                h -> of(tile, h.createQuery(OUTLINE)).mapTo(byte[].class).one());
    }

    /** Layer {@code device}: each device standing now. */
    byte[] devices(TileCoord tile) {
        return jdbi.withHandle(
                h -> of(tile, h.createQuery(SINGLE_DEVICES)).mapTo(byte[].class).one());
    }

    /** Layer {@code device}: the devices of each cell as one point at their mean; a lone device as itself. */
    byte[] deviceCells(TileCoord tile) {
        return jdbi.withHandle(h -> of(tile, h.createQuery(DEVICE_CELLS))
                .bind("cell", tile.width() / CELLS_ACROSS)
                .mapTo(byte[].class)
                .one());
    }

    private Query of(TileCoord tile, Query query) {
        return query.bind("scheme", schemeCode)
                .bind("zoom", tile.zoom())
                .bind("row", tile.row())
                .bind("col", tile.col());
    }
}
