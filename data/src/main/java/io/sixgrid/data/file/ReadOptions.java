package io.sixgrid.data.file;

import java.util.Optional;

/**
 * What a reader cannot always know from the file.
 *
 * @param encoding of its text, as a charset is called; empty lets the file say or the reader find out
 * @param layer    empty takes the only one, or the only one with polygons
 */
public record ReadOptions(Optional<String> encoding, Optional<String> layer) {
    /** Nothing is said beside the file. */
    public static final ReadOptions NONE = new ReadOptions(Optional.empty(), Optional.empty());
}
