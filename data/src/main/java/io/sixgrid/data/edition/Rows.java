package io.sixgrid.data.edition;

import java.util.List;

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
}
