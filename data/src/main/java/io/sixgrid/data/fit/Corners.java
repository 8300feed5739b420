package io.sixgrid.data.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The corners that may mean the same as another: those that move, and those that they may move to. */
final class Corners {
    /** Two corners and how far they are from each other. */
    record Pair(int a, int b, double metres) {}

    /** What decides which of several corners stays: the higher the surer. */
    private static final int MOVES = 0;

    private static final int OUTLINE = 1;
    private static final int PUBLISHED = 2;

    private final LongIndex points = new LongIndex();
    private final List<int[]> owners = new ArrayList<>();
    private byte[] ranks = new byte[1024];
    private boolean[] odd = new boolean[1024];
    private double[] shortest = new double[1024];

    Corners(Pass pass, Borders borders, Published published) {
        for (int i = 0; i < borders.corners(); i++) {
            long point = borders.corner(i);
            if (borders.oddCorner(i) || !published.isEmpty()) {
                int[] mine = borders.cornerOwners(point);
                boolean ofOutline = mine.length > 0 && pass.pieces().isOutline(mine[mine.length - 1]);
                int rank = published.hasCorner(point) ? PUBLISHED : ofOutline ? OUTLINE : MOVES;
                add(point, mine, rank, borders.oddCorner(i));
            }
        }
        for (int i = 0; i < published.corners(); i++) {
            if (points.find(published.corner(i)) < 0) {
                add(published.corner(i), new int[0], PUBLISHED, false);
            }
        }
        measure(borders);
    }

    int size() {
        return points.size();
    }

    long point(int corner) {
        return points.key(corner);
    }

    int[] owners(int corner) {
        return owners.get(corner);
    }

    boolean stays(int corner) {
        return ranks[corner] != MOVES;
    }

    /** Whether {@code a} stays where {@code b} moves: by rank, then the most shared, then the lowest. */
    boolean before(int a, int b) {
        if (ranks[a] != ranks[b]) {
            return ranks[a] > ranks[b];
        }
        int more = Integer.compare(owners(a).length, owners(b).length);
        return more != 0 ? more > 0 : point(a) < point(b);
    }

    /** Those of {@code metres} distance at most that may be the same, the nearest first. */
    List<Pair> pairs(double metres) {
        double cell = 1;
        for (int corner = 0; corner < size(); corner++) {
            if (corner % 64 == 0) {
                cell = Math.max(cell, 1.01 * Measure.units(metres, point(corner)));
            }
        }
        LongIndex cells = new LongIndex();
        Chains content = new Chains();
        for (int corner = 0; corner < size(); corner++) {
            content.add(cells.add(cell(point(corner), cell, 0, 0)), corner);
        }
        List<Pair> pairs = new ArrayList<>();
        for (int corner = 0; corner < size(); corner++) {
            if (!stays(corner)) {
                for (int around = 0; around < 9; around++) {
                    int found = cells.find(cell(point(corner), cell, around % 3 - 1, around / 3 - 1));
                    if (found >= 0) {
                        addPairs(corner, content.distinct(found), metres, pairs);
                    }
                }
            }
        }
        pairs.sort((one, other) -> {
            int nearer = Double.compare(one.metres(), other.metres());
            int lower = nearer != 0 ? nearer : Long.compare(low(one), low(other));
            return lower != 0 ? lower : Long.compare(high(one), high(other));
        });
        return pairs;
    }

    private void addPairs(int corner, int[] candidates, double metres, List<Pair> pairs) {
        for (int other : candidates) {
            if (other != corner && (stays(other) || corner < other) && eligible(corner, other)) {
                double apart = Measure.metres(point(corner), point(other));
                // Further than half an edge away, the end of that edge would be as likely.
                boolean sure = ranks[other] == PUBLISHED || apart <= Math.min(shortest[corner], shortest[other]) / 2;
                if (apart <= metres && sure) {
                    pairs.add(new Pair(corner, other, apart));
                }
            }
        }
    }

    /** What fits its neighbours moves for what is published only. */
    private boolean eligible(int corner, int other) {
        return ranks[other] == PUBLISHED || (odd[corner] && odd[other]);
    }

    private long low(Pair pair) {
        return Math.min(point(pair.a()), point(pair.b()));
    }

    private long high(Pair pair) {
        return Math.max(point(pair.a()), point(pair.b()));
    }

    private static long cell(long point, double size, int east, int north) {
        return LatticePoint.of(
                (int) Math.floor(LatticePoint.x(point) / size) + east,
                (int) Math.floor(LatticePoint.y(point) / size) + north);
    }

    private void add(long point, int[] mine, int rank, boolean isOdd) {
        int corner = points.add(point);
        owners.add(mine);
        if (corner == ranks.length) {
            ranks = Arrays.copyOf(ranks, 2 * corner);
            odd = Arrays.copyOf(odd, 2 * corner);
            shortest = Arrays.copyOf(shortest, 2 * corner);
        }
        ranks[corner] = (byte) rank;
        odd[corner] = isOdd;
        shortest[corner] = Double.MAX_VALUE;
    }

    private void measure(Borders borders) {
        for (int edge = 0; edge < borders.edges(); edge++) {
            int low = points.find(borders.low(edge));
            int high = points.find(borders.high(edge));
            if (low >= 0 || high >= 0) {
                double metres = Measure.metres(borders.low(edge), borders.high(edge));
                if (low >= 0) {
                    shortest[low] = Math.min(shortest[low], metres);
                }
                if (high >= 0) {
                    shortest[high] = Math.min(shortest[high], metres);
                }
            }
        }
    }
}
