package io.sixgrid.data.grid;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/** The envelopes of some grids. Whatever has to do with a point of theirs meets one of them. */
final class Vicinity {
    // More than a position loses when it is rounded to the lattice.
    private static final double MARGIN = 1e-7;

    private final List<Envelope> envelopes = new ArrayList<>();
    private final STRtree tree = new STRtree();

    Vicinity(List<Grid> grids) {
        for (Grid grid : grids) {
            Envelope envelope = new Envelope(grid.shape().getEnvelopeInternal());
            envelope.expandBy(MARGIN);
            envelopes.add(envelope);
            tree.insert(envelope, envelope);
        }
        tree.build();
    }

    boolean meets(Grid grid) {
        return !tree.query(grid.shape().getEnvelopeInternal()).isEmpty();
    }

    List<Envelope> envelopes() {
        return List.copyOf(envelopes);
    }
}
