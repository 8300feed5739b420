package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

final class PlanTest {
    private static final Pattern IN_D1_1 = Pattern.compile("G[345]-[345].*");

    private final MeshCity mesh = new MeshCity(6, 1);
    private final Polygon outline = mesh.outline();
    private final List<Grid> grids = new ArrayList<>(mesh.grids());

    @Test
    void the_wider_levels_are_derived_from_the_deepest_tiling_level() {
        Plan plan = plan();
        Grid district = plan.grids().get(0);
        List<Geometry> below = plan.grids().stream()
                .filter(g -> district.code().equals(g.parent()))
                .map(Grid::shape)
                .toList();
        assertThat(below).hasSize(9);
        Geometry union = OverlayNGRobust.union(below);
        assertThat(district.shape().equalsNorm(union)).isTrue();
        assertThat(plan.unassigned()).isEmpty();
    }

    @Test
    void land_without_a_grid_is_found_unless_it_is_declared_unassigned() {
        Grid lost = grid("G5-5");
        grids.removeIf(g -> g.code().startsWith("G5-5"));
        assertThatThrownBy(this::plan)
                .hasMessageContaining("no grid holds")
                .hasMessageContaining("G4-5, G5-4 and the outline");
        Plan plan = Plan.of(MeshCity.SCHEME, outline, List.of((Polygon) lost.shape()), grids);
        assertThat(plan.unassigned()).hasSize(1);
    }

    @Test
    void a_vertex_moved_in_one_grid_only_is_found_however_small_the_gap() {
        change("G2-2", shape -> moved(shape, 2, -1));
        assertThatThrownBy(this::plan).isInstanceOf(SixgridException.class).hasMessageContaining("no grid holds");
    }

    @Test
    void a_vertex_moved_outward_overlaps_and_is_found() {
        change("G2-2", shape -> moved(shape, 2, 1));
        assertThatThrownBy(this::plan).isInstanceOf(SixgridException.class);
    }

    @Test
    void a_grid_outside_the_outline_is_found() {
        Polygon smaller = Lattice.FACTORY.createPolygon(new Coordinate[] {
            new Coordinate(121, 38), new Coordinate(121.03, 38), new Coordinate(121.03, 38.03), new Coordinate(121, 38)
        });
        assertThatThrownBy(() -> Plan.of(MeshCity.SCHEME, smaller, List.of(), grids))
                .hasMessageContaining("beyond the outline");
    }

    @Test
    void the_same_land_twice_is_found() {
        Grid original = grid("G1-1");
        grids.add(new Grid(2, "TWIN", "twin", "twin", original.parent(), Grid.Facts.NONE, original.shape()));
        assertThatThrownBy(this::plan).isInstanceOf(SixgridException.class);
    }

    @Test
    void a_contained_grid_may_stick_out_by_two_lattice_units_at_most() {
        change("G1-1P", shape -> moved(shape, 0, -1));
        plan();
        change("G1-1P", shape -> moved(shape, 0, -3));
        assertThatThrownBy(this::plan).hasMessageContaining("grid G1-1P sticks out of its parent G1-1");
    }

    @Test
    void contained_siblings_do_not_overlap() {
        Grid plot = grid("G1-1P");
        grids.add(new Grid(3, "SQUATTER", "squatter", "squatter", plot.parent(), Grid.Facts.NONE, plot.shape()));
        assertThatThrownBy(this::plan).hasMessageContaining("grids G1-1P and SQUATTER overlap by");
    }

    @Test
    void contained_siblings_may_overlap_by_two_lattice_units_at_most_and_fill_no_hole_of_the_parent() {
        grids.removeIf(g -> g.code().startsWith("G0-0P"));
        grids.add(plot("A", "G0-0", box(121.002, 121.004)));
        grids.add(plot("B", "G0-0", box(121.0039998, 121.006)));
        plan();
        change("B", shape -> box(121.0039997, 121.006));
        assertThatThrownBy(this::plan).hasMessageContaining("grids A and B overlap");

        change("B", shape -> box(121.004, 121.006));
        change("A", shape -> withHole(shape));
        grids.add(new Grid(4, "IN", "in", "in", "A", Grid.Facts.NONE, box(121.002, 121.004)));
        assertThatThrownBy(this::plan).hasMessageContaining("grid IN sticks out of its parent A by");
    }

    private static Geometry withHole(Geometry shape) {
        Coordinate[] hole = {
            c(121.0025, 38.003), c(121.0035, 38.003), c(121.0035, 38.004), c(121.0025, 38.004), c(121.0025, 38.003)
        };
        return Lattice.FACTORY.createPolygon(
                Lattice.FACTORY.createLinearRing(shape.getCoordinates()),
                new LinearRing[] {Lattice.FACTORY.createLinearRing(hole)});
    }

    private static Grid plot(String code, String parent, Geometry shape) {
        return new Grid(3, code, code, code, parent, Grid.Facts.NONE, shape);
    }

    private static Polygon box(double west, double east) {
        return Lattice.FACTORY.createPolygon(
                new Coordinate[] {c(west, 38.002), c(east, 38.002), c(east, 38.006), c(west, 38.006), c(west, 38.002)});
    }

    @Test
    void vertices_off_the_lattice_invalid_shapes_and_wrong_parents_are_named() {
        change("G0-0", shape -> {
            Geometry off = shape.copy();
            off.apply((CoordinateFilter) c -> c.x += 1e-9);
            return off;
        });
        assertThatThrownBy(this::plan).hasMessageContaining("off the lattice");

        Coordinate[] bow = {c(0, 0), c(1, 1), c(1, 0), c(0, 1), c(0, 0)};
        change("G0-0", shape -> Lattice.FACTORY.createPolygon(bow));
        assertThatThrownBy(this::plan).hasMessageContaining("grid G0-0 is not a valid");

        grids.add(new Grid(2, "LOST", "lost", "lost", "NOWHERE", Grid.Facts.NONE, outline));
        assertThatThrownBy(this::plan).hasMessageContaining("parent NOWHERE");
    }

    @Test
    void levels_may_be_absent_in_places() {
        // D1-1 has no base grids: it is a leaf, and what it contains hangs on it, a house with its plot left out.
        grids.removeIf(g -> g.level() > 1 && IN_D1_1.matcher(g.code()).matches());
        Geometry district = OverlayNGRobust.union(new MeshCity(6, 1)
                .grids().stream()
                        .filter(g -> "D1-1".equals(g.parent()))
                        .map(Grid::shape)
                        .toList());
        change("D1-1", shape -> district);
        Geometry plot = mesh.grids().stream()
                .filter(g -> g.code().equals("G4-4P"))
                .findFirst()
                .orElseThrow()
                .shape();
        grids.add(new Grid(4, "HOUSE", "house", "house", "D1-1", Grid.Facts.NONE, plot));
        Plan plan = plan();
        assertThat(plan.grids())
                .filteredOn(g -> g.code().equals("D1-1"))
                .singleElement()
                .satisfies(g -> assertThatObject(g.shape()).isSameAs(district));

        grids.add(new Grid(4, "SECOND", "second", "second", "D1-1", Grid.Facts.NONE, plot));
        assertThatThrownBy(this::plan).hasMessageContaining("grids HOUSE and SECOND overlap");
        grids.removeIf(g -> g.code().equals("SECOND"));
        grids.add(new Grid(4, "LOST", "lost", "lost", "D0-0", Grid.Facts.NONE, plot));
        assertThatThrownBy(this::plan).hasMessageContaining("D0-0, whose land is divided further");
    }

    @Test
    void a_grid_may_have_a_parent_two_levels_up_beside_siblings_one_level_up() {
        Scheme three = new Scheme(
                "three",
                "三",
                "Three",
                "",
                "",
                List.of(
                        new Level(1, "district", "区", "District", true),
                        new Level(2, "part", "片", "Part", true),
                        new Level(3, "grid", "网格", "Grid", true)));
        List<Grid> given = new ArrayList<>(mesh.grids().stream()
                .filter(g -> g.level() <= 2)
                .map(g -> g.level() == 1
                        ? g
                        : new Grid(3, g.code(), g.name(), g.shortName(), g.parent(), g.facts(), g.shape()))
                .toList());
        Grid part = new Grid(2, "PART", "part", "part", "D0-0", Grid.Facts.NONE, Lattice.FACTORY.createPolygon());
        given.add(part);
        given.replaceAll(g -> List.of("G0-0", "G0-1").contains(g.code())
                ? new Grid(3, g.code(), g.name(), g.shortName(), "PART", g.facts(), g.shape())
                : g);
        Plan plan = Plan.of(three, outline, List.of(), given);
        assertThat(plan.grids())
                .filteredOn(g -> g.code().equals("PART"))
                .singleElement()
                .satisfies(g -> assertThat(g.shape()
                                .equalsNorm(OverlayNGRobust.union(List.of(
                                        grid("G0-0").shape(), grid("G0-1").shape()))))
                        .isTrue());

        given.remove(part);
        assertThat(Plan.prove(three, outline, List.of(), given).findings())
                .extracting(Finding::sentence)
                .containsExactly(
                        "the parent PART of grid G0-0 is not there", "the parent PART of grid G0-1 is not there");
    }

    @Test
    void several_parts_are_refused_unless_an_exclave_is_declared() {
        // G0-0 goes to the district beyond: its land is in two parts then.
        reparent("G0-0", "D1-1");
        assertThatThrownBy(this::plan)
                .hasMessage("the grids below D1-1 lie in 2 parts, and no exclave of it is declared");
        grids.replaceAll(g -> g.code().equals("D1-1") ? declared(g) : g);
        assertThat(plan().grids())
                .filteredOn(g -> g.code().equals("D1-1"))
                .singleElement()
                .satisfies(g -> assertThat(g.shape().getNumGeometries()).isEqualTo(2));

        // The same for a polygon that is drawn: G5-5 takes what G0-1 had.
        Geometry both = Lattice.FACTORY.createMultiPolygon(new Polygon[] {
            (Polygon) grid("G5-5").shape(), (Polygon) grid("G0-1").shape()
        });
        grids.removeIf(g -> g.code().startsWith("G0-1"));
        change("G5-5", shape -> both);
        assertThatThrownBy(this::plan).hasMessage("grid G5-5 has 2 parts, and no exclave of it is declared");
        grids.replaceAll(g -> g.code().equals("G5-5") ? declared(g) : g);
        plan();
    }

    @Test
    void what_is_odd_about_a_shape_is_told_by_the_limits_of_its_level_and_not_refused() {
        Geometry thin = Lattice.FACTORY.createPolygon(new Coordinate[] {
            c(121.0011, 38.0011), c(121.0021, 38.0011), c(121.0021, 38.0011044), c(121.0011, 38.0011)
        });
        grids.removeIf(g -> g.code().startsWith("G0-0P"));
        grids.add(new Grid(3, "THIN", "thin", "thin", "G0-0", Grid.Facts.NONE, thin));
        assertThat(verdict(Limits.CONTAINED)).containsExactly("NARROW [THIN]", "SPIKE [THIN]");
        assertThat(verdict(Limits.TILING)).containsExactly("SLIVER [THIN]", "SPIKE [THIN]");
        assertThat(verdict(new Limits(0, 1_000, 0, 0, 0, 0, 1))).contains("SMALL [THIN]", "STEP [THIN]");
        assertThat(verdict(new Limits(0, 0, 0, 0, 0, 0, 0))).isEmpty();
    }

    private List<String> verdict(Limits plots) {
        List<Level> levels = new ArrayList<>(MeshCity.SCHEME.levels());
        levels.set(2, new Level(3, "plot", "地块", "Plot", false, plots));
        Verdict verdict = Plan.prove(new Scheme("mesh", "网", "Mesh", "", "", levels), outline, List.of(), grids);
        assertThat(verdict.plan()).isPresent();
        return verdict.findings().stream()
                .filter(f -> f.codes().contains("THIN"))
                .map(f -> f.kind() + " " + f.codes())
                .toList();
    }

    private void reparent(String code, String parent) {
        grids.replaceAll(g -> g.code().equals(code)
                ? new Grid(g.level(), code, g.name(), g.shortName(), parent, g.facts(), g.shape())
                : g);
    }

    private static Grid declared(Grid grid) {
        Grid.Facts facts = new Grid.Facts(List.of(), null, null, Map.of(), "an old factory and its housing");
        return new Grid(grid.level(), grid.code(), grid.name(), grid.shortName(), grid.parent(), facts, grid.shape());
    }

    private Plan plan() {
        return Plan.of(MeshCity.SCHEME, outline, List.of(), grids);
    }

    private static Coordinate c(double x, double y) {
        return new Coordinate(x, y);
    }

    private Grid grid(String code) {
        return grids.stream().filter(g -> g.code().equals(code)).findFirst().orElseThrow();
    }

    private void change(String code, UnaryOperator<Geometry> how) {
        grids.replaceAll(g -> g.code().equals(code) ? g.withShape(how.apply(g.shape())) : g);
    }

    /** Moves one vertex by lattice units to the north-east; the first is moved at both ends of the ring. */
    private static Geometry moved(Geometry shape, int vertex, int units) {
        Coordinate[] ring = shape.copy().getCoordinates();
        for (int i = 0; i < ring.length; i++) {
            if (i == vertex || (vertex == 0 && i == ring.length - 1)) {
                ring[i] = new Coordinate(
                        Lattice.degrees(Lattice.units(ring[i].x) + units),
                        Lattice.degrees(Lattice.units(ring[i].y) + units));
            }
        }
        return Lattice.FACTORY.createPolygon(ring);
    }
}
