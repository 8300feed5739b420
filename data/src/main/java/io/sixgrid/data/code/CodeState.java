package io.sixgrid.data.code;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a code in a scheme.
 *
 * @param grid       the last grid that has or had it; empty of a free code
 * @param issued     since when it applies or applied; empty for ever, and of a free code
 * @param retired    until when, exclusive; empty while no end is known
 * @param successors codes of the grids that hold its land since, those with most of it first; empty where it is in force
 */
public record CodeState(
        String code,
        State state,
        Optional<NamedGrid> grid,
        Optional<Instant> issued,
        Optional<Instant> retired,
        Optional<String> reason,
        List<Successor> successors) {
    public CodeState {
        successors = List.copyOf(successors);
    }

    /** A grid with the code it has now, or had last. */
    public record NamedGrid(int level, String code, String name) {}

    /**
     * A grid that took over land of the retired one.
     *
     * @param shareOfBefore which part of the retired grid's area, 0 to 1
     */
    public record Successor(String code, String name, double shareOfBefore) {}

    /** Whether a code is to be had. */
    public enum State {
        /** Never issued. */
        FREE,
        IN_FORCE,
        /** Published for a time that has not come. */
        RESERVED,
        /** No grid has it any more; nobody else gets it. */
        RETIRED
    }

    static CodeState free(String code) {
        return new CodeState(
                code, State.FREE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
}
