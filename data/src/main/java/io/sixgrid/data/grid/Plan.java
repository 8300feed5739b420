package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * All boundaries of a scheme at one moment, proven: each grid valid, the tiling levels covering outline and parents
 * exactly, the contained levels inside their parents without overlap. {@link #of} is the only way to one.
 */
public final class Plan {
    private final Scheme scheme;
    private final Geometry outline;
    private final List<Polygon> unassigned;
    private final List<Grid> grids;

    private Plan(Scheme scheme, Geometry outline, List<Polygon> unassigned, List<Grid> grids) {
        this.scheme = scheme;
        this.outline = outline;
        this.unassigned = List.copyOf(unassigned);
        this.grids = List.copyOf(grids);
    }

    /**
     * Derives the wider tiling levels from the deepest and proves the whole.
     *
     * @param outline    the land the scheme is responsible for, on the lattice; no grid derives it
     * @param unassigned the land of the outline that is meant to be without a grid; any other such land is a finding
     * @param given      grids of all levels; the shapes of tiling levels above the deepest are not read
     * @throws SixgridException (INVALID) whose message names the first findings and counts the rest
     */
    public static Plan of(Scheme scheme, Geometry outline, List<Polygon> unassigned, List<Grid> given) {
        Map<String, Grid> byCode = index(scheme, given);
        List<Grid> grids = withDerivedShapes(scheme, given, byCode);
        List<Finding> findings = new ArrayList<>(Proof.ofShapes(outline, unassigned, grids));
        refuse(findings);
        findings.addAll(Proof.ofTiling(scheme, outline, unassigned, grids));
        findings.addAll(Proof.ofContainment(scheme, grids));
        refuse(findings);
        return new Plan(scheme, outline, unassigned, grids);
    }

    /** A plan as it was stored, which was proven then: its grids carry their final shapes. */
    static Plan stored(Scheme scheme, Geometry outline, List<Polygon> unassigned, List<Grid> grids) {
        return new Plan(scheme, outline, unassigned, grids);
    }

    public Scheme scheme() {
        return scheme;
    }

    public Geometry outline() {
        return outline;
    }

    /** The land of the outline that no grid holds, face by face. */
    public List<Polygon> unassigned() {
        return unassigned;
    }

    /** All grids with their final shapes, level 1 first. */
    public List<Grid> grids() {
        return grids;
    }

    private static Map<String, Grid> index(Scheme scheme, List<Grid> given) {
        Map<String, Grid> byCode = new HashMap<>();
        for (Grid grid : given) {
            if (grid.level() > scheme.levels().size()) {
                throw SixgridException.invalid(
                        "level",
                        "grid " + grid.code() + " is of level " + grid.level() + ", and the scheme has "
                                + scheme.levels().size());
            }
            if (byCode.put(grid.code(), grid) != null) {
                throw SixgridException.invalid("code", "two grids have the code " + grid.code());
            }
        }
        for (Grid grid : given) {
            Grid parent = grid.parent() == null ? null : byCode.get(grid.parent());
            if (grid.parent() != null && (parent == null || parent.level() != grid.level() - 1)) {
                throw SixgridException.invalid(
                        "parent",
                        "the parent " + grid.parent() + " of grid " + grid.code()
                                + (parent == null ? " is not there" : " is of level " + parent.level()));
            }
        }
        return byCode;
    }

    /** Children before parents: each wider tiling grid is what remains of the sum of its children's boundaries. */
    private static List<Grid> withDerivedShapes(Scheme scheme, List<Grid> given, Map<String, Grid> byCode) {
        Map<String, Grid> derived = new LinkedHashMap<>();
        given.stream().filter(g -> g.level() >= scheme.deepestTiling()).forEach(g -> derived.put(g.code(), g));
        for (int level = scheme.deepestTiling() - 1; level >= 1; level--) {
            Map<String, SegmentChain> sums = new LinkedHashMap<>();
            for (Grid child : derived.values()) {
                if (child.level() == level + 1 && child.parent() != null) {
                    sums.computeIfAbsent(child.parent(), parent -> new SegmentChain())
                            .add(child.shape());
                }
            }
            sums.forEach((code, sum) -> {
                Grid parent = byCode.get(code);
                if (parent != null) {
                    derived.put(code, parent.withShape(Proof.single(sum.land())));
                }
            });
        }
        for (Grid grid : given) {
            if (!derived.containsKey(grid.code())) {
                throw SixgridException.invalid(
                        "code",
                        "grid " + grid.code() + " of tiling level " + grid.level()
                                + " has no grid below it, so it has no land");
            }
        }
        return derived.values().stream()
                .sorted((a, b) -> Integer.compare(a.level(), b.level()))
                .toList();
    }

    private static void refuse(List<Finding> findings) {
        if (!findings.isEmpty()) {
            String first = findings.stream().limit(5).map(Finding::sentence).collect(Collectors.joining("; "));
            throw SixgridException.invalid(
                    "shape", first + (findings.size() > 5 ? "; and " + (findings.size() - 5) + " more findings" : ""));
        }
    }
}
