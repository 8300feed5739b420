package io.sixgrid.data.file;

import io.sixgrid.data.place.Frame;
import java.util.List;
import java.util.Optional;

/**
 * What was read of a file.
 *
 * @param format   {@code GeoJSON}, {@code GeoPackage} or {@code Shapefile}
 * @param layer    the one that was read
 * @param frame    as the file itself says; empty where it says none
 * @param notes    what the reader had to decide, for people: the encoding and why, dropped Z values
 * @param fields   names of attributes in the file's order
 */
public record FeatureFile(
        String format,
        String layer,
        Optional<Frame> frame,
        List<String> notes,
        List<String> fields,
        List<Feature> features) {
    public FeatureFile {
        notes = List.copyOf(notes);
        fields = List.copyOf(fields);
        features = List.copyOf(features);
    }
}
