package io.sixgrid.data.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads grids as people ask for them: by level, parent or code, at a time of validity and of belief. */
public final class GridQueryStore {
    // A parent goes on by its identity: its code is the one that it has at the time and by the belief asked for, else
    // the
    // last one that it had together with its child.
    private static final String COLUMNS = """
            select v.level, v.code, v.name, v.short_name, v.people, v.households, v.area_class, v.attributes, v.exclave,
                   (select p.code from grid_version p where p.grid_id = v.parent_id
                    and p.valid && v.valid and p.recorded && v.recorded
                    order by coalesce(p.recorded @> :known::timestamptz, upper_inf(p.recorded)) desc,
                             p.valid @> :at::timestamptz desc, upper(p.valid) desc nulls first limit 1) as parent,
                   case when :geometry then ST_AsGeoJSON(v.shape, 7) end as geometry,
                   ST_X(v.label) as lon, ST_Y(v.label) as lat,
                   (select count(*) from grid_version c where c.parent_id = v.grid_id and c.valid @> :at::timestamptz
                    and (c.recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(c.recorded))))
                       as children,
                   lower(v.valid) as valid_from, upper(v.valid) as valid_to
            from grid_version v join scheme s on s.id = v.scheme_id
            where s.code = :scheme
            """;
    private static final String BELIEVED = COLUMNS + """
              and (v.recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(v.recorded)))
            """;
    private static final String LIST = BELIEVED + """
              and v.valid @> :at::timestamptz
              and (:level::int is null or v.level = :level)
              and (:parent::text is null or v.parent_id = (
                  select p.grid_id from grid_version p
                  where p.scheme_id = v.scheme_id and p.code = :parent and p.valid @> :at::timestamptz
                    and (p.recorded @> :known::timestamptz or (:known::timestamptz is null and upper_inf(p.recorded)))))
              and (:afterCode::text is null or (v.level, v.code) > (:afterLevel, :afterCode))
            order by v.level, v.code
            limit :limit
            """;
    private static final String AT = BELIEVED + "  and v.code = :code and v.valid @> :at::timestamptz";
    // A retired code stays findable: its last version answers, also one that is not believed any more.
    private static final String NEWEST = COLUMNS + """
              and v.code = :code and (:known::timestamptz is null or v.recorded @> :known::timestamptz)
            order by upper_inf(v.recorded) desc, upper(v.valid) desc nulls first limit 1
            """;
    // A code belongs to one grid for ever.
    private static final String ID_OF = """
            select v.grid_id from grid_version v join scheme s on s.id = v.scheme_id
            where s.code = :scheme and v.code = :code
            order by upper_inf(v.recorded) desc, upper(v.valid) desc nulls first limit 1
            """;

    private final Jdbi jdbi;

    public GridQueryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The border of a page: level and code of the last grid on it. */
    public record PageEnd(int level, String code) {}

    /**
     * Grids of a scheme, by level and code.
     *
     * @param after where the page before ended, null for the first page
     */
    public List<GridView> list(String scheme, GridQuery query, @Nullable PageEnd after, int limit) {
        return jdbi.withHandle(h -> h.createQuery(LIST)
                .bind("scheme", scheme)
                .bind("geometry", query.geometry())
                .bind("at", query.at())
                .bind("known", query.known())
                .bind("level", query.level())
                .bind("parent", query.parent())
                .bind("afterLevel", after == null ? null : after.level())
                .bind("afterCode", after == null ? null : after.code())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    /** The grid of that code at the time and by the belief of {@code query}; its level and parent are not looked at. */
    public Optional<GridView> at(String scheme, String code, GridQuery query) {
        return one(AT, scheme, code, query);
    }

    /** The newest version of the grid of that code, whether or not it is still valid. */
    public Optional<GridView> newest(String scheme, String code, GridQuery query) {
        return one(NEWEST, scheme, code, query);
    }

    /** The identity behind a code, retired ones included. */
    public Optional<Long> idOf(String scheme, String code) {
        return jdbi.withHandle(h -> h.createQuery(ID_OF)
                .bind("scheme", scheme)
                .bind("code", code)
                .mapTo(Long.class)
                .findOne());
    }

    private Optional<GridView> one(String sql, String scheme, String code, GridQuery query) {
        return jdbi.withHandle(h -> h.createQuery(sql)
                .bind("scheme", scheme)
                .bind("code", code)
                .bind("geometry", query.geometry())
                .bind("at", query.at())
                .bind("known", query.known())
                .map((row, context) -> read(row))
                .findOne());
    }

    /** From the columns of a version that are not its place. */
    static Grid.Facts facts(ResultSet row) throws SQLException {
        int counted = row.getInt("households");
        Integer households = row.wasNull() ? null : counted;
        return new Grid.Facts(
                List.of((String[]) row.getArray("people").getArray()),
                households,
                row.getString("area_class"),
                attributes(row.getString("attributes")),
                row.getString("exclave"));
    }

    private static GridView read(ResultSet row) throws SQLException {
        Grid grid = new Grid(
                row.getInt("level"),
                row.getString("code"),
                row.getString("name"),
                row.getString("short_name"),
                row.getString("parent"),
                facts(row),
                Lattice.FACTORY.createPolygon());
        return new GridView(
                grid,
                Optional.ofNullable(row.getString("geometry")),
                new LonLat(row.getDouble("lon"), row.getDouble("lat")),
                row.getInt("children"),
                Optional.ofNullable(row.getTimestamp("valid_from")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getTimestamp("valid_to")).map(Timestamp::toInstant));
    }

    private static Map<String, String> attributes(String json) {
        try {
            Map<String, String> attributes = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> member :
                    Json.mapper().readTree(json).properties()) {
                attributes.put(member.getKey(), member.getValue().asText());
            }
            return attributes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attributes that are no JSON object: " + json, e);
        }
    }
}
