package io.sixgrid.data.fit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes vertices that mean the same corner one. Two corners of the same grid never mean the same. Published ones and the
 * outline's stay, then the most shared, then the lowest.
 */
final class Snapping {
    private static final String SENTENCE =
            "%d corners of %s move by at most %s to where their neighbours or published boundaries have them";

    private final Pass pass;
    private final Borders borders;
    private final Corners corners;
    private final int[] parents;
    private final Map<Integer, Set<Integer>> owners = new HashMap<>();

    private Snapping(Pass pass, Borders borders, Published published) {
        this.pass = pass;
        this.borders = borders;
        corners = new Corners(pass, borders, published);
        parents = new int[corners.size()];
        for (int corner = 0; corner < parents.length; corner++) {
            parents[corner] = corner;
        }
    }

    static void snap(Pass pass, Published published) {
        Borders borders = new Borders(pass.pieces());
        if (pass.toleranceMetres() > 0 && (borders.anyOdd() || !published.isEmpty())) {
            new Snapping(pass, borders, published).snap();
        }
    }

    private void snap() {
        pass.advance("matching corners", 0, 1);
        for (Corners.Pair pair : corners.pairs(pass.toleranceMetres())) {
            join(root(pair.a()), root(pair.b()));
        }
        Redraw moves = Redraw.none();
        for (int corner = 0; corner < corners.size(); corner++) {
            int stays = root(corner);
            if (stays != corner
                    && !corners.stays(corner)
                    && Measure.metres(corners.point(corner), corners.point(stays)) <= pass.toleranceMetres()) {
                moves.moves().put(corners.point(corner), corners.point(stays));
            }
        }
        Sound.keep(pass.pieces(), borders, moves);
        Sound.apply(pass.pieces(), borders, offer(moves));
        pass.advance("matching corners", 1, 1);
    }

    /** Unless two would become one that must not: the root is the one that stays. */
    private void join(int a, int b) {
        if (a == b || (corners.stays(a) && corners.stays(b))) {
            return;
        }
        Set<Integer> mine = ownersOf(a);
        Set<Integer> others = ownersOf(b);
        if (mine.stream().anyMatch(others::contains)) {
            return;
        }
        boolean aStays = corners.before(a, b);
        parents[aStays ? b : a] = aStays ? a : b;
        mine.addAll(others);
        owners.put(aStays ? a : b, mine);
    }

    private Set<Integer> ownersOf(int root) {
        return owners.computeIfAbsent(root, corner -> {
            Set<Integer> set = new TreeSet<>();
            for (int owner : corners.owners(corner)) {
                set.add(owner);
            }
            return set;
        });
    }

    private int root(int corner) {
        int at = corner;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    private Redraw offer(Redraw redraw) {
        return offer(pass, borders, redraw.moves());
    }

    /** Offers moves of vertices, with the land that goes with them. */
    static Redraw offer(Pass pass, Borders borders, Map<Long, Long> moves) {
        Map<Long, Double> areas = new HashMap<>();
        for (int edge = 0; !moves.isEmpty() && edge < borders.edges(); edge++) {
            long low = borders.low(edge);
            long high = borders.high(edge);
            Long newLow = moves.get(low);
            Long newHigh = moves.get(high);
            if (newLow != null || newHigh != null) {
                double area = Measure.swept(low, high, newLow == null ? low : newLow, newHigh == null ? high : newHigh);
                areas.merge(newLow == null ? high : low, area, Double::sum);
            }
        }
        VertexRepairs repairs = new VertexRepairs(pass, Repair.Kind.SNAP, SENTENCE);
        moves.keySet().stream().sorted().forEach(from -> {
            long to = moves.getOrDefault(from, from);
            TreeSet<Integer> pieces = new TreeSet<>();
            for (int owner : borders.cornerOwners(from)) {
                pieces.add(owner);
            }
            repairs.add(new VertexRepairs.Change(
                    pieces,
                    Measure.metres(from, to),
                    areas.getOrDefault(from, 0.0),
                    borders.oddAt(from),
                    Measure.line(from, to),
                    redraw -> redraw.moves().put(from, to)));
        });
        return repairs.offer();
    }
}
