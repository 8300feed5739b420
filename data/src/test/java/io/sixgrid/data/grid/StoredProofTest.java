package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.Progress;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.sample.SampleMesh;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Polygon;

/** What a proof is told besides the boundaries is stored with them. */
@PostgisTest
final class StoredProofTest {
    private static final Instant FOUNDED = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void limits_of_levels_and_reasons_of_exclaves_come_back(TestDatabase database) {
        Limits limits = new Limits(1, 2, 3, 4, 0.5, 6, 7);
        List<Level> levels = new ArrayList<>(SampleMesh.SCHEME.levels());
        levels.set(1, new Level(2, "cell", "格", "Cell", true, limits));
        Scheme scheme = new Scheme("mesh", "网", "Mesh", "", "", levels);
        SampleMesh mesh = new SampleMesh(3, 1, 2, 1);
        Polygon west = mesh.cell(0, 0);
        Polygon east = mesh.cell(0, 2);
        Grid.Facts declared = new Grid.Facts(List.of(), null, null, Map.of(), "beyond the railway");
        Plan plan = Plan.of(
                scheme,
                mesh.outline(),
                List.of(),
                List.of(
                        new Grid(1, "ALL", "all", "all", null, Grid.Facts.NONE, Lattice.FACTORY.createPolygon()),
                        new Grid(2, "MIDDLE", "m", "m", "ALL", Grid.Facts.NONE, mesh.cell(0, 1)),
                        new Grid(2, "BOTH", "b", "b", "ALL", declared, Lattice.join(List.of(west, east)))));
        new RevisionStore(database.jdbi())
                .found(plan, new Publication("test", "found", Optional.empty(), FOUNDED), Progress.SILENT);

        assertThat(new GridStore(database.jdbi()).requireScheme("mesh").scheme().levels())
                .isEqualTo(levels);
        GridQuery query = new GridQuery(Optional.empty(), Optional.empty(), FOUNDED, Optional.empty(), false);
        GridQueryStore grids = new GridQueryStore(database.jdbi());
        assertThat(grids.at("mesh", "BOTH", query).orElseThrow().grid().facts().exclave())
                .isEqualTo("beyond the railway");
        Plan read = new PlanStore(database.jdbi())
                .read(new GridStore(database.jdbi()).requireScheme("mesh"), FOUNDED, Optional.empty())
                .orElseThrow()
                .plan();
        assertThat(read.grids()).extracting(grid -> grid.facts().exclave()).containsOnly(null, "beyond the railway");
        assertThat(grids.at("mesh", "MIDDLE", query)
                        .orElseThrow()
                        .grid()
                        .facts()
                        .exclave())
                .isNull();
    }
}
