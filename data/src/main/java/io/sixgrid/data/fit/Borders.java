package io.sixgrid.data.fit;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * All edges of all pieces and the outline at one step, each once whoever has it, with the balance of how often it is
 * traversed either way. Edges that do not balance are odd: there something is wrong, or it is the outer border.
 */
final class Borders {
    private final LongIndex corners = new LongIndex();
    private final LongIndex edges = new LongIndex();
    private final Chains owners = new Chains();
    private final Chains cornerOwners = new Chains();
    private int[] balance = new int[1024];
    private final BitSet oddCorners = new BitSet();
    private @Nullable Chains neighbours;

    Borders(Pieces pieces) {
        for (int piece = 0; piece <= pieces.count(); piece++) {
            for (long[] ring : pieces.rings(piece)) {
                int from = corners.add(ring[0]);
                for (int i = 1; i < ring.length; i++) {
                    int to = corners.add(ring[i]);
                    if (from != to) {
                        traverse(piece, from, to);
                        cornerOwners.add(to, piece);
                    }
                    from = to;
                }
            }
        }
        for (int edge = 0; edge < edges.size(); edge++) {
            if (odd(edge)) {
                oddCorners.set((int) (edges.key(edge) >> 32));
                oddCorners.set((int) edges.key(edge));
            }
        }
    }

    int edges() {
        return edges.size();
    }

    boolean odd(int edge) {
        return balance[edge] != 0;
    }

    boolean anyOdd() {
        return !oddCorners.isEmpty();
    }

    /** Its lower end. */
    long low(int edge) {
        return corners.key((int) (edges.key(edge) >> 32));
    }

    long high(int edge) {
        return corners.key((int) edges.key(edge));
    }

    /** The edge between two points, or -1. */
    int edge(long from, long to) {
        int a = corners.find(from);
        int b = corners.find(to);
        return a < 0 || b < 0 ? -1 : edges.find(key(a, b));
    }

    /** Who has the edge, sorted; the outline too. */
    int[] owners(int edge) {
        return Arrays.stream(owners.distinct(edge))
                .map(side -> side >> 1)
                .distinct()
                .toArray();
    }

    /** Who has the edge and which way: piece times two, plus one where it goes from the lower end to the higher. */
    int[] sides(int edge) {
        return owners.distinct(edge);
    }

    int corners() {
        return corners.size();
    }

    long corner(int number) {
        return corners.key(number);
    }

    boolean hasCorner(long point) {
        return corners.find(point) >= 0;
    }

    /** The corners at the other ends of the edges that end there, sorted. */
    long[] neighbours(long point) {
        Chains known = neighbours;
        if (known == null) {
            known = new Chains();
            for (int edge = 0; edge < edges.size(); edge++) {
                int a = (int) (edges.key(edge) >> 32);
                int b = (int) edges.key(edge);
                known.add(a, b);
                known.add(b, a);
            }
            neighbours = known;
        }
        int number = corners.find(point);
        return number < 0
                ? new long[0]
                : Arrays.stream(known.distinct(number))
                        .mapToLong(corners::key)
                        .sorted()
                        .toArray();
    }

    /** Whether an odd edge ends at that point. */
    boolean oddAt(long point) {
        int number = corners.find(point);
        return number >= 0 && oddCorners.get(number);
    }

    /** Whether an odd edge ends there. */
    boolean oddCorner(int number) {
        return oddCorners.get(number);
    }

    /** Who has {@code point} as a vertex, sorted; the outline too. */
    int[] cornerOwners(long point) {
        int number = corners.find(point);
        return number < 0 ? new int[0] : cornerOwners.distinct(number);
    }

    private void traverse(int piece, int from, int to) {
        int edge = edges.add(key(from, to));
        if (edge >= balance.length) {
            balance = Arrays.copyOf(balance, 2 * balance.length);
        }
        boolean upward = corners.key(from) < corners.key(to);
        balance[edge] += upward ? 1 : -1;
        owners.add(edge, piece << 1 | (upward ? 1 : 0));
    }

    private long key(int a, int b) {
        boolean ordered = corners.key(a) < corners.key(b);
        return (long) (ordered ? a : b) << 32 | (ordered ? b : a);
    }
}
