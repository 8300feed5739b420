package io.sixgrid.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.file.LayerHead.Field;
import io.sixgrid.data.file.LayerHead.Kind;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.Frames;
import io.sixgrid.data.place.Lattice;
import io.sixgrid.data.place.LonLat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** What we write we read back bit for bit, and GDAL reads the same. */
final class WritersTest {
    private static final Frames FRAMES = Frames.builtIn();
    private static final LayerHead GRIDS = new LayerHead(
            "grids",
            "as of today",
            List.of(new Field("code", Kind.TEXT), new Field("level", Kind.INTEGER), new Field("people", Kind.JSON)));
    private static final LayerHead OUTLINE = new LayerHead("outline", "", List.of());

    // Vertices with all 7 decimals, near to zero too; a shell, a hole, a second part.
    private static final String HOLED =
            "POLYGON ((121.5000001 38.8600007, 121.5400003 38.8599999, 121.5400003 38.9000001,"
                    + " 121.5000001 38.9000009, 121.5000001 38.8600007), (121.51 38.87, 121.51 38.89, 121.53 38.89, 121.51 38.87))";
    private static final String TWO = "MULTIPOLYGON (((121.6 38.8, 121.7 38.8, 121.7 38.9, 121.6 38.8)),"
            + " ((121.4 38.8, 121.45 38.8, 121.45 38.85, 121.4 38.8)))";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"wgs84", "cgcs2000", "gcj02", "bd09", "epsg:4549", "epsg:4528", "epsg:32651"})
    void what_is_written_in_any_frame_comes_back_to_the_same_points_of_the_lattice(String code) throws Exception {
        Frame frame = FRAMES.frame(code);
        Path json = json(frame, false);
        Path geoPackage = geoPackage(frame);

        for (Path file : List.of(json, geoPackage)) {
            FeatureFile back = read(file, "grids");
            assertThat(back.frame()).contains(frame);
            assertThatObject(onLattice(back.features().get(0).shape(), frame))
                    .isEqualTo(shape(HOLED).norm());
            assertThatObject(onLattice(back.features().get(1).shape(), frame))
                    .isEqualTo(shape(TWO).norm());
            assertThat(back.features().get(0).attributes())
                    .containsEntry("code", "210211016001")
                    .containsEntry("level", "3")
                    .containsEntry("people", "[\"王伟\"]");
        }
    }

    @ParameterizedTest
    @CsvSource({"wgs84, 4326", "cgcs2000, 4490", "epsg:4549, 4549"})
    void gdal_reads_the_same_from_both(String code, int epsg) throws Exception {
        Frame frame = FRAMES.frame(code);
        for (Path file : List.of(json(frame, false), geoPackage(frame))) {
            String said = Gdal.run(folder, "ogrinfo", "-so", file.toString(), "grids");
            assertThat(said)
                    .doesNotContain("Warning")
                    .contains("ID[\"EPSG\"," + epsg + "]]", "Feature Count: 2", "code: String", "level: Integer");

            Path out = folder.resolve("gdal.json");
            Files.deleteIfExists(out);
            Gdal.run(
                    folder,
                    "ogr2ogr",
                    "-lco",
                    "COORDINATE_PRECISION=9",
                    "-lco",
                    "RFC7946=NO",
                    "gdal.json",
                    file.toString(),
                    "grids");
            FeatureFile theirs = read(out, "grids");
            assertThatObject(onLattice(theirs.features().get(0).shape(), frame))
                    .isEqualTo(shape(HOLED).norm());
            assertThatObject(onLattice(theirs.features().get(1).shape(), frame))
                    .isEqualTo(shape(TWO).norm());
            assertThat(theirs.features().get(0).attributes()).containsEntry("code", "210211016001");
        }
    }

    @Test
    void a_geopackage_holds_several_layers_and_gdal_has_nothing_to_say_of_it() throws Exception {
        Path file = geoPackage(Frame.WGS84);
        String said = Gdal.run(folder, "ogrinfo", "-al", "-so", file.toString());

        assertThat(said)
                .doesNotContain("Warning", "ERROR")
                .contains("Layer name: grids", "Layer name: outline", "Extent: (121.400000, 38.800000)");
    }

    @Test
    void geojson_says_the_layer_of_each_where_there_are_several() throws Exception {
        FeatureFile file = read(json(Frame.WGS84, true), "grids");

        assertThat(file.features())
                .extracting(f -> f.attributes().get("layer"))
                .containsExactly("grids", "grids", "outline");
    }

    @Test
    void numbers_of_geojson_have_no_exponent_and_shells_turn_to_the_left() throws Exception {
        Path file = folder.resolve("near.json");
        try (GeoJsonWriter out = new GeoJsonWriter(Files.newOutputStream(file), "near", Frame.WGS84, false)) {
            out.begin(OUTLINE);
            out.write(Map.of(), shape("POLYGON ((0 0, 0 0.0000001, 10 0.0001, 0 0))"));
            out.finish();
        }

        assertThat(Files.readString(file)).contains("[[[0,0],[10,0.0001],[0,0.0000001],[0,0]]]");
    }

    @Test
    void what_was_not_finished_does_not_look_like_a_whole_file() throws Exception {
        Path file = folder.resolve("half.json");
        try (GeoJsonWriter out = new GeoJsonWriter(Files.newOutputStream(file), "half", Frame.WGS84, false)) {
            out.begin(OUTLINE);
            out.write(Map.of(), shape(HOLED));
        }

        assertThatThrownBy(() -> read(file, "half")).hasMessageContaining("not JSON");
    }

    private Path json(Frame frame, boolean layers) throws Exception {
        Path file = folder.resolve("out.json");
        try (GeoJsonWriter out = new GeoJsonWriter(Files.newOutputStream(file), "grids", frame, layers)) {
            write(out, layers);
        }
        return file;
    }

    private Path geoPackage(Frame frame) throws Exception {
        Path file = folder.resolve("out.gpkg");
        Files.deleteIfExists(file);
        try (GeoPackageWriteStore out = new GeoPackageWriteStore(file, frame, FRAMES)) {
            write(out, true);
        }
        return file;
    }

    private static void write(FeatureWriter out, boolean outline) throws ParseException {
        out.begin(GRIDS);
        out.write(Map.of("code", "210211016001", "level", "3", "people", "[\"王伟\"]"), shape(HOLED));
        out.write(Map.of("code", "2"), shape(TWO));
        if (outline) {
            out.begin(OUTLINE);
            out.write(Map.of(), shape(TWO));
        }
        out.finish();
    }

    private static FeatureFile read(Path file, String layer) {
        return FeatureFiles.read(file, new ReadOptions(Optional.empty(), Optional.of(layer)), FRAMES);
    }

    private static Geometry shape(String wkt) throws ParseException {
        return new WKTReader(Lattice.FACTORY).read(wkt);
    }

    private static Geometry onLattice(Geometry shape, Frame frame) {
        Geometry there = shape.copy();
        there.apply((CoordinateFilter) c -> {
            LonLat place = frame.position(new FramePoint(c.x, c.y)).place();
            c.x = place.lon();
            c.y = place.lat();
        });
        there.geometryChanged();
        return (there.getNumGeometries() == 1 ? there.getGeometryN(0) : there).norm();
    }
}
