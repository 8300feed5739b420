package io.sixgrid.geo.statistics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.statistics.Bin.Why;
import io.sixgrid.data.statistics.StatisticsQuery;
import io.sixgrid.data.statistics.Subject.Dimension;
import io.sixgrid.data.statistics.Tally;
import io.sixgrid.data.statistics.Tally.Count;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers as JSON answers say them. What all grids have and {@code outside} make {@code total}.
 *
 * @param grids      by code
 * @param outside    in no grid of the level
 * @param outsideWhy the same by reason; what has none is absent
 * @param totalBy    present where numbers are told apart
 */
record StatisticsJson(
        @JsonUnwrapped Asked asked,
        List<GridJson> grids,
        long outside,
        Map<String, Long> outsideWhy,
        long total,
        Optional<Map<String, Long>> totalBy) {

    /**
     * What was asked for, as it was understood.
     *
     * @param at of the boundaries that points were restated on; absent as-was
     */
    record Asked(
            String scheme,
            int level,
            String of,
            String boundaries,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> by,
            Optional<Instant> at,
            Optional<Instant> known) {
        static Asked of(String scheme, StatisticsQuery query, String boundaries) {
            boolean restated = !boundaries.equals("as-was");
            return new Asked(
                    scheme,
                    query.level(),
                    query.of().code(),
                    boundaries,
                    query.from(),
                    query.to(),
                    query.by().map(Dimension::code),
                    Optional.of(query.at()).filter(at -> restated),
                    query.known().filter(at -> restated));
        }
    }

    record GridJson(String code, String name, long count, Optional<Map<String, Long>> by) {}

    static StatisticsJson of(Asked asked, Tally tally) {
        boolean apart = asked.by().isPresent();
        return new StatisticsJson(
                asked,
                tally.codes().stream()
                        .map(code -> new GridJson(
                                code,
                                tally.name(code).orElse(code),
                                tally.in(code).all(),
                                parts(tally.in(code), apart)))
                        .toList(),
                tally.outside(),
                why(tally),
                tally.total().all(),
                parts(tally.total(), apart));
    }

    static Optional<Map<String, Long>> parts(Count count, boolean apart) {
        return apart ? Optional.of(count.parts()) : Optional.empty();
    }

    static Map<String, Long> why(Tally tally) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        for (Why why : Why.values()) {
            if (tally.in(why).all() > 0) {
                reasons.put(why.code(), tally.in(why).all());
            }
        }
        return reasons;
    }
}
