package io.sixgrid.data.concordance;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.Level;
import io.sixgrid.data.grid.Plan;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.place.AsOf;
import java.util.List;
import java.util.Optional;

/** Reads the plans that are compared. */
public final class Concordances {
    private final GridStore grids;
    private final PlanStore plans;

    public Concordances(GridStore grids, PlanStore plans) {
        this.grids = grids;
        this.plans = plans;
    }

    /** A level of a scheme. */
    public record Half(String scheme, int level) {}

    /**
     * Of a scheme between two moments, or two beliefs.
     *
     * @param level empty means every level, a concordance each
     */
    public List<Concordance> ofTimes(String scheme, Optional<Integer> level, AsOf from, AsOf to) {
        Plan old = plan(scheme, from, "from");
        Plan now = plan(scheme, to, "to");
        return level
                .map(List::of)
                .orElseGet(
                        () -> old.scheme().levels().stream().map(Level::number).toList())
                .stream()
                .map(number -> Concordance.ofTimes(old, now, required(now, number, "level")))
                .toList();
    }

    /** Of two schemes at one moment. */
    public Concordance ofSchemes(Half from, Half to, AsOf at) {
        Plan old = plan(from.scheme(), at, "from");
        Plan now = plan(to.scheme(), at, "to");
        return Concordance.ofSchemes(
                old, required(old, from.level(), "level"), now, required(now, to.level(), "toLevel"));
    }

    private Plan plan(String scheme, AsOf then, String field) {
        GridStore.StoredScheme stored = grids.scheme(scheme)
                .orElseThrow(() -> SixgridException.invalid(field, "no scheme with code " + scheme));
        return plans.read(stored, then.at(), then.known())
                .orElseThrow(() -> SixgridException.invalid(
                        field,
                        "the scheme " + scheme + " has no boundaries at " + then.at()
                                + then.known()
                                        .map(known -> " as known at " + known)
                                        .orElse("")))
                .plan();
    }

    private static int required(Plan plan, int level, String field) {
        if (level < 1 || level > plan.scheme().levels().size()) {
            throw SixgridException.invalid(field, "the scheme " + plan.scheme().code() + " has no level " + level);
        }
        return level;
    }
}
