package io.sixgrid.data.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * One feature of a file, as it stands there.
 *
 * @param number     its place in the file, from 1
 * @param attributes by the file's names, in the file's order; what is null or empty there is missing here
 * @param shape      in the file's frame, eastward coordinate first; perhaps invalid; empty where the file has none
 */
public record Feature(int number, Map<String, String> attributes, Geometry shape) {
    public Feature {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
