package io.sixgrid.data.grid;

import io.sixgrid.data.place.LonLat;
import java.time.Instant;
import java.util.Optional;

/**
 * A grid as it is read back: what a planner said of it, and what follows.
 *
 * @param grid     its shape is empty where it was not asked for
 * @param geometry the shape as a GeoJSON geometry, 7 decimals, empty where it was not asked for
 * @param label    where its name stands, inside the shape, EPSG:4326
 * @param children how many grids name it as their parent at that time
 * @param from     since when it is like this; empty for ever
 * @param to       until when, exclusive; empty while no end is known
 */
public record GridView(
        Grid grid,
        Optional<String> geometry,
        LonLat label,
        int children,
        Optional<Instant> from,
        Optional<Instant> to) {}
