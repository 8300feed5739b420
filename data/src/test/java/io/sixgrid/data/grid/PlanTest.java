package io.sixgrid.data.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

final class PlanTest {
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
        assertThatThrownBy(this::plan).hasMessageContaining("do not tile the outline");
        Plan plan = Plan.of(MeshCity.SCHEME, outline, List.of((Polygon) lost.shape()), grids);
        assertThat(plan.unassigned()).hasSize(1);
    }

    @Test
    void a_vertex_moved_in_one_grid_only_is_found_however_small_the_gap() {
        change("G2-2", shape -> moved(shape, 2, -1));
        assertThatThrownBy(this::plan).isInstanceOf(SixgridException.class).hasMessageContaining("tile");
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
                .hasMessageContaining("do not tile the outline");
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
        assertThatThrownBy(this::plan).hasMessageContaining("grids G1-1P and SQUATTER overlap");
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
