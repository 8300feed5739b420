package io.sixgrid.data.grid;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * What a succession changes. What is not in here stays as it is, bit for bit.
 *
 * @param created   grids that are new
 * @param changed   grids that go on and differ
 * @param retired   grids that end
 * @param outline   the new outline; empty where it stays
 * @param facesGone unassigned land that is no more, shaped as it was
 * @param facesNew  unassigned land that was not
 */
public record Difference(
        List<Grid> created,
        List<Changed> changed,
        List<Grid> retired,
        Optional<Geometry> outline,
        List<Polygon> facesGone,
        List<Polygon> facesNew) {
    /** A grid that goes on. */
    public record Changed(Grid before, Grid after) {
        public boolean recoded() {
            return !before.code().equals(after.code());
        }
    }

    static Difference of(Succession succession) {
        Plan before = succession.before().plan();
        Plan after = succession.after();
        Map<String, Grid> left = new LinkedHashMap<>();
        before.grids().forEach(grid -> left.put(grid.code(), grid));
        List<Grid> created = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        for (Grid grid : after.grids()) {
            String code = succession.continues().get(grid.code());
            if (code == null) {
                created.add(grid);
                continue;
            }
            Changed pair = new Changed(requireNonNull(left.remove(code)), grid);
            if (differs(
                    pair, parent -> Optional.ofNullable(succession.continues().get(parent)))) {
                changed.add(pair);
            }
        }
        return new Difference(
                created,
                changed,
                List.copyOf(left.values()),
                sameLand(before.outline(), after.outline()) ? Optional.empty() : Optional.of(after.outline()),
                without(before.unassigned(), after.unassigned()),
                without(after.unassigned(), before.unassigned()));
    }

    /**
     * What an edit of stored boundaries comes to; it costs the edit, however large the city.
     *
     * @param before    grids that may differ or end, as they are stored
     * @param after     the same as they are to be, and those that are new
     * @param continues code after to code before, of all in {@code after} that are not new
     */
    public static Difference ofEdit(List<Grid> before, List<Grid> after, Map<String, String> continues, Ground ground) {
        Map<String, Grid> left = new LinkedHashMap<>();
        before.forEach(grid -> left.put(grid.code(), grid));
        List<Grid> created = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        Set<String> fresh = new HashSet<>();
        after.stream()
                .map(Grid::code)
                .filter(code -> !continues.containsKey(code))
                .forEach(fresh::add);
        for (Grid grid : after) {
            if (fresh.contains(grid.code())) {
                created.add(grid);
                continue;
            }
            Grid was = requireNonNull(left.remove(continues.get(grid.code())), grid.code());
            Changed pair = new Changed(was, grid);
            if (differs(
                    pair,
                    code -> fresh.contains(code)
                            ? Optional.empty()
                            : Optional.of(continues.getOrDefault(code, code)))) {
                changed.add(pair);
            }
        }
        return new Difference(
                created,
                changed,
                List.copyOf(left.values()),
                ground.outline(),
                without(ground.facesGone(), ground.facesNew()),
                without(ground.facesNew(), ground.facesGone()));
    }

    /** What an edit changes around the grids: the new outline where there is one, unassigned land that goes and that comes. */
    public record Ground(Optional<Geometry> outline, List<Polygon> facesGone, List<Polygon> facesNew) {}

    public boolean isEmpty() {
        return created.isEmpty()
                && changed.isEmpty()
                && retired.isEmpty()
                && outline.isEmpty()
                && facesGone.isEmpty()
                && facesNew.isEmpty();
    }

    /** All grids that get a version. */
    public List<Grid> written() {
        List<Grid> written = new ArrayList<>(created);
        changed.forEach(pair -> written.add(pair.after()));
        return written;
    }

    /** Codes that their grids did not have before. */
    public List<Grid> newCodes() {
        List<Grid> grids = new ArrayList<>(created);
        changed.stream().filter(Changed::recoded).forEach(pair -> grids.add(pair.after()));
        return grids;
    }

    /** @param former the code before of the grid with a code after; empty where it is new */
    private static boolean differs(Changed pair, Function<String, Optional<String>> former) {
        Grid before = pair.before();
        Grid after = pair.after();
        // By identity: a parent that goes on under another code is the same parent.
        String parent =
                after.parent() == null ? null : former.apply(after.parent()).orElse(null);
        return !Objects.equals(parent, before.parent())
                || pair.recoded()
                || !before.name().equals(after.name())
                || !before.shortName().equals(after.shortName())
                || !before.facts().equals(after.facts())
                || !sameLand(before.shape(), after.shape());
    }

    /** Whether both have the same vertices, whichever of them a ring begins with. */
    private static boolean sameLand(Geometry one, Geometry other) {
        return one.equalsExact(other)
                || (one.getEnvelopeInternal().equals(other.getEnvelopeInternal())
                        && one.norm().equalsExact(other.norm()));
    }

    private static List<Polygon> without(List<Polygon> faces, List<Polygon> others) {
        Set<Geometry> known = new LinkedHashSet<>();
        others.forEach(face -> known.add(face.norm()));
        return faces.stream().filter(face -> !known.contains(face.norm())).toList();
    }
}
