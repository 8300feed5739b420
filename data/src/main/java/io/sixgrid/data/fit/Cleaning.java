package io.sixgrid.data.fit;

import io.sixgrid.data.grid.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * Pieces made to fit, as far as that was accepted.
 *
 * @param shapes   by code, on the lattice; of pieces that no repair made names the very same shape
 * @param outline  the outline given, with the corners that pieces have on its edges: none of its own vertices moved
 * @param repairs  made and proposed, the widest first
 * @param findings what is still wrong: what a proposed repair would mend, and what none would
 */
public record Cleaning(
        Map<String, Geometry> shapes, Optional<Geometry> outline, List<Repair> repairs, List<Finding> findings) {
    public Cleaning {
        shapes = Map.copyOf(shapes);
        repairs = List.copyOf(repairs);
        findings = List.copyOf(findings);
    }
}
