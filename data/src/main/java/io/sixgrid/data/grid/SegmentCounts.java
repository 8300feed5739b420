package io.sixgrid.data.grid;

import java.util.Arrays;

/**
 * How often each directed segment is traversed, net: a hash table of longs with linear probing, whose entries vanish when
 * their count returns to 0. Neighbours that come near each other keep it as small as the border between what is summed and
 * what is not yet; a map of records costs about twice as much, and its garbage ({@code bench proof}). Not for use by several
 * threads.
 */
final class SegmentCounts {
    private static final int FIRST_CAPACITY = 64;

    // Two longs a slot: the smaller end, then the greater. A slot is free where its count is 0.
    private long[] ends = new long[2 * FIRST_CAPACITY];
    private int[] counts = new int[FIRST_CAPACITY];
    private int used;

    /** A segment that does not cancel: {@code times} is above 0 from {@code from} to {@code to}, below 0 in reverse. */
    @FunctionalInterface
    interface Visitor {
        void segment(long from, long to, int times);
    }

    /** Traverses the segment once from {@code from} to {@code to}; one without length is none. */
    void traverse(long from, long to) {
        if (from < to) {
            count(from, to, 1);
        } else if (from > to) {
            count(to, from, -1);
        }
    }

    /** How often it is traversed from {@code from} to {@code to}, less how often in reverse. */
    int times(long from, long to) {
        return from <= to ? counts[slot(from, to)] : -counts[slot(to, from)];
    }

    int size() {
        return used;
    }

    /** In order of the ends, whatever order they came in. */
    void forEach(Visitor visitor) {
        Integer[] slots = new Integer[used];
        int found = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            if (counts[slot] != 0) {
                slots[found++] = slot;
            }
        }
        Arrays.sort(slots, (a, b) -> {
            int byFrom = Long.compare(ends[2 * a], ends[2 * b]);
            return byFrom != 0 ? byFrom : Long.compare(ends[2 * a + 1], ends[2 * b + 1]);
        });
        for (int slot : slots) {
            visitor.segment(ends[2 * slot], ends[2 * slot + 1], counts[slot]);
        }
    }

    /** Traverses the segment so many times from {@code from}, the smaller end, to {@code to}; below 0 in reverse. */
    void count(long from, long to, int times) {
        int slot = slot(from, to);
        if (counts[slot] == 0) {
            ends[2 * slot] = from;
            ends[2 * slot + 1] = to;
            used++;
        }
        counts[slot] += times;
        if (counts[slot] == 0) {
            used--;
            close(slot);
        } else if (2 * used > counts.length) {
            grow();
        }
    }

    /** Where the segment is, or the free slot where it would be. */
    private int slot(long from, long to) {
        int mask = counts.length - 1;
        int slot = home(from, to) & mask;
        while (counts[slot] != 0 && (ends[2 * slot] != from || ends[2 * slot + 1] != to)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int home(long from, long to) {
        // Multipliers of SplitMix64: coordinates of a city differ in few bits, and slots take the lowest.
        long mixed = from * 0xbf58476d1ce4e5b9L + to * 0x94d049bb133111ebL;
        mixed ^= mixed >>> 29;
        mixed *= 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32);
    }

    /** Fills the hole at a slot just freed with what would no longer be found behind it (Knuth 6.4, algorithm R). */
    private void close(int hole) {
        int mask = counts.length - 1;
        int slot = hole;
        while (true) {
            slot = (slot + 1) & mask;
            if (counts[slot] == 0) {
                return;
            }
            int home = home(ends[2 * slot], ends[2 * slot + 1]) & mask;
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                ends[2 * hole] = ends[2 * slot];
                ends[2 * hole + 1] = ends[2 * slot + 1];
                counts[hole] = counts[slot];
                counts[slot] = 0;
                hole = slot;
            }
        }
    }

    private void grow() {
        long[] oldEnds = ends;
        int[] oldCounts = counts;
        ends = new long[2 * oldEnds.length];
        counts = new int[2 * oldCounts.length];
        for (int old = 0; old < oldCounts.length; old++) {
            if (oldCounts[old] != 0) {
                int slot = slot(oldEnds[2 * old], oldEnds[2 * old + 1]);
                ends[2 * slot] = oldEnds[2 * old];
                ends[2 * slot + 1] = oldEnds[2 * old + 1];
                counts[slot] = oldCounts[old];
            }
        }
    }
}
