package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Located;
import java.time.Clock;
import org.junit.jupiter.api.Test;

@PostgisTest
final class TinyCityTest {
    @Test
    void its_points_are_where_its_drawing_says(TestDatabase database) {
        TinyCity.load(database.jdbi());
        Boundaries boundaries = new Boundaries(new GridStore(database.jdbi()), TinyCity.SCHEME, Clock.systemUTC());
        boundaries.refresh();

        assertThat(boundaries.current().locate(TinyCity.IN_UNIT).chain())
                .extracting(GridRef::code)
                .containsExactly(
                        TinyCity.WEST,
                        TinyCity.WEST_SOUTH_PRECINCT,
                        TinyCity.WEST_GRID,
                        TinyCity.COMPOUND,
                        TinyCity.BUILDING,
                        TinyCity.UNIT);
        assertThat(boundaries.current().locate(TinyCity.IN_EAST).chain())
                .extracting(GridRef::code)
                .endsWith(TinyCity.EAST_GRID);
        Located border = boundaries.current().locate(TinyCity.ON_BORDER);
        assertThat(border.onBoundary()).isTrue();
        assertThat(border.chain()).extracting(GridRef::code).endsWith(TinyCity.EAST_GRID);
        assertThat(boundaries.current().locate(TinyCity.OUTSIDE).inside()).isFalse();
    }
}
