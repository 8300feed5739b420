package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * All boundaries of a scheme at one moment, proven: each grid valid, the leaves covering the outline exactly and each wider
 * grid the sum of those below it, the contained levels inside their parents without overlap. Only {@link #prove} and
 * {@link #of} make one of what somebody gives.
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
        this.grids = grids.stream().sorted(Comparator.comparingInt(Grid::level)).toList();
    }

    /**
     * Derives the wider tiling grids from the leaves and judges the whole. What is derived and what is contained is judged
     * once the leaves are in order.
     *
     * @param outline    the land the scheme is responsible for, on the lattice; no grid derives it
     * @param unassigned the land of the outline that is meant to be without a grid; any other such land is a finding
     * @param given      grids of all levels; the shapes of tiling grids with tiling grids below them are not read
     */
    public static Verdict prove(Scheme scheme, Geometry outline, List<Polygon> unassigned, List<Grid> given) {
        Hierarchy hierarchy = Hierarchy.of(scheme, given);
        List<Finding> findings = new ArrayList<>(hierarchy.findings());
        if (findings.isEmpty()) {
            findings.addAll(Proof.ofDrawn(hierarchy, outline, unassigned, given));
        }
        if (refused(findings)) {
            return new Verdict(Optional.empty(), findings);
        }
        List<Grid> grids = withDerivedShapes(hierarchy, given);
        findings.addAll(Proof.ofDerived(hierarchy, grids));
        Plan plan = new Plan(scheme, outline, unassigned, grids);
        return new Verdict(refused(findings) ? Optional.empty() : Optional.of(plan), findings);
    }

    /**
     * The proven plan, as {@link #prove} finds it.
     *
     * @throws SixgridException (INVALID) whose message names the first findings that refuse it and counts the rest
     */
    public static Plan of(Scheme scheme, Geometry outline, List<Polygon> unassigned, List<Grid> given) {
        Verdict verdict = prove(scheme, outline, unassigned, given);
        return verdict.plan().orElseThrow(() -> refusal(verdict.findings()));
    }

    /** A plan after edits of {@code before}, in each of which {@link Proof} found nothing that refuses it. */
    public static Plan edited(Plan before, Geometry outline, List<Polygon> unassigned, List<Grid> grids) {
        return new Plan(before.scheme(), outline, unassigned, grids);
    }

    /** What was proven before it was stored, with all its shapes: not proven again. */
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

    /** Children before parents: each wider tiling grid is what remains of the sum of its children's boundaries. */
    private static List<Grid> withDerivedShapes(Hierarchy hierarchy, List<Grid> given) {
        Map<String, Grid> derived = new LinkedHashMap<>();
        given.forEach(grid -> derived.put(grid.code(), grid));
        for (Grid parent : hierarchy.derived()) {
            SegmentChain sum = new SegmentChain();
            hierarchy
                    .tilingChildren(parent)
                    .forEach(child ->
                            sum.add(derived.getOrDefault(child.code(), child).shape()));
            derived.put(parent.code(), parent.withShape(Lattice.join(sum.land())));
        }
        return List.copyOf(derived.values());
    }

    private static boolean refused(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.kind().refuses());
    }

    private static SixgridException refusal(List<Finding> findings) {
        List<String> sentences = findings.stream()
                .filter(finding -> finding.kind().refuses())
                .map(Finding::sentence)
                .toList();
        String first = sentences.stream().limit(5).collect(Collectors.joining("; "));
        return SixgridException.invalid(
                "shape", first + (sentences.size() > 5 ? "; and " + (sentences.size() - 5) + " more findings" : ""));
    }
}
