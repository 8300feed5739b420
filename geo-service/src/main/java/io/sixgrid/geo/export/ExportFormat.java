package io.sixgrid.geo.export;

import io.sixgrid.data.SixgridException;

/** What boundaries are written as. */
public enum ExportFormat {
    GEOJSON("geojson", "application/geo+json"),
    GPKG("gpkg", "application/geopackage+sqlite3");

    private final String word;
    private final String mediaType;

    ExportFormat(String word, String mediaType) {
        this.word = word;
        this.mediaType = mediaType;
    }

    /** Reads how options and parameters say it. */
    public static ExportFormat parse(String word) {
        for (ExportFormat format : values()) {
            if (format.word.equals(word)) {
                return format;
            }
        }
        throw SixgridException.invalid("format", "format is neither geojson nor gpkg: " + word);
    }

    /** Also what names of such files end with. */
    public String word() {
        return word;
    }

    String mediaType() {
        return mediaType;
    }
}
