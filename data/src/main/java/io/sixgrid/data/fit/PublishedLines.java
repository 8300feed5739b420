package io.sixgrid.data.fit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes what runs along a published line between two published corners that line: vertices that came in between are dropped
 * (of densifying, or another program's), published corners that are missing are put in.
 */
final class PublishedLines {
    private static final String DROP = "%d vertices of %s lie beside a published line by at most %s, and are dropped";
    private static final String PUT = "%d edges of %s get the published corners beside them, by at most %s away";

    /** No border has so many corners between two that a file still has. */
    private static final int STEPS = 10_000;

    private final Pass pass;
    private final Borders borders;
    private final Published published;
    private final Redraw redraw = Redraw.none();
    private final Set<Long> kept = new HashSet<>();
    private final Map<Long, long[]> lines = new TreeMap<>();

    private PublishedLines(Pass pass, Published published) {
        this.pass = pass;
        this.published = published;
        borders = new Borders(pass.pieces());
    }

    static void follow(Pass pass, Published published) {
        if (!published.isEmpty() && pass.toleranceMetres() > 0) {
            new PublishedLines(pass, published).follow();
        }
    }

    private void follow() {
        for (int piece = 0; piece < pass.pieces().count(); piece++) {
            if (piece % 500 == 0) {
                pass.advance("following published lines", piece, pass.pieces().count());
            }
            for (long[] ring : pass.pieces().rings(piece)) {
                compare(ring);
            }
        }
        kept.forEach(redraw.dropped()::remove);
        Sound.keep(pass.pieces(), borders, redraw);
        Redraw made = offer();
        Sound.apply(pass.pieces(), borders, made);
        pass.advance("following published lines", 1, 1);
    }

    private void compare(long[] ring) {
        int last = -1;
        int first = -1;
        for (int i = 0; i + 1 < ring.length; i++) {
            if (published.hasCorner(ring[i])) {
                if (last >= 0) {
                    between(ring, last, i);
                } else {
                    first = i;
                }
                last = i;
            }
        }
        if (first >= 0 && last > first) {
            between(ring, last, first + ring.length - 1);
        }
    }

    /** @param to beyond the ring's end where it goes on at its beginning */
    private void between(long[] ring, int from, int to) {
        long a = ring[from];
        long b = ring[to % (ring.length - 1)];
        if (a == b || (published.hasEdge(a, b) && to == from + 1)) {
            return;
        }
        if (to == from + 1) {
            Edge edge = Edge.of(a, b);
            if (!redraw.paths().containsKey(edge)) {
                List<Long> path = path(edge);
                if (path.size() > 2) {
                    redraw.paths()
                            .put(edge, path.stream().mapToLong(Long::longValue).toArray());
                }
            }
            return;
        }
        boolean along = published.hasEdge(a, b);
        for (int i = from + 1; i < to; i++) {
            along &= Measure.metres(ring[i % (ring.length - 1)], a, b) <= pass.toleranceMetres();
        }
        for (int i = from + 1; i < to; i++) {
            long vertex = ring[i % (ring.length - 1)];
            if (along) {
                redraw.dropped().add(vertex);
                lines.put(vertex, new long[] {a, b});
            } else {
                // Somebody else's corner, or of a line that goes elsewhere.
                kept.add(vertex);
            }
        }
    }

    /** From one end of an edge to the other along published lines, as near to it as the tolerance; empty if there is none. */
    private List<Long> path(Edge edge) {
        List<Long> path = new ArrayList<>(List.of(edge.low()));
        double share = 0;
        for (int step = 0; step < STEPS; step++) {
            long next = -1;
            double nextShare = 2;
            for (long candidate : published.neighbours(path.get(path.size() - 1))) {
                if (candidate == edge.high()) {
                    path.add(candidate);
                    return path;
                }
                double at = Measure.share(candidate, edge.low(), edge.high());
                if (at > share
                        && at < Math.min(1, nextShare)
                        && Measure.metres(candidate, edge.low(), edge.high()) <= pass.toleranceMetres()) {
                    next = candidate;
                    nextShare = at;
                }
            }
            if (nextShare > 1) {
                return List.of();
            }
            path.add(next);
            share = nextShare;
        }
        return List.of();
    }

    private Redraw offer() {
        VertexRepairs drops = new VertexRepairs(pass, Repair.Kind.SNAP, DROP);
        lines.forEach((vertex, line) -> {
            if (redraw.dropped().contains(vertex)) {
                drops.add(new VertexRepairs.Change(
                        owners(borders.cornerOwners(vertex)),
                        Measure.metres(vertex, line[0], line[1]),
                        0,
                        borders.oddAt(vertex),
                        Measure.line(line[0], vertex, line[1]),
                        made -> made.dropped().add(vertex)));
            }
        });
        VertexRepairs puts = new VertexRepairs(pass, Repair.Kind.INSERT, PUT);
        redraw.paths().forEach((edge, path) -> {
            double metres = 0;
            for (long point : path) {
                metres = Math.max(metres, Measure.metres(point, edge.low(), edge.high()));
            }
            puts.add(new VertexRepairs.Change(
                    owners(borders.owners(borders.edge(edge.low(), edge.high()))),
                    metres,
                    Measure.bent(path),
                    borders.odd(borders.edge(edge.low(), edge.high())),
                    Measure.line(path),
                    made -> made.paths().put(edge, path)));
        });
        Redraw made = drops.offer();
        made.paths().putAll(puts.offer().paths());
        return made;
    }

    private static SortedSet<Integer> owners(int[] owners) {
        TreeSet<Integer> set = new TreeSet<>();
        for (int owner : owners) {
            set.add(owner);
        }
        return set;
    }
}
