package io.sixgrid.data.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.Grid;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.place.GridLocator;
import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LocatorGrid;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.data.redraw.Sketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** What is said of owners is what the locators of all boundaries, before and after, say: anywhere, and exactly on borders too. */
@PostgisTest
final class OwnerOracleTest {
    private static final long SEED = 20260301;
    private static final int POINTS = 3000;

    @Test
    void nobody_is_forgotten_and_nobody_is_told_to_move_who_stays(TestDatabase database) {
        ImpactCity city = new ImpactCity(database.jdbi());
        city.move(ImpactCity.node("G1-1"), -9000, -4000);
        city.move(ImpactCity.node("G3-3"), -8000, -9000);
        city.move(ImpactCity.node("G4-2"), -3000, -9000);
        city.apply("{'kind':'reparent','grid':'G0-2','parent':'D0-1'}");
        city.apply("{'kind':'recode','grid':'G5-5','code':'G9-9'}");
        List<Coordinate> places = places(city);
        List<Long> ids = city.incidents(places, ImpactCity.RECENTLY);
        Map<Long, Coordinate> points = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            points.put(ids.get(i), places.get(i));
        }
        Map<Long, String> told = city.impact().moved().stream()
                .collect(Collectors.toMap(
                        moved -> Long.parseLong(moved.subject().id()),
                        moved -> moved.from().map(Impact.Holder::code) + ">"
                                + moved.to().map(Impact.Holder::code)));

        assertThat(told).isEqualTo(moves(city, points)).hasSizeGreaterThan(50);
    }

    /** Anywhere, near the nodes that move, on vertices, and in the middle of edges as far as the lattice has it. */
    private static List<Coordinate> places(ImpactCity city) {
        Random random = new Random(SEED);
        List<Coordinate> vertices = new ArrayList<>();
        for (Grid grid : city.sketch(Sketch::plan).grids()) {
            vertices.addAll(List.of(grid.shape().getCoordinates()));
        }
        List<Coordinate> places = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            Coordinate vertex = vertices.get(random.nextInt(vertices.size()));
            Coordinate next = vertices.get((vertices.indexOf(vertex) + 1) % vertices.size());
            places.add(
                    switch (i % 3) {
                        case 0 -> vertex;
                        case 1 ->
                            new Coordinate(
                                    Lattice.round((vertex.x + next.x) / 2), Lattice.round((vertex.y + next.y) / 2));
                        default ->
                            ImpactCity.beside(vertex, random.nextInt(20_000) - 10_000, random.nextInt(20_000) - 10_000);
                    });
        }
        return places;
    }

    private static Map<Long, String> moves(ImpactCity city, Map<Long, Coordinate> points) {
        return city.sketch(sketch -> {
            Map<String, Long> ids = new HashMap<>(sketch.base().stored().ids());
            GridLocator before = locator(sketch.base().stored().plan(), ids);
            GridLocator after = locator(
                    sketch.plan(),
                    sketch.plan().grids().stream()
                            .collect(Collectors.toMap(
                                    Grid::code,
                                    grid -> sketch.piece(grid.code())
                                            .orElseThrow()
                                            .id())));
            Map<Long, String> moves = new HashMap<>();
            for (Long id : new TreeSet<>(points.keySet())) {
                Coordinate at = points.getOrDefault(id, new Coordinate());
                List<GridRef> was = before.locate(new LonLat(at.x, at.y)).chain();
                List<GridRef> is = after.locate(new LonLat(at.x, at.y)).chain();
                if (!was.stream()
                        .map(GridRef::id)
                        .toList()
                        .equals(is.stream().map(GridRef::id).toList())) {
                    moves.put(id, leaf(was) + ">" + leaf(is));
                }
            }
            return moves;
        });
    }

    private static java.util.Optional<String> leaf(List<GridRef> chain) {
        return chain.stream().filter(ref -> ref.level() == 2).map(GridRef::code).findFirst();
    }

    private static GridLocator locator(Plan plan, Map<String, Long> ids) {
        return new GridLocator(
                plan.scheme().deepestTiling(),
                plan.grids().stream()
                        .map(grid -> new LocatorGrid(
                                new GridRef(ids.getOrDefault(grid.code(), 0L), grid.level(), grid.code(), grid.name()),
                                grid.parent() == null ? 0 : ids.getOrDefault(grid.parent(), 0L),
                                grid.shape()))
                        .toList());
    }
}
