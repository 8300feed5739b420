package io.sixgrid.data.fit;

import org.locationtech.jts.geom.Envelope;

/** A segment between two lattice points without direction, the lower first. */
public record Edge(long low, long high) {
    public static Edge of(long from, long to) {
        return from < to ? new Edge(from, to) : new Edge(to, from);
    }

    /** In lattice units, wider by {@code margin} on each side. */
    public Envelope around(double margin) {
        Envelope around = new Envelope(LatticePoint.units(low), LatticePoint.units(high));
        around.expandBy(margin);
        return around;
    }
}
