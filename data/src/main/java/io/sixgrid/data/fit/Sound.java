package io.sixgrid.data.fit;

import java.util.SortedSet;
import java.util.TreeSet;
import org.locationtech.jts.geom.Geometry;

/** Keeps changes of vertices from making valid shapes invalid. */
final class Sound {
    private Sound() {}

    /** Takes out of {@code redraw} what would do so. */
    static void keep(Pieces pieces, Borders borders, Redraw redraw) {
        SortedSet<Integer> doubtful = touched(borders, redraw);
        while (!doubtful.isEmpty()) {
            SortedSet<Integer> broken = new TreeSet<>();
            for (int piece : doubtful) {
                if (breaks(pieces, piece, redraw)) {
                    broken.add(piece);
                }
            }
            SortedSet<Integer> again = new TreeSet<>();
            redraw.moves().keySet().removeIf(from -> dropped(borders.cornerOwners(from), broken, again));
            redraw.dropped().removeIf(from -> dropped(borders.cornerOwners(from), broken, again));
            redraw.paths()
                    .keySet()
                    .removeIf(edge -> dropped(borders.owners(borders.edge(edge.low(), edge.high())), broken, again));
            doubtful = again;
        }
    }

    /** Whose shapes change, sorted. */
    static SortedSet<Integer> touched(Borders borders, Redraw redraw) {
        SortedSet<Integer> touched = new TreeSet<>();
        redraw.moves().keySet().forEach(from -> addAll(borders.cornerOwners(from), touched));
        redraw.dropped().forEach(from -> addAll(borders.cornerOwners(from), touched));
        redraw.paths().keySet().forEach(edge -> addAll(borders.owners(borders.edge(edge.low(), edge.high())), touched));
        return touched;
    }

    /** Makes the changes; answers whether there were any. */
    static boolean apply(Pieces pieces, Borders borders, Redraw redraw) {
        for (int piece : touched(borders, redraw)) {
            pieces.replace(piece, redraw.of(pieces.shape(piece)));
        }
        return !redraw.isEmpty();
    }

    private static boolean breaks(Pieces pieces, int piece, Redraw redraw) {
        Geometry after = redraw.of(pieces.shape(piece));
        return (after.isEmpty() || !Rings.valid(after)) && Rings.valid(pieces.shape(piece));
    }

    private static boolean dropped(int[] owners, SortedSet<Integer> broken, SortedSet<Integer> again) {
        for (int owner : owners) {
            if (broken.contains(owner)) {
                addAll(owners, again);
                return true;
            }
        }
        return false;
    }

    private static void addAll(int[] owners, SortedSet<Integer> to) {
        for (int owner : owners) {
            to.add(owner);
        }
    }
}
