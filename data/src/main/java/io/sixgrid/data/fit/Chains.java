package io.sixgrid.data.fit;

import java.util.Arrays;

/** For each number from 0 a list of ints, in few arrays. */
final class Chains {
    private int[] heads = new int[1024];
    private int[] next = new int[1024];
    private int[] values = new int[1024];
    private int size;

    Chains() {
        Arrays.fill(heads, -1);
    }

    void add(int number, int value) {
        while (number >= heads.length) {
            int before = heads.length;
            heads = Arrays.copyOf(heads, 2 * before);
            Arrays.fill(heads, before, heads.length, -1);
        }
        if (size == next.length) {
            next = Arrays.copyOf(next, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        next[size] = heads[number];
        values[size] = value;
        heads[number] = size++;
    }

    /** Each value once, sorted. */
    int[] distinct(int number) {
        int count = 0;
        for (int at = head(number); at >= 0; at = next[at]) {
            count++;
        }
        int[] found = new int[count];
        for (int at = head(number); at >= 0; at = next[at]) {
            found[--count] = values[at];
        }
        if (found.length < 2) {
            return found;
        }
        Arrays.sort(found);
        int kept = 1;
        for (int i = 1; i < found.length; i++) {
            if (found[i] != found[i - 1]) {
                found[kept++] = found[i];
            }
        }
        return kept == found.length ? found : Arrays.copyOf(found, kept);
    }

    private int head(int number) {
        return number < heads.length ? heads[number] : -1;
    }
}
