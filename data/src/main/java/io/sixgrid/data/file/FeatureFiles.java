package io.sixgrid.data.file;

import io.sixgrid.data.place.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file of features, whatever it is called: its first bytes say what it is. */
public final class FeatureFiles {
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};
    private static final byte[] SHP = {0, 0, 0x27, 0x0a};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private FeatureFiles() {}

    /**
     * Reads one layer of {@code file}.
     *
     * @param frames finds the frame that the file says
     * @throws io.sixgrid.data.SixgridException of the field {@code file}, {@code layer} or {@code encoding}, naming the
     *     feature and the value
     */
    public static FeatureFile read(Path file, ReadOptions options, Frames frames) {
        Source source = Source.of(file);
        try {
            byte[] begin = begin(file);
            if (begin.length == 0) {
                throw source.wrong("the file is empty");
            }
            if (starts(begin, SHP)) {
                throw source.wrong("a Shapefile is several files: zip the .shp with its .dbf, .prj and .cpg");
            }
            if (starts(begin, GZIP)) {
                throw source.wrong("compressed with gzip; unpack it first");
            }
            if (starts(begin, ZIP) || starts(begin, EMPTY_ZIP)) {
                return new ShapefileReader(source, options, frames).read();
            }
            if (starts(begin, SQLITE)) {
                return new GeoPackageReadStore(source, options, frames).read();
            }
            return new GeoJsonReader(source, options, frames).read();
        } catch (NoSuchFileException e) {
            throw source.wrong("there is no such file");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static byte[] begin(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SQLITE.length);
        }
    }

    private static boolean starts(byte[] begin, byte[] with) {
        return begin.length >= with.length && Arrays.equals(begin, 0, with.length, with, 0, with.length);
    }
}
