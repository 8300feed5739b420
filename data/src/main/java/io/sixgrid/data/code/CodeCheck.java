package io.sixgrid.data.code;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether grids have codes that follow the rules of their levels. */
public final class CodeCheck {
    private CodeCheck() {}

    /**
     * One finding for each code that does not.
     *
     * @param rules by level; a level that is missing takes any code
     */
    public static List<Finding> of(Map<Integer, CodeRule> rules, List<Grid> grids) {
        return grids.stream()
                .flatMap(grid -> Optional.ofNullable(rules.get(grid.level()))
                        .flatMap(rule -> rule.check(grid.code(), Optional.ofNullable(grid.parent())))
                        .map(sentence -> new Finding(Finding.Kind.CODE, List.of(grid.code()), sentence, grid.shape()))
                        .stream())
                .toList();
    }
}
