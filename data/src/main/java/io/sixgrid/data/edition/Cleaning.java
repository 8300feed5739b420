package io.sixgrid.data.edition;

import io.sixgrid.data.grid.Finding;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * Pieces made to fit, as far as that was accepted.
 *
 * @param shapes   by code, on the lattice; of pieces that nothing was done to the very same shape
 * @param repairs  made and proposed, the widest first
 * @param findings what no repair within the tolerance would mend
 */
public record Cleaning(Map<String, Geometry> shapes, List<Repair> repairs, List<Finding> findings) {
    public Cleaning {
        shapes = Map.copyOf(shapes);
        repairs = List.copyOf(repairs);
        findings = List.copyOf(findings);
    }
}
