package io.sixgrid.data.file;

import io.sixgrid.data.place.Frame;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * What was read of a file.
 *
 * @param format   {@code GeoJSON}, {@code GeoPackage} or {@code Shapefile}
 * @param layer    the one that was read
 * @param frame    as the file itself says; empty where it says none
 * @param guessed  the encoding that its text was read in, where nothing says which it is and it is no UTF-8
 * @param notes    what the reader had to decide, for people: the encoding and why, dropped Z values
 * @param fields   names of attributes in the file's order
 */
public record FeatureFile(
        String format,
        String layer,
        Optional<Frame> frame,
        Optional<Charset> guessed,
        List<String> notes,
        List<String> fields,
        List<Feature> features) {
    public FeatureFile {
        notes = List.copyOf(notes);
        fields = List.copyOf(fields);
        features = List.copyOf(features);
    }
}
