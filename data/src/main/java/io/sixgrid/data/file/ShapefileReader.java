package io.sixgrid.data.file;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.locationtech.jts.geom.Geometry;

/** Reads a Shapefile out of the zip that holds its parts, in whichever folder and with letters of either case. */
final class ShapefileReader {
    // A .shp cannot be larger than 2 GB; a table of 2,000,000 rows with 500 bytes has 1 GB.
    private static final long MOST_BYTES = 2_000_000_000;
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_TEXT = 100_000;
    private static final int SHP_HEADER = 100;

    private final Source zip;
    private final ReadOptions options;
    private final Frames frames;

    ShapefileReader(Source zip, ReadOptions options, Frames frames) {
        this.zip = zip;
        this.options = options;
        this.frames = frames;
    }

    FeatureFile read() throws IOException {
        try (ZipFile file = open()) {
            Layers.Layer<Parts> layer = new Layers<>(zip, layers(file)).choose(options.layer());
            return read(file, layer.name(), layer.what());
        } catch (ZipException e) {
            throw zip.wrong("a zip that is broken or truncated: " + e.getMessage());
        }
    }

    /** Names of entries are UTF-8, or what a Chinese Windows writes; those that are marked as UTF-8 are so in either case. */
    private ZipFile open() throws IOException {
        try {
            return new ZipFile(zip.path().toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            return new ZipFile(zip.path().toFile(), Charsets.GB18030);
        }
    }

    /** The entries that make one Shapefile. */
    private record Parts(ZipEntry shp, Optional<ZipEntry> dbf, Optional<ZipEntry> prj, Optional<ZipEntry> cpg) {}

    private List<Layers.Layer<Parts>> layers(ZipFile file) throws IOException {
        if (file.size() > MOST_ENTRIES) {
            throw zip.wrong("a zip with " + file.size() + " entries");
        }
        List<ZipEntry> entries = file.stream()
                .filter(entry -> !entry.isDirectory() && !leftover(entry.getName()))
                .map(ZipEntry.class::cast)
                .toList();
        List<Layers.Layer<Parts>> layers = new ArrayList<>();
        for (ZipEntry shp : entries) {
            if (extension(shp.getName()).equals("shp")) {
                Parts parts = new Parts(
                        shp, beside(shp, "dbf", entries), beside(shp, "prj", entries), beside(shp, "cpg", entries));
                layers.add(new Layers.Layer<>(name(shp, entries), polygons(file, shp), parts));
            }
        }
        if (layers.isEmpty()) {
            throw zip.wrong("a zip without a .shp; it holds "
                    + String.join(
                            ", ",
                            entries.stream().map(ZipEntry::getName).limit(10).toList()));
        }
        return layers;
    }

    /** What a Mac puts beside each file. */
    private static boolean leftover(String name) {
        return name.startsWith("__MACOSX/") || name.contains("/._") || name.startsWith("._");
    }

    private static Optional<ZipEntry> beside(ZipEntry shp, String extension, List<ZipEntry> entries) {
        String wanted = base(shp.getName()) + "." + extension;
        return entries.stream()
                .filter(entry -> entry.getName().equalsIgnoreCase(wanted))
                .findFirst();
    }

    /** Without its folders, where that names no other. */
    private static String name(ZipEntry shp, List<ZipEntry> entries) {
        String last = last(base(shp.getName()));
        long same = entries.stream()
                .map(ZipEntry::getName)
                .filter(name ->
                        extension(name).equals("shp") && last(base(name)).equals(last))
                .count();
        return same == 1 ? last : base(shp.getName());
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String base(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private boolean polygons(ZipFile file, ZipEntry shp) throws IOException {
        try (InputStream in = stream(file, shp)) {
            return ShpReader.polygons(in.readNBytes(SHP_HEADER));
        }
    }

    private FeatureFile read(ZipFile file, String layer, Parts parts) throws IOException {
        Source source = zip.part(last(parts.shp().getName()));
        Features features = new Features(source);
        try (InputStream shp = stream(file, parts.shp())) {
            ShpReader shapes = new ShpReader(source, features, shp);
            if (parts.dbf().isEmpty()) {
                features.note("no .dbf is beside it, so its shapes have no attributes");
                for (Optional<Geometry> shape = shapes.next(); shape.isPresent(); shape = shapes.next()) {
                    features.add(Map.of(), shape.get());
                }
            } else {
                Charset charset = charset(file, parts, features);
                try (InputStream dbf = stream(file, parts.dbf().get())) {
                    join(shapes, new DbfReader(features, charset, dbf), features);
                }
            }
        }
        return features.file("Shapefile", layer, frame(file, parts, features));
    }

    private static void join(ShpReader shapes, DbfReader table, Features features) throws IOException {
        int rows = 0;
        for (Optional<Geometry> shape = shapes.next(); shape.isPresent(); shape = shapes.next()) {
            rows++;
            Optional<Map<String, String>> attributes = table.next();
            if (attributes.isPresent()) {
                features.add(attributes.get(), shape.get());
            } else {
                features.note("what is marked as deleted in the .dbf is left out");
            }
        }
        if (rows < table.rows()) {
            throw features.source().wrong("the .dbf has " + table.rows() + " rows, the .shp " + rows + " shapes");
        }
    }

    private Charset charset(ZipFile file, Parts parts, Features features) throws IOException {
        if (options.encoding().isPresent()) {
            return Charsets.require(options.encoding().get());
        }
        if (parts.cpg().isPresent()) {
            String said = text(file, parts.cpg().get());
            Optional<Charset> known = Charsets.named(said);
            if (known.isPresent()) {
                features.note("text read as " + known.get() + ", for its .cpg says so");
                return known.get();
            }
            features.note("its .cpg says " + said + ", which is not an encoding that is known");
        }
        try (InputStream dbf = stream(file, parts.dbf().orElseThrow())) {
            Optional<Charset> page = DbfHeader.read(features.source(), dbf).codePage();
            if (page.isPresent()) {
                features.note("text read as " + page.get() + ", for the head of its .dbf says so");
                return page.get();
            }
        }
        try (InputStream dbf = stream(file, parts.dbf().orElseThrow())) {
            boolean utf8 = DbfReader.isUtf8(features.source(), dbf);
            Charset charset = utf8 ? StandardCharsets.UTF_8 : features.guess(Charsets.GB18030);
            features.note("text read as " + charset + ", for nothing says its encoding and "
                    + (utf8 ? "all of it is that" : "it is no UTF-8"));
            return charset;
        }
    }

    private Optional<Frame> frame(ZipFile file, Parts parts, Features features) throws IOException {
        if (parts.prj().isEmpty()) {
            features.note("no .prj is beside it, so the file names no frame");
            return Optional.empty();
        }
        try {
            return Optional.of(frames.ofWkt(text(file, parts.prj().get())));
        } catch (SixgridException e) {
            features.note("the frame of the file cannot be used: its .prj is " + e.getMessage());
            return Optional.empty();
        }
    }

    private String text(ZipFile file, ZipEntry entry) throws IOException {
        try (InputStream in = stream(file, entry)) {
            return new String(in.readNBytes(MOST_TEXT), StandardCharsets.UTF_8).strip();
        }
    }

    /** No more than {@link #MOST_BYTES} of it, whatever it unpacks to. */
    private InputStream stream(ZipFile file, ZipEntry entry) throws IOException {
        if (entry.getSize() > MOST_BYTES) {
            throw zip.wrong(entry.getName() + " unpacks to " + entry.getSize() + " bytes, more than " + MOST_BYTES);
        }
        // It may unpack to more than it says.
        return new BufferedInputStream(new Limited(file.getInputStream(entry), zip, entry.getName()), 1 << 16);
    }

    /** Refuses to go on after {@link #MOST_BYTES}. */
    private static final class Limited extends FilterInputStream {
        private final Source zip;
        private final String entry;
        private long read;

        Limited(InputStream in, Source zip, String entry) {
            super(in);
            this.zip = zip;
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            count(got);
            return got;
        }

        private void count(int more) {
            read += more;
            if (read > MOST_BYTES) {
                throw zip.wrong(entry + " unpacks to more than " + MOST_BYTES + " bytes");
            }
        }
    }
}
