package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Exact;
import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Finding.Kind;
import io.sixgrid.data.place.EqualArea;
import io.sixgrid.data.place.Lattice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Which holding each contained grid lies in once land has changed hands. None is ever cut: where a new border runs across
 * one, that is refused, or the border bends round it.
 */
final class Contents {
    /** As far as the proof lets one stick out, in degrees. */
    static final double TOLERANCE = 2.04 / Lattice.UNITS_PER_DEGREE;

    private static final int BENDS = 4;

    private final Ground ground;
    private final Collection<Piece> children;
    private final Map<Holding, Land> lands = new HashMap<>();

    private Contents(Ground ground, Collection<Piece> children) {
        this.ground = ground;
        this.children = children;
    }

    /**
     * Hangs contained grids where they lie now.
     *
     * @param parents  whose contained grids may lie elsewhere than they did
     * @param mode     what to do where a border runs across one
     * @param changes  are told what refuses: those that straddle, and those whose land is nobody's now
     */
    static void settle(Ground ground, Collection<Piece> parents, Straddling mode, Changes changes) {
        Sketch sketch = ground.sketch();
        List<Piece> children = parents.stream()
                .flatMap(parent -> sketch.children(parent.id()).stream())
                .filter(child -> !sketch.tiling(child))
                .toList();
        new Contents(ground, children).settle(mode, changes);
    }

    private void settle(Straddling mode, Changes changes) {
        for (int i = 0; ground.sound(); i++) {
            Map<Piece, List<Holding>> across = across();
            if (across.isEmpty() || mode == Straddling.REFUSE || i == BENDS) {
                across.forEach((child, holdings) -> changes.find(straddled(child, holdings)));
                children.stream().filter(child -> !across.containsKey(child)).forEach(child -> hang(child, changes));
                return;
            }
            bend(across);
        }
        // A border that crosses itself is for the proof to refuse: there is no land to lie in.
    }

    private void hang(Piece child, Changes changes) {
        Holding owner = holding(child).orElseThrow();
        if (owner.piece().isPresent()) {
            owner.hung().add(child);
        } else {
            changes.find(new Finding(
                    Kind.HIERARCHY,
                    List.of(child.code()),
                    "grid " + child.code()
                            + " would be left on land that no grid holds: retire it too, or give it away",
                    child.shape()));
        }
    }

    private static Finding straddled(Piece child, List<Holding> holdings) {
        String names = String.join(" and ", holdings.stream().map(Holding::name).toList());
        return new Finding(
                Kind.STRADDLED,
                List.of(child.code()),
                "grid " + child.code() + " would lie across the border between " + names
                        + ", and it is never cut: straddling bend draws the border round it",
                child.shape());
    }

    /** Those that lie in no one's land whole, with those who have some of it, most first. */
    private Map<Piece, List<Holding>> across() {
        lands.clear();
        Map<Piece, List<Holding>> across = new LinkedHashMap<>();
        for (Piece child : children) {
            if (holding(child).isEmpty()) {
                across.put(child, sharers(child));
            }
        }
        return across;
    }

    private Optional<Holding> holding(Piece child) {
        List<Holding> near = ground.near(child.shape().getEnvelopeInternal());
        return near.stream()
                .filter(holding -> land(holding).covers(child.shape()))
                .findFirst()
                .or(() -> near.stream()
                        .filter(holding -> land(holding).nearlyCovers(child.shape()))
                        .findFirst());
    }

    private Land land(Holding holding) {
        return lands.computeIfAbsent(holding, Land::new);
    }

    private List<Holding> sharers(Piece child) {
        Map<Holding, Double> shares = new LinkedHashMap<>();
        for (Holding holding : ground.near(child.shape().getEnvelopeInternal())) {
            double share = EqualArea.squareMetres(OverlayNGRobust.overlay(
                    Exact.copy(holding.shape()), Exact.copy(child.shape()), OverlayNG.INTERSECTION));
            if (share > 0) {
                shares.put(holding, share);
            }
        }
        return shares.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Holding, Double> share) -> -share.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Each with the land under it to the grid that has most of it; what that cuts off goes where it adjoins. */
    private void bend(Map<Piece, List<Holding>> across) {
        List<Holding> bent = new ArrayList<>();
        across.forEach((child, sharers) -> sharers.stream()
                .filter(holding -> holding.piece().isPresent())
                .findFirst()
                .ifPresent(owner -> {
                    Ground.Patch patch = ground.node(child.shape());
                    sharers.stream().filter(other -> other != owner).forEach(other -> ground.move(patch, other, owner));
                    sharers.stream().filter(other -> !bent.contains(other)).forEach(bent::add);
                }));
        bent.forEach(holding -> giveFragments(ground, holding, bent));
    }

    /** Gives land that was cut off from the rest of what one holds to another that it adjoins. */
    static void giveFragments(Ground ground, Holding holding, List<Holding> others) {
        List<Polygon> parts = Faces.polygons(holding.shape());
        if (holding.piece().isEmpty()
                || parts.size() < 2
                || holding.piece().get().facts().exclave() != null) {
            return;
        }
        Polygon most =
                parts.stream().max(Comparator.comparingDouble(Polygon::getArea)).orElseThrow();
        for (Polygon part : parts) {
            if (!part.equalsExact(most)) {
                others.stream()
                        .filter(other -> other != holding && adjoins(part, other.shape()))
                        .findFirst()
                        .ifPresent(other -> ground.give(List.of(part), holding, other));
            }
        }
    }

    private static boolean adjoins(Geometry a, Geometry b) {
        return BorderNoding.edgesOf(List.of(a)).stream().anyMatch(BorderNoding.edgesOf(List.of(b))::contains);
    }

    /** Land that many grids are looked up in. */
    private static final class Land {
        private final Geometry shape;
        private final PreparedGeometry exact;
        private Optional<PreparedGeometry> wider = Optional.empty();

        Land(Holding holding) {
            shape = holding.shape();
            exact = PreparedGeometryFactory.prepare(shape);
        }

        boolean covers(Geometry other) {
            return exact.covers(other);
        }

        boolean nearlyCovers(Geometry other) {
            if (wider.isEmpty()) {
                wider = Optional.of(
                        PreparedGeometryFactory.prepare(Exact.copy(shape).buffer(TOLERANCE)));
            }
            return wider.get().covers(other);
        }
    }
}
