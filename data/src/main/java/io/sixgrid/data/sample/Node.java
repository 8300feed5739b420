package io.sixgrid.data.sample;

import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import org.locationtech.jts.geom.Coordinate;

/** A lattice point, in units of 1e-7 degrees of longitude and latitude. Equal walls have equal nodes. */
record Node(int lon, int lat) {
    static Node of(LonLat place) {
        return new Node(Lattice.units(place.lon()), Lattice.units(place.lat()));
    }

    LonLat lonLat() {
        return new LonLat(Lattice.degrees(lon), Lattice.degrees(lat));
    }

    Spot spot() {
        return Spot.of(lonLat());
    }

    /** In degrees, x = longitude. */
    Coordinate coordinate() {
        return new Coordinate(Lattice.degrees(lon), Lattice.degrees(lat));
    }
}
