package io.sixgrid.data.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.densify.Densifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;

@PostgisTest
final class EqualAreaTest {
    private static final long SEED = 47;
    private static final String GEODESIC = "select ST_Area(:shape::geometry::geography)";

    /**
     * PostGIS draws an edge as a geodesic, we draw it straight in longitude and latitude, as every border here is: over 30 m
     * that is less than ten square centimetres.
     */
    @ParameterizedTest
    @ValueSource(doubles = {-45, 0, 3.9, 18.2, 38.8, 53.5, 80})
    void the_area_of_a_city_block_is_that_of_postgis_on_the_ellipsoid(double lat, TestDatabase database) {
        Random random = new Random(SEED);
        for (int i = 0; i < 20; i++) {
            Geometry block = star(random, new Coordinate(73 + 62 * random.nextDouble(), lat), 0.0002);
            double expected = area(database, block);

            assertThat(EqualArea.squareMetres(block))
                    .as("seed %d, block %d: %s", SEED, i, block)
                    .isCloseTo(expected, within(0.001));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 18.2, 38.8, 53.5})
    void a_whole_city_with_edges_of_a_hundred_metres_agrees_to_a_millionth(double lat, TestDatabase database) {
        Geometry city = star(new Random(SEED), new Coordinate(121.5, lat), 0.3);
        Geometry dense = Densifier.densify(city, 0.001);
        double expected = area(database, dense);

        assertThat(EqualArea.squareMetres(dense)).isCloseTo(expected, within(expected * 1e-6));
    }

    @Test
    void a_vertex_more_on_a_straight_border_changes_no_area() {
        // Of a factory that does not round the new vertices off the line.
        Geometry city = new GeometryFactory().createGeometry(star(new Random(SEED), new Coordinate(121.5, 38.8), 0.3));

        assertThat(EqualArea.squareMetres(Densifier.densify(city, 0.001)))
                .isCloseTo(EqualArea.squareMetres(city), within(0.01));
    }

    @Test
    void holes_are_taken_away_parts_are_added_and_what_is_no_area_has_none() {
        LinearRing shell = ring(0);
        LinearRing hole = ring(0.002);
        double whole = EqualArea.squareMetres(Lattice.FACTORY.createPolygon(shell));
        double cut = EqualArea.squareMetres(Lattice.FACTORY.createPolygon(hole));
        Geometry holed = Lattice.FACTORY.createPolygon(shell, new LinearRing[] {hole});

        assertThat(EqualArea.squareMetres(holed)).isCloseTo(whole - cut, within(1e-6));
        assertThat(EqualArea.squareMetres(holed.union(Lattice.FACTORY.createPolygon(hole))))
                .isCloseTo(whole, within(1e-6));
        assertThat(EqualArea.squareMetres(shell)).isZero();
        assertThat(EqualArea.squareMetres(Lattice.FACTORY.createPolygon())).isZero();
    }

    private static LinearRing ring(double inset) {
        double west = 121.5 + inset;
        double south = 38.8 + inset;
        double east = 121.51 - inset;
        double north = 38.81 - inset;
        return Lattice.FACTORY.createLinearRing(new Coordinate[] {
            new Coordinate(west, south),
            new Coordinate(east, south),
            new Coordinate(east, north),
            new Coordinate(west, north),
            new Coordinate(west, south)
        });
    }

    /** A star-shaped polygon, as crooked as chance makes it, on the lattice. */
    private static Geometry star(Random random, Coordinate centre, double radiusDegrees) {
        int corners = 8 + random.nextInt(12);
        Coordinate[] ring = new Coordinate[corners + 1];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double radius = radiusDegrees * (0.4 + 0.6 * random.nextDouble());
            ring[i] = new Coordinate(
                    Lattice.round(centre.x + radius * Math.cos(angle)),
                    Lattice.round(centre.y + radius * Math.sin(angle)));
        }
        ring[corners] = ring[0].copy();
        return Lattice.FACTORY.createPolygon(ring);
    }

    private static double area(TestDatabase database, Geometry shape) {
        return database.jdbi()
                .withHandle(h -> h.createQuery(GEODESIC)
                        .bind("shape", shape)
                        .mapTo(Double.class)
                        .one());
    }
}
