package io.sixgrid.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapefiles made byte by byte: what other writers than GDAL do, and what is broken. */
final class BrokenFilesTest {
    private static final double[][] SHELL = {{0, 0}, {0, 4}, {4, 4}, {4, 0}, {0, 0}};
    private static final double[][] HOLE = {{1, 1}, {3, 1}, {3, 3}, {1, 3}, {1, 1}};
    private static final double[][] FAR = {{10, 0}, {10, 4}, {14, 4}, {14, 0}, {10, 0}};
    private static final String TURN =
            "a ring turns as a hole does and is land, or the other way; where it lies decided";

    @TempDir
    private Path folder;

    @Test
    void holes_are_found_by_where_they_lie_whichever_way_rings_turn() throws IOException {
        String wanted = "MULTIPOLYGON (((0 0, 0 4, 4 4, 4 0, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1)),"
                + " ((10 0, 10 4, 14 4, 14 0, 10 0)))";

        FeatureFile right = read(Map.of("a.shp", shp(polygon(HOLE, FAR, SHELL))));
        FeatureFile wrong = read(Map.of("a.shp", shp(polygon(turned(FAR), turned(SHELL), turned(HOLE)))));

        assertThatObject(right.features().get(0).shape().norm()).hasToString(wanted);
        assertThat(right.notes()).noneMatch(note -> note.startsWith(TURN));
        assertThatObject(wrong.features().get(0).shape().norm()).hasToString(wanted);
        assertThat(wrong.notes()).contains(TURN + ": feature 1");
    }

    @Test
    void an_island_in_a_hole_is_land() throws IOException {
        double[][] island = {{1.5, 1.5}, {1.5, 2.5}, {2.5, 2.5}, {2.5, 1.5}, {1.5, 1.5}};

        assertThat(read(Map.of("a.shp", shp(polygon(SHELL, HOLE, island))))
                        .features()
                        .get(0)
                        .shape()
                        .getArea())
                .isEqualTo(16 - 4 + 1);
    }

    @Test
    void null_shapes_and_points_keep_their_numbers() throws IOException {
        FeatureFile file = read(Map.of("a.shp", shp(new byte[4], polygon(SHELL))));

        assertThat(file.features().get(0).shape().isEmpty()).isTrue();
        assertThat(file.features().get(1).number()).isEqualTo(2);
        assertThat(file.frame()).isEmpty();
        assertThat(file.notes())
                .contains(
                        "no .prj is beside it, so the file names no frame",
                        "no .dbf is beside it, so its shapes have no attributes");
    }

    @Test
    void folders_capitals_leftovers_of_a_mac_and_names_in_gbk_do_no_harm() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("边界/", new byte[0]);
        entries.put("边界/社区.SHP", shp(polygon(SHELL)));
        entries.put("边界/社区.Prj", FRAME.getBytes(StandardCharsets.UTF_8));
        entries.put("__MACOSX/边界/._社区.shp", new byte[] {1});
        FeatureFile file = read(entries, Charset.forName("GBK"), ReadOptions.NONE);

        assertThat(file.layer()).isEqualTo("社区");
        assertThat(file.frame()).contains(Frame.CGCS2000);
    }

    @Test
    void of_several_one_must_be_named() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/grids.shp", shp(polygon(SHELL)));
        entries.put("b/grids.shp", shp(polygon(FAR)));
        entries.put("b/outline.shp", shp(polygon(FAR)));

        assertThatThrownBy(() -> read(entries))
                .hasMessage("a.zip has several layers, name one of them with --layer: a/grids, b/grids, outline");
        assertThatObject(
                        read(entries, StandardCharsets.UTF_8, new ReadOptions(Optional.empty(), Optional.of("b/grids")))
                                .features()
                                .get(0)
                                .shape()
                                .norm())
                .hasToString("POLYGON ((10 0, 10 4, 14 4, 14 0, 10 0))");
    }

    @Test
    void a_truncated_file_says_where_it_ends() throws IOException {
        byte[] whole = shp(polygon(SHELL), polygon(FAR));
        byte[] zip = zip(Map.of("a.shp", whole), StandardCharsets.UTF_8);

        assertRefused(
                Map.of("a.shp", Arrays.copyOf(whole, whole.length - 9)), "a.shp, feature 2: the .shp is truncated");
        assertRefused(Map.of("a.shp", Arrays.copyOf(whole, 50)), "not a .shp");
        assertThatThrownBy(() -> read(Files.write(folder.resolve("b.zip"), Arrays.copyOf(zip, zip.length - 30))))
                .hasMessageContaining("b.zip: a zip that is broken or truncated");
        assertRefused(
                Map.of("a.shp", whole, "a.dbf", dbf(0, "code", "1")),
                "a.zip, a.shp, feature 2: the .dbf has no row 2 for it; it says 1 rows");
    }

    @Test
    void what_says_to_be_larger_than_it_can_be_is_refused_before_it_is_kept() throws IOException {
        byte[] liar = shp(polygon(SHELL));
        // The number of points of the first record.
        ByteBuffer.wrap(liar).order(ByteOrder.LITTLE_ENDIAN).putInt(100 + 8 + 4 + 32 + 4, 1_000_000_000);
        assertRefused(Map.of("a.shp", liar), "says 1 rings and 1000000000 vertices");

        byte[] record = shp(polygon(SHELL));
        ByteBuffer.wrap(record).putInt(104, 500_000_000);
        assertRefused(Map.of("a.shp", record), "its record says 1000000000 bytes");
    }

    @Test
    void text_that_is_not_what_its_cpg_says_is_refused_with_row_and_column() throws IOException {
        byte[] gbk = "凌水".getBytes(Charset.forName("GBK"));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.shp", shp(polygon(SHELL)));
        entries.put("a.dbf", dbf(0, "name", new String(gbk, StandardCharsets.ISO_8859_1)));
        assertThat(read(entries).features().get(0).attributes()).containsEntry("name", "凌水");

        entries.put("a.cpg", "UTF-8".getBytes(StandardCharsets.US_ASCII));
        assertRefused(entries, "feature 1: name is not text in UTF-8");
    }

    @Test
    void the_language_byte_counts_where_no_cpg_is() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.shp", shp(polygon(SHELL)));
        entries.put("a.dbf", dbf(0x03, "name", "Zürich"));

        FeatureFile file = read(entries);
        assertThat(file.features().get(0).attributes()).containsEntry("name", "Zürich");
        assertThat(file.notes()).contains("text read as windows-1252, for the head of its .dbf says so");
    }

    @Test
    void a_zip_without_shapes_and_a_bare_shp_are_refused() throws IOException {
        assertRefused(Map.of("readme.txt", new byte[] {1}), "a zip without a .shp; it holds readme.txt");
        Path bare = Files.write(folder.resolve("a.shp"), shp(polygon(SHELL)));
        assertThatThrownBy(() -> read(bare)).hasMessageContaining("zip the .shp with its .dbf, .prj and .cpg");
        Path other =
                Files.write(folder.resolve("a.gpkg"), "SQLite format 3\0 and no more".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(other)).hasMessageContaining("cannot be read as a GeoPackage");
    }

    private static final String FRAME = "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","
            + "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

    private void assertRefused(Map<String, byte[]> entries, String message) {
        assertThatThrownBy(() -> read(entries))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining(message);
    }

    private FeatureFile read(Map<String, byte[]> entries) throws IOException {
        return read(entries, StandardCharsets.UTF_8, ReadOptions.NONE);
    }

    private FeatureFile read(Map<String, byte[]> entries, Charset names, ReadOptions options) throws IOException {
        Path file = Files.write(folder.resolve("a.zip"), zip(entries, names));
        return FeatureFiles.read(file, options, Frames.builtIn());
    }

    private static FeatureFile read(Path file) {
        return FeatureFiles.read(file, ReadOptions.NONE, Frames.builtIn());
    }

    private static byte[] zip(Map<String, byte[]> entries, Charset names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, names)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static double[][] turned(double[][] ring) {
        double[][] turned = ring.clone();
        for (int i = 0; i < ring.length; i++) {
            turned[i] = ring[ring.length - 1 - i];
        }
        return turned;
    }

    private static byte[] polygon(double[][]... rings) {
        int points = Arrays.stream(rings).mapToInt(ring -> ring.length).sum();
        ByteBuffer record =
                ByteBuffer.allocate(44 + 4 * rings.length + 16 * points).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(5).position(36);
        record.putInt(rings.length).putInt(points);
        int start = 0;
        for (double[][] ring : rings) {
            record.putInt(start);
            start += ring.length;
        }
        for (double[][] ring : rings) {
            for (double[] corner : ring) {
                record.putDouble(corner[0]).putDouble(corner[1]);
            }
        }
        return record.array();
    }

    private static byte[] shp(byte[]... records) {
        int length = 100
                + Arrays.stream(records).mapToInt(record -> 8 + record.length).sum();
        ByteBuffer file = ByteBuffer.allocate(length);
        file.putInt(0, 9994).putInt(24, length / 2);
        file.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, 5);
        file.order(ByteOrder.BIG_ENDIAN).position(100);
        for (int i = 0; i < records.length; i++) {
            file.putInt(i + 1).putInt(records[i].length / 2).put(records[i]);
        }
        return file.array();
    }

    /** One text column; values are written byte by byte as ISO 8859-1. */
    private static byte[] dbf(int language, String column, String... values) {
        int width = 20;
        ByteBuffer file = ByteBuffer.allocate(65 + values.length * (1 + width)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, (byte) 3).putInt(4, values.length).putShort(8, (short) 65).putShort(10, (short) (1 + width));
        file.put(29, (byte) language).position(32);
        file.put(column.getBytes(StandardCharsets.US_ASCII)).put(43, (byte) 'C').put(48, (byte) width);
        file.put(64, (byte) 0x0d).position(65);
        for (String value : List.of(values)) {
            byte[] row = new byte[1 + width];
            Arrays.fill(row, (byte) ' ');
            byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(text, 0, row, 1, text.length);
            file.put(row);
        }
        return file.array();
    }
}
