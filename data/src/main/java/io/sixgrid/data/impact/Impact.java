package io.sixgrid.data.impact;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.Polygon;

/**
 * What a draft would change, against the boundaries that it was begun on.
 *
 * @param since     incidents of the last twelve months are those reported since then
 * @param grids     each grid that is other than it was or has other things, level by level
 * @param moved     points that another grid owns, at whatever level
 * @param onBorders points that lie exactly on a border that moved: the border rule says whose they are
 * @param contained contained grids that a moved border runs along or through, and those that lie in another leaf
 * @param wider     levels above the leaves whose borders move
 * @param untouched the proof that nothing else moved
 */
public record Impact(
        Instant since,
        List<GridImpact> grids,
        List<Moved> moved,
        List<OnBorder> onBorders,
        List<Contained> contained,
        Land land,
        Codes codes,
        List<Wider> wider,
        Untouched untouched,
        Drawing drawing) {
    public Impact {
        grids = List.copyOf(grids);
        moved = List.copyOf(moved);
        onBorders = List.copyOf(onBorders);
        contained = List.copyOf(contained);
        wider = List.copyOf(wider);
    }

    /**
     * Who answers for something.
     *
     * @param people who is in charge; of the nearest wider grid that names somebody where it names nobody itself
     */
    public record Holder(int level, String code, String name, String shortName, List<String> people) {}

    /** Who owns a point at one level, before and after; empty where the level is absent there, or the land is nobody's. */
    public record Step(int level, Optional<Holder> from, Optional<Holder> to) {}

    /**
     * A point that another grid owns.
     *
     * @param from     the leaf that held it; empty of land that was nobody's
     * @param to       the leaf that would hold it; empty where it would be nobody's, and of an incident that was reported by
     *                 the code of a grid that ends: no position says whose it would be
     * @param steps    the levels at which its owner changes, the widest first
     * @param onBorder whether it lies exactly on a border that moved
     */
    public record Moved(
            Subject subject, Optional<Holder> from, Optional<Holder> to, List<Step> steps, boolean onBorder) {
        public Moved {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A point exactly on a border that moved.
     *
     * @param gone    whether that border is one that would be gone; both may be
     * @param now     whether it is one that would be new
     * @param touches codes of the leaves that it touches afterwards
     */
    public record OnBorder(
            Subject subject,
            boolean gone,
            boolean now,
            Optional<Holder> from,
            Optional<Holder> to,
            List<String> touches) {}

    /**
     * A contained grid.
     *
     * @param along   borders that are gone or new and come within two lattice units of its own
     * @param through whether a new border runs through it by more than that
     * @param from    the leaf that it lay in; empty where it is new
     * @param to      the leaf that it lies in; empty where it ends
     */
    public record Contained(
            Holder grid, List<State> along, boolean through, Optional<Holder> from, Optional<Holder> to) {
        public Contained {
            along = List.copyOf(along);
        }

        public boolean moves() {
            return !from.map(Holder::code).equals(to.map(Holder::code));
        }
    }

    /** A border before, or after. */
    public enum State {
        GONE,
        NEW;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Land without a grid, in square metres.
     *
     * @param fresh land that a grid holds and that none would hold
     * @param taken land that no grid holds and that one would hold
     */
    public record Land(
            double before, double after, List<Polygon> fresh, List<Polygon> taken, List<Transfer> transfers) {}

    /** Land that another leaf would hold. */
    public record Transfer(Holder from, Holder to, double squareMetres, Geometry land) {}

    /** A code that a grid has no more, or has newly. */
    public record Code(int level, String code, String name) {}

    /** A grid that goes on under another code. */
    public record Recoded(int level, String from, String to, String name) {}

    public record Codes(List<Code> died, List<Code> born, List<Recoded> recoded) {}

    /**
     * A level above the leaves whose borders move.
     *
     * @param gone          metres of its borders that would be gone
     * @param fresh         metres that would be new
     * @param aboveApprover whether it is wider than what the approver may move
     */
    public record Wider(int level, List<Holder> grids, double gone, double fresh, boolean aboveApprover) {}

    /** Borders of the grids of one level that differ. */
    public record Border(int level, State state, MultiLineString lines) {}

    /** A grid's land for the map. */
    public record Drawn(int level, boolean leaf, String code, String shortName, Geometry shape) {}

    /**
     * What a map of it takes.
     *
     * @param before tiling grids that are other than they were, of all levels
     * @param after  the same as they would be
     * @param around leaves beside them that stay as they are
     */
    public record Drawing(List<Drawn> before, List<Drawn> after, List<Drawn> around, List<Border> borders) {}
}
