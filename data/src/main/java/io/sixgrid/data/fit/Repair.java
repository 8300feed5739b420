package io.sixgrid.data.fit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKBWriter;

/**
 * A change that makes pieces fit, proposed or made.
 *
 * @param id           the same for the same change of the same file, whatever else is in it: what an operator accepts
 * @param codes        of the grids whose land changes, sorted
 * @param metres       how far the border moves at most; of a gap or an overlap its greatest width
 * @param squareMetres how much land changes its grid
 * @param accepted     whether it was made
 * @param where        the land or the segments concerned, EPSG:4326
 */
public record Repair(
        String id,
        Kind kind,
        List<String> codes,
        double metres,
        double squareMetres,
        boolean accepted,
        String sentence,
        Geometry where) {
    public Repair {
        codes = List.copyOf(codes);
    }

    /** Not made yet; its id follows from kind, codes and place alone. */
    static Repair proposed(Kind kind, List<String> codes, Extent extent, String sentence) {
        return new Repair(
                id(kind, codes, extent.where()),
                kind,
                codes,
                extent.metres(),
                extent.squareMetres(),
                false,
                sentence,
                extent.where());
    }

    /** How much a repair changes, and where. */
    record Extent(double metres, double squareMetres, Geometry where) {}

    Repair with(boolean nowAccepted) {
        return new Repair(id, kind, codes, metres, squareMetres, nowAccepted, sentence, where);
    }

    private static String id(Kind kind, List<String> codes, Geometry where) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((kind + " " + codes).getBytes(StandardCharsets.UTF_8));
            digest.update(new WKBWriter().write(where));
            String hex = HexFormat.of().formatHex(digest.digest(), 0, 5);
            return kind.name().toLowerCase(Locale.ROOT) + "-" + hex;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What is done. */
    public enum Kind {
        /** A ring that crosses itself, a spike, a doubled vertex: redrawn as the land it encloses. */
        RING,
        /** Vertices that mean the same corner become one. */
        SNAP,
        /** A corner of the neighbour, on or beside an edge, becomes a vertex of that edge. */
        INSERT,
        /** A narrow gap goes to the neighbour with the longest border. */
        FILL,
        /** A narrow overlap goes to one of those that claim it. */
        CUT,
        /** What narrowly sticks out of the outline is cut off. */
        TRIM,
        /** A part of a multipolygon, as small as a crumb, goes to its neighbour. */
        CRUMB,
        /** The polygon given for a wider grid gives way to the land of the grids below it. */
        DERIVE
    }
}
