package io.sixgrid.data.file;

import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/** Writes layers one after the other, and the features of each one after the other. For one thread. */
public interface FeatureWriter extends AutoCloseable {
    /** Begins a layer, and ends the one before. */
    void begin(LayerHead layer);

    /**
     * Adds a feature to the layer begun last.
     *
     * @param attributes by the names of its fields; one that is missing has no value
     * @param shape      polygon or multipolygon on the lattice, WGS 84
     */
    void write(Map<String, String> attributes, Geometry shape);

    /** Ends the file: what is closed without it is no whole file, nor looks like one. */
    void finish();

    @Override
    void close();
}
