package io.sixgrid.data.edition;

import java.util.List;
import java.util.Map;

/**
 * What the features of a file come to.
 *
 * @param rows     those that can be read; each code once
 * @param problems of those that cannot, and of cells of those that can
 */
record Rows(List<Row> rows, List<RowProblem> problems) {
    Rows {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** The same, of which those grids may lie in several parts; reasons by code. */
    Rows declaring(Map<String, String> exclaves) {
        return new Rows(
                rows.stream()
                        .map(row -> exclaves.containsKey(row.code())
                                ? row.withFacts(row.facts().withExclave(exclaves.get(row.code())))
                                : row)
                        .toList(),
                problems);
    }
}
