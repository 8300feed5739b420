package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.Located;
import io.sixgrid.data.place.LonLat;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Jdbi;

/** PostGIS as the judge of a locator: which leaves and contained grids cover each point. */
public final class CoveringOracle {
    // In integers, where PostGIS is exact too: as doubles, a lattice point on a slanting border is a little beside it.
    // Contained grids are searched inside the grids found above them, as the locator does.
    private static final String COVERING = """
            with recursive point as (
                select ordinal, ST_SetSRID(ST_MakePoint(x, y), 4326) as place
                from unnest(:xs, :ys) with ordinality as p (x, y, ordinal)
            ), covering as (
                select p.ordinal, s.id, s.code, p.place
                from point p join scaled s on s.leaf and ST_Covers(s.shape, p.place)
                union all
                select c.ordinal, s.id, s.code, c.place
                from covering c join scaled s on s.parent_id = c.id and s.level > :deepest and ST_Covers(s.shape, c.place)
            )
            select p.ordinal, coalesce(string_agg(c.code, ' ' order by c.code), '') as codes
            from point p left join covering c using (ordinal)
            group by p.ordinal order by p.ordinal
            """;

    private final Jdbi jdbi;
    private final int deepestTiling;

    /** Takes a copy of the grids that are in the database now. */
    public CoveringOracle(Jdbi jdbi, int deepestTiling) {
        this.jdbi = jdbi;
        this.deepestTiling = deepestTiling;
        jdbi.useHandle(h -> h.execute("""
                create table scaled as
                select grid_id as id, parent_id, level, code, ST_SnapToGrid(ST_Scale(shape, 1e7, 1e7), 1) as shape,
                       level <= %1$d and not exists (
                           select from grid_version c where c.parent_id = v.grid_id and c.level <= %1$d) as leaf
                from grid_version v;
                create index on scaled using gist (shape);
                create index on scaled (parent_id);
                analyze scaled
                """.formatted(deepestTiling)));
    }

    /** Fails at the first of {@code points} (lattice units) for which {@code locator} names other grids than PostGIS. */
    public void agrees(GridLocator locator, List<long[]> points) {
        List<String> expected = jdbi.withHandle(h -> h.createQuery(COVERING)
                .bind("deepest", deepestTiling)
                .bindArray(
                        "xs",
                        Double.class,
                        points.stream().map(p -> (double) p[0]).toArray())
                .bindArray(
                        "ys",
                        Double.class,
                        points.stream().map(p -> (double) p[1]).toArray())
                .map((row, context) -> row.getString("codes"))
                .list());
        assertThat(expected).hasSameSizeAs(points);
        for (int i = 0; i < points.size(); i++) {
            Located located =
                    locator.locate(new LonLat(Lattice.degrees(points.get(i)[0]), Lattice.degrees(points.get(i)[1])));
            TreeSet<String> covering = new TreeSet<>();
            located.touching().forEach(ref -> covering.add(ref.code()));
            int leaf = located.chain().stream()
                    .mapToInt(GridRef::level)
                    .filter(level -> level <= deepestTiling)
                    .max()
                    .orElse(0);
            located.chain().stream()
                    .filter(ref -> ref.level() >= leaf)
                    .map(GridRef::code)
                    .forEach(covering::add);
            assertThat(String.join(" ", covering))
                    .as("lattice point %d %d", points.get(i)[0], points.get(i)[1])
                    .isEqualTo(expected.get(i));
        }
    }
}
