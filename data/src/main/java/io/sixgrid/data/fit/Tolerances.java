package io.sixgrid.data.fit;

import io.sixgrid.data.SixgridException;
import java.util.Set;

/**
 * How far repairs may go.
 *
 * @param proposeMetres a repair that moves more than this is not even proposed, except of rings
 * @param acceptMetres  repairs that move at most this are made, with 0 those that move nothing; {@link #NOTHING} makes none
 * @param acceptedIds   repairs to make whatever they move, by {@link Repair#id}
 */
public record Tolerances(double proposeMetres, double acceptMetres, Set<String> acceptedIds) {
    /** No width is accepted, not even that of repairs that move nothing. */
    public static final double NOTHING = -1;

    /** Proposes up to 2 m, makes nothing. */
    public static final Tolerances PROPOSING = new Tolerances(2, NOTHING, Set.of());

    public Tolerances {
        // Written so that NaN is refused too. Wider than 100 m nothing is a mistake of drawing.
        if (!(proposeMetres >= 0 && proposeMetres <= 100 && (acceptMetres >= 0 || acceptMetres == NOTHING))) {
            throw SixgridException.invalid(
                    "repair", "not metres from 0 to 100: propose " + proposeMetres + ", accept " + acceptMetres);
        }
        acceptMetres = Math.min(acceptMetres, proposeMetres);
        acceptedIds = Set.copyOf(acceptedIds);
    }

    boolean proposes(Repair repair) {
        // A ring is proposed however far its border goes: what is no polygon cannot be fitted.
        return repair.kind() == Repair.Kind.RING || repair.metres() <= proposeMetres;
    }

    public boolean accepts(Repair repair) {
        // A corner that lies on an edge exactly changes no land by becoming its vertex: nobody need accept that.
        boolean nothing = repair.kind() == Repair.Kind.INSERT && repair.metres() == 0 && repair.squareMetres() == 0;
        return nothing || repair.metres() <= acceptMetres || acceptedIds.contains(repair.id());
    }
}
