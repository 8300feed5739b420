package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.PackedShape.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers which grids contain a point, from the boundaries of one scheme at one moment. Exact: every position is rounded
 * to the lattice, and all tests are integer arithmetic.
 *
 * <p>The leaf, the tiling grid that has no tiling grid below it, is found through a raster (most points need no geometry);
 * its ancestors follow from the parents, never from a second look-up; below it, contained grids are searched inside the grid
 * found so far.
 * Immutable, safe for use by several threads.
 */
public final class GridLocator {
    private static final Comparator<GridRef> BY_LEVEL_AND_CODE =
            Comparator.comparingInt(GridRef::level).thenComparing(GridRef::code);

    /** A grid with all that locating needs; {@code above} is its parent, {@code below} its contained children. */
    private static final class Node {
        final GridRef ref;
        final @Nullable PackedShape shape;

        @Nullable Node above;

        Siblings<Node> below = Siblings.none();
        Located answer = new Located(List.of(), false, List.of());

        Node(LocatorGrid grid) {
            ref = grid.ref();
            shape = grid.shape() == null ? null : new PackedShape(grid.shape());
        }

        PackedShape shape() {
            if (shape == null) {
                throw new IllegalStateException("no shape for grid " + ref);
            }
            return shape;
        }
    }

    private static final Located OUTSIDE = new Located(List.of(), false, List.of());

    private final Map<Long, Node> nodes = new HashMap<>();
    private final List<Node> leaves = new ArrayList<>();
    private final GridRaster raster;

    /**
     * @param deepestTiling the number of the deepest tiling level; grids of those below it are contained
     * @param grids         all grids valid at one moment, in any order; tiling grids with tiling grids below them need no shape
     */
    public GridLocator(int deepestTiling, Collection<LocatorGrid> grids) {
        for (LocatorGrid grid : grids) {
            nodes.put(grid.ref().id(), new Node(grid));
        }
        Map<Node, List<Node>> children = new HashMap<>();
        Set<Node> divided = new HashSet<>();
        for (LocatorGrid grid : grids) {
            if (grid.parent() != 0) {
                Node node = node(grid.ref().id());
                node.above = node(grid.parent());
                if (grid.ref().level() > deepestTiling) {
                    children.computeIfAbsent(node.above, parent -> new ArrayList<>())
                            .add(node);
                } else {
                    divided.add(node.above);
                }
            }
        }
        for (LocatorGrid grid : grids) {
            Node node = node(grid.ref().id());
            if (grid.ref().level() <= deepestTiling && !divided.contains(node)) {
                leaves.add(node);
            }
        }
        children.forEach((parent, below) -> parent.below = new Siblings<>(below, Node::shape));
        nodes.values().forEach(node -> node.answer = new Located(chain(node), false, List.of()));
        raster = new GridRaster(leaves.stream().map(Node::shape).toList());
    }

    /** Where {@code point} (WGS 84) is; it is rounded to the lattice first. */
    public Located locate(LonLat point) {
        int x = Lattice.units(point.lon());
        int y = Lattice.units(point.lat());
        int single = raster.single(x, y);
        if (single == GridRaster.OUTSIDE) {
            return OUTSIDE;
        }
        if (single != GridRaster.SEVERAL) {
            return below(leaves.get(single), x, y, List.of());
        }
        List<Node> touching = new ArrayList<>();
        for (int candidate : raster.candidates(x, y)) {
            Node leaf = leaves.get(candidate);
            switch (leaf.shape().side(x, y)) {
                case INSIDE -> {
                    return below(leaf, x, y, List.of());
                }
                case BORDER -> touching.add(leaf);
                case OUTSIDE -> {}
            }
        }
        return touching.isEmpty() ? OUTSIDE : below(owner(touching, x, y), x, y, touching);
    }

    /** The grid of that id with all above it, level 1 first. */
    public Optional<List<GridRef>> chainOf(long gridId) {
        return Optional.ofNullable(nodes.get(gridId)).map(node -> node.answer.chain());
    }

    /** The grid of that id, if it is valid at this locator's moment. */
    public Optional<GridRef> grid(long gridId) {
        return Optional.ofNullable(nodes.get(gridId)).map(node -> node.ref);
    }

    /** All grids of that level, by code. */
    public List<GridRef> grids(int level) {
        return nodes.values().stream()
                .map(node -> node.ref)
                .filter(ref -> ref.level() == level)
                .sorted(BY_LEVEL_AND_CODE)
                .toList();
    }

    /** Number of grids at all levels. */
    public int size() {
        return nodes.size();
    }

    /** Goes down from the leaf that owns the point; {@code touchingLeaves} are those on whose border it lies. */
    private static Located below(Node leaf, int x, int y, List<Node> touchingLeaves) {
        if (touchingLeaves.isEmpty() && leaf.below.isEmpty()) {
            return leaf.answer;
        }
        Set<Node> touching = new LinkedHashSet<>(touchingLeaves);
        Node deepest = leaf;
        // Everything that covers the point at the level reached: the owner, and whoever it is on the border of.
        List<Node> covering = touchingLeaves.isEmpty() ? List.of(leaf) : touchingLeaves;
        while (!covering.isEmpty()) {
            List<Node> next = new ArrayList<>();
            Node owner = null;
            for (Node parent : covering) {
                List<Node> onBorder = new ArrayList<>();
                Node inside = null;
                for (Node child : parent.below.around(x, y)) {
                    Side side = child.shape().side(x, y);
                    if (side == Side.INSIDE) {
                        inside = child;
                        next.add(child);
                        if (parent != deepest) {
                            // It sticks out of a parent that does not own the point, within the tolerance.
                            touching.add(child);
                        }
                    } else if (side == Side.BORDER) {
                        onBorder.add(child);
                        next.add(child);
                    }
                }
                touching.addAll(onBorder);
                if (parent == deepest) {
                    owner = inside != null || onBorder.isEmpty() ? inside : owner(onBorder, x, y);
                }
            }
            deepest = owner == null ? deepest : owner;
            covering = next;
        }
        List<GridRef> chain = deepest.answer.chain();
        return touching.isEmpty()
                ? deepest.answer
                : new Located(
                        chain,
                        true,
                        touching.stream()
                                .map(n -> n.ref)
                                .sorted(BY_LEVEL_AND_CODE)
                                .toList());
    }

    /** Who of {@code touching}, on all of whose borders the point lies, owns it: the border rule. */
    private static Node owner(List<Node> touching, int x, int y) {
        for (BorderDirection direction : BorderDirection.values()) {
            for (Node node : touching) {
                if (node.shape().holds(x, y, direction)) {
                    return node;
                }
            }
        }
        return Collections.min(
                touching, Comparator.comparing(node -> firstFromEast(node, x, y), BorderDirection.COUNTER_CLOCKWISE));
    }

    private static long[] firstFromEast(Node node, int x, int y) {
        return Collections.min(node.shape().directionsFrom(x, y), BorderDirection.COUNTER_CLOCKWISE);
    }

    private Node node(long id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw SixgridException.invalid("grid " + id + " is named as a parent and is not valid at that time");
        }
        return node;
    }

    private static List<GridRef> chain(Node node) {
        List<GridRef> chain = new ArrayList<>();
        for (Node at = node; at != null; at = at.above) {
            chain.add(0, at.ref);
        }
        return chain;
    }
}
