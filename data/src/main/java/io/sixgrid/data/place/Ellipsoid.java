package io.sixgrid.data.place;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import java.util.Map;
import java.util.TreeSet;

/**
 * An ellipsoid of revolution.
 *
 * @param semiMajor         semi-major axis in metres
 * @param inverseFlattening a / (a - b)
 */
record Ellipsoid(double semiMajor, double inverseFlattening) {
    static final Ellipsoid WGS84 = new Ellipsoid(6378137, 298.257223563);
    static final Ellipsoid CGCS2000 = new Ellipsoid(6378137, 298.257222101);

    // Krasovsky 1940 is that of Beijing 1954, IAG 1975 (EPSG:7049, IAG) that of Xi'an 1980.
    private static final Map<String, Ellipsoid> NAMED = Map.of(
            "wgs84",
            WGS84,
            "cgcs2000",
            CGCS2000,
            "krasovsky",
            new Ellipsoid(6378245, 298.3),
            "iag75",
            new Ellipsoid(6378140, 298.257));

    Ellipsoid {
        if (!(semiMajor > 6_300_000 && semiMajor < 6_400_000 && inverseFlattening > 290 && inverseFlattening < 310)) {
            throw SixgridException.invalid(
                    "ellipsoid",
                    "not an ellipsoid of the earth: semi-major axis " + semiMajor + " m, inverse flattening "
                            + inverseFlattening);
        }
    }

    /** Reads a name, or a list of semi-major axis in metres and inverse flattening. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Ellipsoid of(JsonNode yaml) {
        if (yaml.isArray()
                && yaml.size() == 2
                && yaml.get(0).isNumber()
                && yaml.get(1).isNumber()) {
            return new Ellipsoid(yaml.get(0).doubleValue(), yaml.get(1).doubleValue());
        }
        Ellipsoid named = NAMED.get(yaml.asText());
        if (named == null) {
            throw SixgridException.invalid(
                    "ellipsoid",
                    "ellipsoid is neither [semi-major axis in metres, inverse flattening] nor one of "
                            + String.join(", ", new TreeSet<>(NAMED.keySet())) + ": " + yaml);
        }
        return named;
    }

    /** First eccentricity, squared. */
    double eccentricitySquared() {
        double f = 1 / inverseFlattening;
        return f * (2 - f);
    }
}
