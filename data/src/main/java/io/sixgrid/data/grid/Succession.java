package io.sixgrid.data.grid;

import io.sixgrid.data.SixgridException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan that follows another. Grids of {@code before} that nobody continues are retired, those of {@code after} that
 * continue nobody are new.
 *
 * @param continues code after to code before, of the grids that go on as the same; both of one level
 * @param lineage   where land went; grids that it does not name are recorded as created and retired
 */
public record Succession(StoredPlan before, Plan after, Map<String, String> continues, List<Lineage> lineage) {
    public Succession {
        continues = Map.copyOf(continues);
        lineage = List.copyOf(lineage);
        if (!after.scheme().code().equals(before.scheme().scheme().code())
                || !after.scheme().levels().equals(before.scheme().scheme().levels())) {
            throw SixgridException.invalid(
                    "scheme",
                    "boundaries of the scheme " + after.scheme().code() + " cannot follow those of "
                            + before.scheme().scheme().code() + " with its levels");
        }
        requirePairs(before.plan(), after, continues);
        requireKnown(before.plan(), after, lineage);
    }

    private static void requirePairs(Plan before, Plan after, Map<String, String> continues) {
        Map<String, Integer> levelBefore = levels(before);
        Map<String, Integer> levelAfter = levels(after);
        Set<String> continued = new HashSet<>();
        continues.forEach((codeAfter, codeBefore) -> {
            Integer level = levelAfter.get(codeAfter);
            if (level == null || !level.equals(levelBefore.get(codeBefore))) {
                throw SixgridException.invalid(
                        "continues",
                        "grid " + codeAfter + " cannot go on as " + codeBefore + ": no such pair of a level");
            }
            if (!continued.add(codeBefore)) {
                throw SixgridException.invalid("continues", "two grids go on as grid " + codeBefore);
            }
        });
    }

    private static void requireKnown(Plan before, Plan after, List<Lineage> lineage) {
        Set<String> codesBefore = levels(before).keySet();
        Set<String> codesAfter = levels(after).keySet();
        for (Lineage one : lineage) {
            if (!one.before().map(codesBefore::contains).orElse(true)
                    || !one.after().map(codesAfter::contains).orElse(true)) {
                throw SixgridException.invalid(
                        "lineage",
                        "a lineage names a grid that is not there: "
                                + one.before().orElse("-") + " to "
                                + one.after().orElse("-"));
            }
        }
    }

    private static Map<String, Integer> levels(Plan plan) {
        Map<String, Integer> levels = new HashMap<>();
        plan.grids().forEach(grid -> levels.put(grid.code(), grid.level()));
        return levels;
    }
}
