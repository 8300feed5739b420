package io.sixgrid.data.file;

import java.util.List;

/**
 * A layer that is to be written.
 *
 * @param name        also the name of its table in a GeoPackage
 * @param description for people; empty for none
 */
public record LayerHead(String name, String description, List<Field> fields) {
    public LayerHead {
        fields = List.copyOf(fields);
    }

    /** A column of attributes. */
    public record Field(String name, Kind kind) {}

    /** What the values of a field are; all of them are given as text. */
    public enum Kind {
        TEXT,
        INTEGER,
        /** A list or an object; formats that know none have it as text. */
        JSON
    }
}
