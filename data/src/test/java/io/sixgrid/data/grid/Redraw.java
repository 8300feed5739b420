package io.sixgrid.data.grid;

import static java.util.Objects.requireNonNull;

import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Edits a stored plan for tests: grids go on by their code, unless told otherwise. */
public final class Redraw {
    private final StoredPlan before;
    private final Map<String, Grid> grids = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, String> recoded = new HashMap<>();
    private final List<Lineage> lineage = new ArrayList<>();
    private Geometry outline;
    private List<Polygon> unassigned;

    public Redraw(StoredPlan before) {
        this.before = before;
        this.outline = before.plan().outline();
        this.unassigned = before.plan().unassigned();
        before.plan().grids().forEach(this::add);
    }

    public Redraw add(Grid grid) {
        grids.put(grid.code(), grid);
        order.add(grid.code());
        return this;
    }

    public Redraw remove(String code) {
        grids.remove(code);
        order.remove(code);
        return this;
    }

    public Redraw change(String code, UnaryOperator<Grid> edit) {
        grids.compute(code, (same, grid) -> edit.apply(grid));
        return this;
    }

    public Redraw rename(String code, String name) {
        return change(code, g -> new Grid(g.level(), g.code(), name, g.shortName(), g.parent(), g.facts(), g.shape()));
    }

    public Redraw parent(String code, String parent) {
        return change(code, g -> new Grid(g.level(), g.code(), g.name(), g.shortName(), parent, g.facts(), g.shape()));
    }

    /** The same grid under another code; its children follow. */
    public Redraw recode(String code, String other) {
        Grid g = requireNonNull(grids.get(code), code);
        remove(code);
        add(new Grid(g.level(), other, g.name(), g.shortName(), g.parent(), g.facts(), g.shape()));
        recoded.put(other, code);
        children(code).forEach(child -> parent(child, other));
        return this;
    }

    /** A quadrilateral grid becomes two triangles with new codes; what lies in it goes. */
    public Redraw split(String code, String one, String other) {
        Grid g = requireNonNull(grids.get(code), code);
        clear(code);
        remove(code);
        Coordinate[] c = g.shape().getCoordinates();
        add(new Grid(g.level(), one, one, one, g.parent(), g.facts(), triangle(c[0], c[1], c[2])));
        add(new Grid(g.level(), other, other, other, g.parent(), g.facts(), triangle(c[0], c[2], c[3])));
        return this;
    }

    /** The land of {@code gone} goes to its neighbour {@code heir}, which keeps its code; what lies in it goes. */
    public Redraw merge(String gone, String heir) {
        SegmentChain land = new SegmentChain();
        land.add(requireNonNull(grids.get(gone), gone).shape());
        land.add(requireNonNull(grids.get(heir), heir).shape());
        clear(gone);
        remove(gone);
        return change(heir, g -> g.withShape(Lattice.join(land.land())));
    }

    public Redraw lineage(Lineage one) {
        lineage.add(one);
        return this;
    }

    public Redraw outline(Geometry other, List<Polygon> faces) {
        outline = other;
        unassigned = faces;
        return this;
    }

    public Succession succession() {
        return succession(Plan.of(before.scheme().scheme(), outline, unassigned, given()));
    }

    /** Of a city whose borders do not meet vertex by vertex, as those of {@link TinyCity}; wider grids stay as they are. */
    public Succession unproven() {
        return succession(Plan.stored(before.scheme().scheme(), outline, unassigned, given()));
    }

    private List<Grid> given() {
        return order.stream().map(grids::get).toList();
    }

    private Succession succession(Plan after) {
        Map<String, String> continues = new HashMap<>(recoded);
        Set<String> taken = new HashSet<>(recoded.values());
        for (String code : before.ids().keySet()) {
            if (grids.containsKey(code) && !taken.contains(code)) {
                continues.put(code, code);
            }
        }
        return new Succession(before, after, continues, lineage);
    }

    private void clear(String code) {
        for (String child : children(code)) {
            clear(child);
            remove(child);
        }
    }

    private List<String> children(String code) {
        return grids.values().stream()
                .filter(grid -> code.equals(grid.parent()))
                .map(Grid::code)
                .collect(Collectors.toList());
    }

    private static Polygon triangle(Coordinate a, Coordinate b, Coordinate c) {
        return Lattice.FACTORY.createPolygon(new Coordinate[] {a.copy(), b.copy(), c.copy(), a.copy()});
    }
}
