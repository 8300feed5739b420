package io.sixgrid.data.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The contained grids of one parent, found by a point. They are sorted by their western edge: those that can hold the
 * point begin at most the widest one's width to its west. Most parents have fewer than ten, where this beats a tree.
 */
final class Siblings<T> {
    private final List<T> members;
    private final int[] minX;
    private final PackedShape[] shapes;
    private final long widest;

    Siblings(List<T> members, Function<T, PackedShape> shape) {
        this.members = members.stream()
                .sorted(Comparator.comparingInt(member -> shape.apply(member).minX))
                .toList();
        shapes = this.members.stream().map(shape).toArray(PackedShape[]::new);
        minX = this.members.stream()
                .mapToInt(member -> shape.apply(member).minX)
                .toArray();
        widest = this.members.stream()
                .mapToLong(member -> (long) shape.apply(member).maxX - shape.apply(member).minX)
                .max()
                .orElse(0);
    }

    static <T> Siblings<T> none() {
        return new Siblings<>(List.of(), member -> {
            throw new IllegalStateException("no members");
        });
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Those whose bounding box holds the point, in lattice units. */
    List<T> around(int x, int y) {
        List<T> found = new ArrayList<>(2);
        for (int i = firstFrom(x - widest); i < minX.length && minX[i] <= x; i++) {
            PackedShape shape = shapes[i];
            if (x <= shape.maxX && y >= shape.minY && y <= shape.maxY) {
                found.add(members.get(i));
            }
        }
        return found;
    }

    private int firstFrom(long x) {
        int low = 0;
        int high = minX.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (minX[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
