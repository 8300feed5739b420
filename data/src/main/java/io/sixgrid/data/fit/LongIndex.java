package io.sixgrid.data.fit;

import java.util.Arrays;

/**
 * Numbers distinct longs from 0 in the order in which they come: a hash table without an object for each of a million
 * entries.
 */
final class LongIndex {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[1024];
    private int[] slots = new int[4096];
    private int size;

    LongIndex() {
        Arrays.fill(slots, -1);
    }

    int size() {
        return size;
    }

    long key(int number) {
        return keys[number];
    }

    /** The number of {@code key}, or -1. */
    int find(long key) {
        return slots[slot(key)];
    }

    /** The number of {@code key}, a new one if need be. */
    int add(long key) {
        int slot = slot(key);
        if (slots[slot] >= 0) {
            return slots[slot];
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size] = key;
        slots[slot] = size++;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        Arrays.fill(slots, -1);
        for (int number = 0; number < size; number++) {
            slots[slot(keys[number])] = number;
        }
    }

    private int slot(long key) {
        int mask = slots.length - 1;
        long mixed = (key ^ key >>> 29) * GOLDEN;
        int slot = (int) (mixed >>> 32) & mask;
        while (slots[slot] >= 0 && keys[slots[slot]] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
