package io.sixgrid.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.LonLat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;

/** Files that GDAL writes are read as what they were made of. */
final class GdalFilesTest {
    private static final Frames FRAMES = Frames.builtIn();

    // A ring with a hole and an island in it, and a plain one; the code has 12 digits and is a number in JSON.
    private static final String CITY = """
            {"type":"FeatureCollection","name":"city","features":[
            {"type":"Feature","properties":{"code":210211016001,"name":"凌水社区","households":412,"share":0.25,
             "since":"2024-03-01"},"geometry":{"type":"MultiPolygon","coordinates":[
              [[[121.50,38.86],[121.54,38.86],[121.54,38.90],[121.50,38.90],[121.50,38.86]],
               [[121.51,38.87],[121.51,38.89],[121.53,38.89],[121.53,38.87],[121.51,38.87]]],
              [[[121.515,38.875],[121.525,38.875],[121.525,38.885],[121.515,38.885],[121.515,38.875]]]]}},
            {"type":"Feature","properties":{"code":210211016002,"name":"七贤岭镕街","households":null,"share":1.5,
             "since":"2024-03-02"},"geometry":{"type":"MultiPolygon","coordinates":[
              [[[121.51,38.87],[121.53,38.87],[121.53,38.89],[121.51,38.89],[121.51,38.87]]]]}}]}
            """;

    @TempDir
    private Path folder;

    private FeatureFile city;

    @BeforeEach
    void a_small_city() throws IOException {
        Files.writeString(folder.resolve("city.json"), CITY);
        city = read(folder.resolve("city.json"), ReadOptions.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "4326, wgs84, shp",
        "4490, cgcs2000, shp",
        "4490, cgcs2000, gpkg",
        "4490, cgcs2000, json",
        "4549, epsg:4549, shp",
        "4549, epsg:4549, gpkg",
        "4549, epsg:4549, json",
        "4528, epsg:4528, shp",
        "32651, epsg:32651, shp",
        "3857, epsg:3857, shp"
    })
    void a_file_in_that_frame(int epsg, String code, String format) throws IOException {
        String frame = "EPSG:" + epsg;
        Path file = switch (format) {
            case "gpkg" -> gdal("out.gpkg", "-t_srs", frame);
            case "json" -> gdal("out.json", "-t_srs", frame, "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=9");
            default -> {
                gdal("out.shp", "-t_srs", frame, "-lco", "ENCODING=UTF-8");
                yield Gdal.zip(folder, "out", "out");
            }
        };

        assertSame(read(file, ReadOptions.NONE), code);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, true, for its .cpg says so",
        "GBK, true, for its .cpg says so",
        "GBK, false, it is no UTF-8",
        "UTF-8, false, all of it is that"
    })
    void an_attribute_table_in_that_encoding(String encoding, boolean cpg, String note) throws IOException {
        gdal("city.shp", "-lco", "ENCODING=" + encoding);
        if (!cpg) {
            Files.delete(folder.resolve("city.cpg"));
        }
        FeatureFile file = read(Gdal.zip(folder, "city", "数据/CITY"), ReadOptions.NONE);

        assertThat(file.layer()).isEqualTo("CITY");
        assertThat(file.features().get(0).attributes()).containsEntry("name", "凌水社区");
        assertThat(file.features().get(1).attributes()).containsEntry("name", "七贤岭镕街");
        assertThat(file.notes()).anyMatch(said -> said.contains(note));
    }

    @Test
    void the_encoding_that_is_named_counts_more_than_any_in_the_file() throws IOException {
        gdal("city.shp", "-lco", "ENCODING=GBK");
        Files.writeString(folder.resolve("city.cpg"), "ISO-8859-1");
        Path zip = Gdal.zip(folder, "city", "city");

        assertThat(read(zip, new ReadOptions(Optional.of("gbk"), Optional.empty()))
                        .features()
                        .get(0)
                        .attributes())
                .containsEntry("name", "凌水社区");
    }

    @Test
    void types_of_columns_come_as_plain_text() throws IOException {
        gdal("city.shp", "-lco", "ENCODING=UTF-8");
        gdal("city.gpkg");
        Map<String, String> wanted = Map.of(
                "code", "210211016001", "name", "凌水社区", "households", "412", "share", "0.25", "since", "2024-03-01");

        assertThat(read(Gdal.zip(folder, "city", "city"), ReadOptions.NONE)
                        .features()
                        .get(0)
                        .attributes())
                .isEqualTo(wanted);
        assertThat(read(folder.resolve("city.gpkg"), ReadOptions.NONE)
                        .features()
                        .get(0)
                        .attributes())
                .containsAllEntriesOf(wanted);
    }

    @Test
    void one_of_several_layers_of_a_geopackage_and_names_that_must_be_quoted() throws IOException {
        String odd = "层 \"1\"; drop";
        gdal("city.gpkg", "-nln", odd, "-lco", "GEOMETRY_NAME=the shape");
        gdal("city.gpkg", "-update", "-nln", "points", "-nlt", "POINT", "-where", "1 = 0");

        assertSame(read(folder.resolve("city.gpkg"), ReadOptions.NONE), "wgs84");
        FeatureFile points =
                read(folder.resolve("city.gpkg"), new ReadOptions(Optional.empty(), Optional.of("points")));
        assertThat(points.features()).isEmpty();
    }

    @Test
    void heights_and_measures_and_rows_without_a_shape() throws IOException {
        Files.writeString(
                folder.resolve("high.csv"),
                "code,WKT\n1,\"POLYGON ZM ((1 1 5 6,2 1 5 6,2 2 5 6,1 1 5 6))\"\n2,\n3,POLYGON EMPTY\n");
        Gdal.run(folder, "ogr2ogr", "high.gpkg", "high.csv", "-a_srs", "EPSG:4326");
        FeatureFile file = read(folder.resolve("high.gpkg"), ReadOptions.NONE);

        assertThat(file.features())
                .extracting(f -> f.shape().toText())
                .containsExactly("POLYGON ((1 1, 2 1, 2 2, 1 1))", "POLYGON EMPTY", "POLYGON EMPTY");
        assertThat(file.notes()).contains(Shapes.HEIGHTS + ": feature 1");
    }

    @Test
    void what_is_still_in_the_write_ahead_log() throws Exception {
        gdal("city.gpkg", "-lco", "SPATIAL_INDEX=NO");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("city.gpkg"));
                Statement sql = db.createStatement()) {
            sql.execute("pragma journal_mode = wal");
            sql.execute("update city set name = 'later'");
            for (String file : List.of("city.gpkg", "city.gpkg-wal")) {
                Files.copy(folder.resolve(file), copy.resolve(file));
            }
        }
        Path bare = Files.copy(copy.resolve("city.gpkg"), folder.resolve("bare.gpkg"));

        assertThat(read(copy.resolve("city.gpkg"), ReadOptions.NONE).features())
                .allMatch(f -> "later".equals(f.attributes().get("name")));
        assertThat(read(bare, ReadOptions.NONE).features()).hasSize(2);
    }

    private Path gdal(String target, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(target, "city.json"));
        Gdal.run(folder, "ogr2ogr", arguments.toArray(String[]::new));
        return folder.resolve(target);
    }

    private static FeatureFile read(Path file, ReadOptions options) {
        return FeatureFiles.read(file, options, FRAMES);
    }

    private void assertSame(FeatureFile file, String code) {
        assertThat(file.frame())
                .as(String.join("; ", file.notes()))
                .map(Frame::code)
                .contains(code);
        assertThat(file.features()).hasSameSizeAs(city.features());
        for (int i = 0; i < file.features().size(); i++) {
            Geometry wanted = city.features().get(i).shape();
            Geometry found =
                    onLattice(file.features().get(i).shape(), file.frame().orElseThrow());
            assertThat(parts(found)).isEqualTo(parts(wanted));
            assertThat(file.features().get(i).attributes())
                    .containsAllEntriesOf(city.features().get(i).attributes());
        }
    }

    private static Geometry onLattice(Geometry shape, Frame frame) {
        Geometry there = shape.copy();
        there.apply((CoordinateFilter) c -> {
            LonLat place = frame.position(new FramePoint(c.x, c.y)).place();
            c.x = place.lon();
            c.y = place.lat();
        });
        there.geometryChanged();
        return there;
    }

    /** A polygon and a multipolygon of one part are the same land. */
    private static List<String> parts(Geometry shape) {
        return IntStream.range(0, shape.getNumGeometries())
                .mapToObj(i -> shape.getGeometryN(i).norm().toText())
                .sorted()
                .toList();
    }
}
