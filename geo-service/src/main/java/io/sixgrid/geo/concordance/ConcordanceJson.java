package io.sixgrid.geo.concordance;

import io.sixgrid.data.concordance.Concordance;
import io.sixgrid.data.concordance.ConcordanceRow;
import io.sixgrid.data.concordance.ConcordanceRow.Amount;
import io.sixgrid.data.concordance.ConcordanceRow.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Concordances as JSON answers say them: the same rows and columns as the CSV, and what they add up to, by level. */
record ConcordanceJson(List<Row> items, List<Totals> totals) {
    record Row(int level, String kind, Grid old, Grid now, Part land, Optional<Part> households) {
        static Row of(ConcordanceRow row) {
            return new Row(
                    row.level(),
                    row.kind().code(),
                    Grid.of(row.old()),
                    Grid.of(row.now()),
                    Part.of(row.land()),
                    row.households().map(Part::of));
        }
    }

    record Grid(Optional<String> code, Optional<String> name) {
        static Grid of(Optional<Name> name) {
            return new Grid(name.map(Name::code), name.map(Name::name));
        }
    }

    record Part(double amount, Optional<Double> shareOfOld, Optional<Double> shareOfNew) {
        static Part of(Amount amount) {
            return new Part(amount.amount(), amount.shareOfOld(), amount.shareOfNew());
        }
    }

    /**
     * @param kinds    how many rows are of each kind
     * @param residual households that the grids of the level state beyond the finest counts
     */
    record Totals(
            int level,
            Map<String, Long> kinds,
            Concordance.Sum squareMetres,
            Optional<Concordance.Sum> households,
            Optional<Long> residual) {}

    static ConcordanceJson of(List<Concordance> found) {
        return new ConcordanceJson(
                found.stream()
                        .flatMap(concordance -> concordance.rows().stream().map(Row::of))
                        .toList(),
                found.stream().map(ConcordanceJson::totals).toList());
    }

    private static Totals totals(Concordance concordance) {
        Map<String, Long> kinds = new LinkedHashMap<>();
        concordance.counts().forEach((kind, count) -> kinds.put(kind.code(), count));
        return new Totals(
                concordance.level(),
                kinds,
                concordance.totals().land(),
                concordance.totals().households(),
                concordance.totals().residual());
    }
}
