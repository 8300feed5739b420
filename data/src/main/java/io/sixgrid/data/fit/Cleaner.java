package io.sixgrid.data.fit;

import io.sixgrid.data.Progress;
import io.sixgrid.data.grid.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;

/**
 * Makes pieces that nearly fit fit exactly: proposes every repair within the tolerances, makes those that are accepted,
 * and leaves every other piece the very object that came in.
 *
 * <p>First a run that makes all repairs, each step upon the one before: what it does is what is proposed. If only some of
 * them are accepted, a second run makes those.
 */
public final class Cleaner {
    /**
     * What is to fit.
     *
     * @param pieces    of the deepest tiling level in each place, each code once
     * @param outline   what they have to tile, unassigned land taken off, on the lattice; its vertices never move. Without
     *                  one the outer border is whatever is left over
     * @param published neighbouring or earlier boundaries: what means the same corner as one of their vertices moves to it
     */
    public record Job(List<Piece> pieces, Optional<Geometry> outline, List<Geometry> published, Tolerances tolerances) {
        public Job {
            pieces = List.copyOf(pieces);
            published = List.copyOf(published);
        }
    }

    private static final Comparator<Repair> WIDEST_FIRST =
            Comparator.comparingDouble(Repair::metres).reversed().thenComparing(Repair::id);

    private Cleaner() {}

    /** The same for the same job, in whatever order its pieces are. */
    public static Cleaning clean(Job job, Progress progress) {
        Published published = new Published(job.published());
        Tolerances tolerances = job.tolerances();
        Pass whole = run(job, published, tolerances::proposes, progress);
        List<Repair> proposed = whole.repairs();
        if (proposed.stream().allMatch(tolerances::accepts)) {
            return cleaning(whole, proposed, whole.findings());
        }
        if (proposed.stream().noneMatch(tolerances::accepts)) {
            List<Repair> waiting =
                    proposed.stream().map(repair -> repair.with(false)).toList();
            List<Finding> findings = Stream.concat(
                            waiting.stream().filter(whole::needs).map(Findings::of), whole.findings().stream())
                    .toList();
            return cleaning(new Pass(job, repair -> false, progress), waiting, findings);
        }
        Pass some = run(job, published, tolerances::accepts, progress);
        List<Repair> repairs = new ArrayList<>();
        Set<String> made = new HashSet<>();
        some.repairs().stream().filter(Repair::accepted).forEach(repair -> {
            repairs.add(repair);
            made.add(repair.id());
        });
        proposed.stream()
                .filter(repair -> !made.contains(repair.id()))
                .forEach(repair -> repairs.add(repair.with(false)));
        return cleaning(some, repairs, some.findings());
    }

    /** Only the rings of pieces that have no neighbours to fit, as contained grids have none. */
    public static Cleaning rings(List<Piece> pieces, Tolerances tolerances) {
        Job job = new Job(pieces, Optional.empty(), List.of(), tolerances);
        Pass pass = new Pass(job, tolerances::accepts, Progress.SILENT);
        Rings.mend(pass);
        return cleaning(pass, pass.repairs(), pass.findings());
    }

    private static Cleaning cleaning(Pass pass, List<Repair> repairs, List<Finding> findings) {
        return new Cleaning(
                pass.pieces().byCode(),
                pass.pieces().outline(),
                repairs.stream().sorted(WIDEST_FIRST).toList(),
                findings);
    }

    private static Pass run(Job job, Published published, Predicate<Repair> makes, Progress progress) {
        Pass pass = new Pass(job, makes, progress);
        Rings.mend(pass);
        Snapping.snap(pass, published);
        PublishedLines.follow(pass, published);
        Inserting.insert(pass, published);
        Fitting.fit(pass, published);
        Crumbs.give(pass);
        for (int piece = 0; piece < pass.pieces().count(); piece++) {
            if (pass.pieces().changed(piece)) {
                Rings.find(pass, piece);
            }
        }
        return pass;
    }
}
