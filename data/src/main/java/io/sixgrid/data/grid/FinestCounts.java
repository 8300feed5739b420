package io.sixgrid.data.grid;

import io.sixgrid.data.place.LonLat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;

/** Households of grids that count them and have none below them that does. Used by one thread. */
final class FinestCounts {
    private final List<Grid> grids = new ArrayList<>();
    // Where each stands, as far as somebody asked: a label takes longer to find than all else about it.
    private final @Nullable LonLat[] places;

    FinestCounts(Collection<Grid> all) {
        Map<String, String> parents = new HashMap<>();
        Set<String> above = new HashSet<>();
        all.stream().filter(grid -> grid.parent() != null).forEach(grid -> parents.put(grid.code(), grid.parent()));
        all.stream().filter(FinestCounts::counts).forEach(grid -> {
            String wider = parents.get(grid.code());
            while (wider != null && above.add(wider)) {
                wider = parents.get(wider);
            }
        });
        all.stream()
                .filter(grid -> counts(grid) && !above.contains(grid.code()))
                .forEach(grids::add);
        places = new LonLat[grids.size()];
    }

    private static boolean counts(Grid grid) {
        return grid.facts().households() != null;
    }

    /** Adds what is counted below {@code level} in grids that meet {@code near}. */
    void addTo(Passage passage, int level, Vicinity near) {
        int[] found = IntStream.range(0, grids.size())
                .filter(i -> grids.get(i).level() > level && near.meets(grids.get(i)))
                .toArray();
        IntStream.of(found).parallel().filter(i -> places[i] == null).forEach(i -> places[i] = place(grids.get(i)));
        for (int i : found) {
            Integer households = grids.get(i).facts().households();
            LonLat place = places[i];
            if (households != null && place != null) {
                passage.add(place, households);
            }
        }
    }

    private static LonLat place(Grid grid) {
        Point label = LabelPoint.of(grid.shape());
        return new LonLat(label.getX(), label.getY());
    }
}
