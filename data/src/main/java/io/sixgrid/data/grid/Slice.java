package io.sixgrid.data.grid;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a revision changes of the boundaries that apply from one moment to another.
 *
 * @param until     the end, itself not in it; empty means for ever
 * @param ids       identities by code before: of the grids that change or end, of their parents after, and of whatever lineage
 *                  names
 * @param continues code after to code before, at least of the grids that go on and differ in it
 * @param lineage   where land went; grids that it does not name are recorded as created and retired
 */
public record Slice(
        Instant from,
        Optional<Instant> until,
        Difference difference,
        Map<String, Long> ids,
        Map<String, String> continues,
        List<Lineage> lineage) {
    public Slice {
        ids = Map.copyOf(ids);
        continues = Map.copyOf(continues);
        lineage = List.copyOf(lineage);
    }

    /** All that follows from a moment on. */
    static Slice of(Succession succession, Difference difference, Instant from) {
        return new Slice(
                from,
                Optional.empty(),
                difference,
                succession.before().ids(),
                succession.continues(),
                succession.lineage());
    }

    /** The identity of the grid that has the code after. */
    long id(String after, Map<String, Long> created) {
        Long made = created.get(after);
        if (made != null) {
            return made;
        }
        Long former = ids.get(continues.getOrDefault(after, after));
        if (former == null) {
            throw new IllegalArgumentException("no grid has the code " + after + " from " + from + " on");
        }
        return former;
    }

    /** Identities by code after, of the grids that get a version and of those that lineage names. */
    Map<String, Long> idsAfter(Map<String, Long> created) {
        Map<String, Long> after = new HashMap<>();
        difference.written().forEach(grid -> after.put(grid.code(), id(grid.code(), created)));
        lineage.forEach(one -> one.after().ifPresent(code -> after.put(code, id(code, created))));
        return after;
    }
}
