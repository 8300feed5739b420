package io.sixgrid.data.sample;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the nodes that no line needs: where only two areas meet and the line is straight anyway. Every line between
 * two crossings is judged once, so that all who share it drop the same nodes.
 *
 * @param dropped nodes to leave out of every ring; only asked whether it contains one, its order never matters
 */
record StraightStreets(Set<Node> dropped) {
    private static final double TOLERANCE_METERS = 0.6;

    StraightStreets {
        dropped = Set.copyOf(dropped);
    }

    static StraightStreets of(Ring outline, Collection<Area> communities) {
        List<Ring> rings = Stream.concat(
                        Stream.of(outline),
                        communities.stream()
                                .flatMap(area -> area.parts().stream())
                                .flatMap(area -> area.parts().stream())
                                .map(Area::ring))
                .toList();
        Map<Node, Set<Node>> neighbours = new HashMap<>();
        for (Ring ring : rings) {
            for (int i = 0; i < ring.size(); i++) {
                Node a = ring.nodes().get(i);
                Node b = ring.nodes().get((i + 1) % ring.size());
                neighbours.computeIfAbsent(a, node -> new HashSet<>()).add(b);
                neighbours.computeIfAbsent(b, node -> new HashSet<>()).add(a);
            }
        }
        Set<Node> crossings = new HashSet<>();
        neighbours.forEach((node, around) -> {
            if (around.size() > 2) {
                crossings.add(node);
            }
        });
        Set<Node> dropped = new HashSet<>();
        for (Ring ring : rings) {
            dropOnChains(ring, crossings, dropped);
        }
        return new StraightStreets(dropped);
    }

    private static void dropOnChains(Ring ring, Set<Node> crossings, Set<Node> dropped) {
        int start = 0;
        while (start < ring.size() && !crossings.contains(ring.nodes().get(start))) {
            start++;
        }
        if (start == ring.size()) {
            return;
        }
        List<Node> chain = new ArrayList<>();
        for (int step = 0; step <= ring.size(); step++) {
            Node node = ring.nodes().get((start + step) % ring.size());
            chain.add(node);
            if (chain.size() > 1 && crossings.contains(node)) {
                // Both sides see the chain from the same end, so both drop the same nodes.
                drop(forward(chain), dropped);
                chain = new ArrayList<>(List.of(node));
            }
        }
    }

    private static List<Node> forward(List<Node> chain) {
        Node first = chain.get(0);
        Node last = chain.get(chain.size() - 1);
        if (first.lon() < last.lon() || (first.lon() == last.lon() && first.lat() <= last.lat())) {
            return chain;
        }
        List<Node> reversed = new ArrayList<>(chain);
        Collections.reverse(reversed);
        return reversed;
    }

    private static void drop(List<Node> chain, Set<Node> dropped) {
        List<Spot> spots = chain.stream().map(Node::spot).toList();
        Set<Spot> kept =
                new HashSet<>(new Curve(spots).simplified(TOLERANCE_METERS).spots());
        for (int i = 1; i + 1 < chain.size(); i++) {
            if (!kept.contains(spots.get(i))) {
                dropped.add(chain.get(i));
            }
        }
    }
}
