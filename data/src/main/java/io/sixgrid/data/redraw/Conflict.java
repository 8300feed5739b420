package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Finding;
import io.sixgrid.data.grid.Grid;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.LineString;

/**
 * Why an operation of a draft cannot be applied to boundaries as they are today.
 *
 * @param at        the moment at which those boundaries begin to apply
 * @param sentence  for people, naming the grids by code
 * @param codes     of the grids that it is about, sorted
 * @param dependsOn numbers of operations of the draft, in conflict themselves, that it builds upon: with them it may go
 * @param sides     what there was, what the draft makes of it, what others made of it
 * @param findings  what the proof said, where it refuses
 */
public record Conflict(
        int seq,
        String kind,
        Instant at,
        Reason reason,
        String sentence,
        List<String> codes,
        List<Integer> dependsOn,
        Sides sides,
        List<Finding> findings) {
    public Conflict {
        codes = List.copyOf(codes);
        dependsOn = List.copyOf(dependsOn);
        findings = List.copyOf(findings);
    }

    /** What is in the way. */
    public enum Reason {
        /** Something that it names is not there. */
        GONE,
        /** A grid that it divides, merges or ends was divided, merged or ended by others. */
        FACE,
        /** A border that it moves was moved by others, or is between other grids. */
        EDGE,
        /** An attribute that it changes was changed by others. */
        ATTRIBUTE,
        /** A code that it gives is another grid's, or was. */
        CODE,
        /** The proof refuses what would come of it. */
        REFUSED;

        /** The word for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The three versions, as far as they differ. */
    public record Sides(Side base, Side mine, Side theirs) {}

    /**
     * One version.
     *
     * @param grids as they are in it
     * @param lines borders that are in it and not in all
     * @param by    by code of a grid: who made it so, where others did; also of grids that are no more
     */
    public record Side(List<Grid> grids, List<LineString> lines, Map<String, ChangedBy> by) {
        public Side {
            grids = List.copyOf(grids);
            lines = List.copyOf(lines);
            by = Map.copyOf(by);
        }

        Side(List<Grid> grids, List<LineString> lines) {
            this(grids, lines, Map.of());
        }
    }

    /** The revision that last changed a grid. */
    public record ChangedBy(
            long revision, String author, String reason, Optional<String> document, Instant effective) {}

    /** The same at a moment, and by whom. */
    Conflict seen(Instant moment, Map<String, ChangedBy> by) {
        Side theirs = sides.theirs();
        return new Conflict(
                seq,
                kind,
                moment,
                reason,
                sentence,
                codes,
                dependsOn,
                new Sides(sides.base(), sides.mine(), new Side(theirs.grids(), theirs.lines(), by)),
                findings);
    }
}
