package io.sixgrid.data.edition;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * The land that an edition has to tile.
 *
 * @param outline     on the lattice; empty where it is the land of the edition's own grids, its holes filled
 * @param unassigned  what of it is declared to be nobody's so far
 * @param acceptHoles whether holes that no repair would fill are declared nobody's too
 * @param published   the published leaves
 */
record Ground(Optional<Geometry> outline, List<Polygon> unassigned, boolean acceptHoles, List<Geometry> published) {
    Ground {
        unassigned = List.copyOf(unassigned);
        published = List.copyOf(published);
    }
}
