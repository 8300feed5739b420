package io.sixgrid.data.redraw;

import io.sixgrid.data.grid.Grid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Polygon;

/**
 * An edit as people and programs know grids: with the codes of parents. It goes on without the sketch that it was read from.
 *
 * @param grids   at all levels, the widest first, by code within a level
 * @param outline before and after; empty where it stays
 */
public record Delta(
        List<Changed> grids, List<Polygon> facesGone, List<Polygon> facesNew, Optional<Edit.OutlineChange> outline) {
    public Delta {
        grids = List.copyOf(grids);
        facesGone = List.copyOf(facesGone);
        facesNew = List.copyOf(facesNew);
    }

    /** What became of a grid, in one word: the first that fits. */
    public enum Change {
        CREATED,
        RETIRED,
        RECODED,
        REPARENTED,
        /** Its land is other land, or has other vertices. */
        CHANGED,
        RENAMED,
        /** Only what is known of it besides its name and its land. */
        DESCRIBED
    }

    /**
     * A grid before and after.
     *
     * @param id     as stored; negative of a grid that the draft creates
     * @param before empty of a new one
     * @param after  empty of one that ended
     */
    public record Changed(long id, Optional<Grid> before, Optional<Grid> after) {
        /** The grid as it is or, ended, as it was. */
        public Grid grid() {
            return after.or(() -> before).orElseThrow();
        }

        public boolean moved() {
            return before.isEmpty()
                    || after.isEmpty()
                    || !before.get().shape().equalsExact(after.get().shape());
        }

        public Change change() {
            if (before.isEmpty()) {
                return Change.CREATED;
            }
            if (after.isEmpty()) {
                return Change.RETIRED;
            }
            Grid was = before.get();
            Grid is = after.get();
            if (!was.code().equals(is.code())) {
                return Change.RECODED;
            }
            if (!Objects.equals(was.parent(), is.parent())) {
                return Change.REPARENTED;
            }
            if (moved()) {
                return Change.CHANGED;
            }
            boolean named = was.name().equals(is.name()) && was.shortName().equals(is.shortName());
            return named ? Change.DESCRIBED : Change.RENAMED;
        }
    }

    /** The levels of which a grid differs. */
    public Set<Integer> levels() {
        Set<Integer> levels = new TreeSet<>();
        grids.forEach(changed -> levels.add(changed.grid().level()));
        return levels;
    }

    /** @param after the sketch that {@code edit} led to */
    static Delta of(Sketch after, Edit edit) {
        Map<Long, Piece> before = new LinkedHashMap<>();
        edit.before().forEach(piece -> before.put(piece.id(), piece));
        Map<Long, Piece> now = new HashMap<>();
        edit.after().forEach(piece -> now.put(piece.id(), piece));
        Set<Long> ids = new TreeSet<>(before.keySet());
        ids.addAll(now.keySet());
        List<Changed> grids = new ArrayList<>();
        for (long id : ids) {
            grids.add(new Changed(
                    id,
                    Optional.ofNullable(before.get(id)).map(piece -> grid(piece, before, after)),
                    Optional.ofNullable(now.get(id)).map(after::grid)));
        }
        grids.sort(Comparator.comparing((Changed changed) -> changed.grid().level())
                .thenComparing(changed -> changed.grid().code()));
        return new Delta(grids, edit.facesGone(), edit.facesNew(), edit.outline());
    }

    /** What the edit did not change was before it what it is after. */
    private static Grid grid(Piece piece, Map<Long, Piece> before, Sketch after) {
        String parent = piece.parent() == Piece.NONE
                ? null
                : Optional.ofNullable(before.get(piece.parent()))
                        .or(() -> after.piece(piece.parent()))
                        .orElseThrow()
                        .code();
        return new Grid(
                piece.level(), piece.code(), piece.name(), piece.shortName(), parent, piece.facts(), piece.shape());
    }
}
