package io.sixgrid.data.place;

import io.sixgrid.data.SixgridException;

/**
 * A rectangle in longitude and latitude (EPSG:4326), borders included. One that crosses the antimeridian is refused.
 *
 * @param min its south-west corner
 * @param max its north-east corner
 */
public record BoundingBox(LonLat min, LonLat max) {
    public BoundingBox {
        if (min.lon() > max.lon() || min.lat() > max.lat()) {
            throw SixgridException.invalid("bbox", "the first corner of bbox is not south-west of the second");
        }
    }

    /** Reads {@code minLon,minLat,maxLon,maxLat}. */
    public static BoundingBox parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 4) {
            throw SixgridException.invalid("bbox", "bbox is not minLon,minLat,maxLon,maxLat: " + text);
        }
        try {
            return new BoundingBox(LonLat.parse(parts[0], parts[1]), LonLat.parse(parts[2], parts[3]));
        } catch (SixgridException e) {
            throw SixgridException.invalid("bbox", "bbox " + text + ": " + e.getMessage());
        }
    }
}
