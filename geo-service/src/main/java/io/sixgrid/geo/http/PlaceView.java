package io.sixgrid.geo.http;

import io.sixgrid.data.place.GridRef;
import io.sixgrid.data.place.LonLat;
import java.util.List;
import java.util.Optional;

/**
 * Where something is, as answers say it: {@code lon} and {@code lat} in degrees, WGS 84, both absent when nobody knows.
 *
 * @param chain the grids that contain it, level 1 first; empty when unplaced
 */
public record PlaceView(Optional<Double> lon, Optional<Double> lat, List<GridRef> chain) {
    public PlaceView {
        chain = List.copyOf(chain);
    }

    public static PlaceView of(Optional<LonLat> place, List<GridRef> chain) {
        return new PlaceView(place.map(LonLat::lon), place.map(LonLat::lat), chain);
    }
}
