package io.sixgrid.data.sample;

import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives the pieces of a street's land to the street's communities, so that names lie about where they suggest. */
final class Naming {
    private Naming() {}

    /** Swaps pairs for as long as that brings named places nearer to their anchors. */
    static Map<Community, Ring> match(List<Community> communities, List<Ring> pieces) {
        List<Ring> order = new ArrayList<>(pieces);
        boolean better = true;
        while (better) {
            better = false;
            for (int i = 0; i < order.size(); i++) {
                for (int j = i + 1; j < order.size(); j++) {
                    double now = miss(communities.get(i), order.get(i)) + miss(communities.get(j), order.get(j));
                    double then = miss(communities.get(i), order.get(j)) + miss(communities.get(j), order.get(i));
                    if (then < now - 1e-6) {
                        Collections.swap(order, i, j);
                        better = true;
                    }
                }
            }
        }
        Map<Community, Ring> matched = new LinkedHashMap<>();
        for (int i = 0; i < order.size(); i++) {
            matched.put(communities.get(i), order.get(i));
        }
        return matched;
    }

    /** Square kilometres by which {@code ring} misses where {@code community} wants to be. */
    private static double miss(Community community, Ring ring) {
        LonLat anchor = community.anchor();
        if (anchor == null) {
            return 0;
        }
        double kilometers = Spot.of(anchor).distance(ring.centroid()) / 1000;
        return kilometers * kilometers;
    }
}
