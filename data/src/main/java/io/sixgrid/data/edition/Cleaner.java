package io.sixgrid.data.edition;

import io.sixgrid.data.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * Makes pieces that nearly fit fit exactly: proposes every repair within the tolerances, makes those that are accepted,
 * and leaves every other piece the very object that came in.
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
    public record Job(
            List<Piece> pieces, Optional<Geometry> outline, List<Geometry> published, Tolerances tolerances) {
        public Job {
            pieces = List.copyOf(pieces);
            published = List.copyOf(published);
        }
    }

    private Cleaner() {}

    /** The same for the same job, in whatever order its pieces are. */
    public static Cleaning clean(Job job, Progress progress) {
        Map<String, Geometry> shapes = new LinkedHashMap<>();
        job.pieces().forEach(piece -> shapes.put(piece.code(), piece.shape()));
        return new Cleaning(shapes, job.outline(), List.of(), List.of());
    }
}
