package io.sixgrid.geo.grid;

import io.sixgrid.data.grid.Descent;
import io.sixgrid.data.grid.Lineage;
import java.util.Optional;

/**
 * Where land went and what went with it, as JSON answers say it.
 *
 * @param shareOfBefore which part of the area of the grid before, from 0 to 1
 * @param shareOfAfter  which part of the area of the grid after
 * @param households    absent where no finer grids count them
 * @param incidents     of the twelve months before; absent of revisions that were not counted
 */
record DescentJson(
        String kind,
        int level,
        Optional<String> before,
        Optional<String> after,
        double shareOfBefore,
        double shareOfAfter,
        Optional<PassedJson> households,
        Optional<PassedJson> incidents) {
    /** A share is absent where the grid has nothing, or there is none. */
    record PassedJson(int amount, Optional<Double> shareOfBefore, Optional<Double> shareOfAfter) {
        static PassedJson of(Descent.Passed passed) {
            return new PassedJson(passed.amount(), passed.shareOfBefore(), passed.shareOfAfter());
        }
    }

    static DescentJson of(Descent descent) {
        Lineage lineage = descent.lineage();
        return new DescentJson(
                lineage.kind().code(),
                lineage.level(),
                lineage.before(),
                lineage.after(),
                lineage.shareOfBefore(),
                lineage.shareOfAfter(),
                descent.households().map(PassedJson::of),
                descent.incidents().map(PassedJson::of));
    }
}
