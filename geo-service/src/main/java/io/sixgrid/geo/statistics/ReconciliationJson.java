package io.sixgrid.geo.statistics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.statistics.Bin;
import io.sixgrid.data.statistics.Bin.Why;
import io.sixgrid.data.statistics.Reconciliation;
import io.sixgrid.data.statistics.Tally.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As-was and as-now side by side, as JSON answers say it.
 *
 * @param grids      of either side, by code
 * @param outside    in no grid of the level
 * @param outsideWhy the same by reason
 * @param moved      what is counted elsewhere, from where to where
 */
record ReconciliationJson(
        @JsonUnwrapped StatisticsJson.Asked asked,
        List<GridJson> grids,
        Sides outside,
        List<WhyJson> outsideWhy,
        Sides total,
        List<MovedJson> moved) {

    /** A number on either side; the difference of the totals is always 0. */
    record Sides(
            long asWas,
            long asNow,
            long difference,
            Optional<Map<String, Long>> asWasBy,
            Optional<Map<String, Long>> asNowBy) {
        static Sides of(Count was, Count now, boolean apart) {
            return new Sides(
                    was.all(),
                    now.all(),
                    now.all() - was.all(),
                    StatisticsJson.parts(was, apart),
                    StatisticsJson.parts(now, apart));
        }
    }

    record GridJson(String code, String name, @JsonUnwrapped Sides sides) {}

    record WhyJson(String why, @JsonUnwrapped Sides sides) {}

    /**
     * @param from the code of a grid; null where it was in none, for {@code fromWhy}
     * @param to   the code of a grid; null where it is in none, for {@code toWhy}
     */
    record MovedJson(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String from,

            Optional<String> fromWhy,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String to,

            Optional<String> toWhy,
            long count) {
        static MovedJson of(Reconciliation.Moved moved) {
            return new MovedJson(
                    code(moved.from()),
                    moved.from().why().map(Why::code),
                    code(moved.to()),
                    moved.to().why().map(Why::code),
                    moved.count());
        }

        private static @Nullable String code(Bin bin) {
            return bin.isGrid() ? bin.code() : null;
        }
    }

    static ReconciliationJson of(StatisticsJson.Asked asked, Reconciliation both) {
        boolean apart = asked.by().isPresent();
        List<WhyJson> reasons = new ArrayList<>();
        for (Why why : Why.values()) {
            Sides sides = Sides.of(both.asWas().in(why), both.asNow().in(why), apart);
            if (sides.asWas() + sides.asNow() > 0) {
                reasons.add(new WhyJson(why.code(), sides));
            }
        }
        long was = both.asWas().outside();
        long now = both.asNow().outside();
        return new ReconciliationJson(
                asked,
                both.codes().stream()
                        .map(code -> new GridJson(
                                code,
                                both.name(code),
                                Sides.of(both.asWas().in(code), both.asNow().in(code), apart)))
                        .toList(),
                new Sides(was, now, now - was, Optional.empty(), Optional.empty()),
                reasons,
                Sides.of(both.asWas().total(), both.asNow().total(), apart),
                both.moved().stream().map(MovedJson::of).toList());
    }
}
