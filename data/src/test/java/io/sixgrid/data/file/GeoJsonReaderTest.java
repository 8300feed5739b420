package io.sixgrid.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeoJsonReaderTest {
    private static final String SQUARE =
            "{\"type\":\"Polygon\",\"coordinates\":[[[121,38],[122,38],[122,39],[121,39],[121,38]]]}";

    @TempDir
    private Path folder;

    @Test
    void a_collection_is_read_with_its_attributes_as_they_stand_there() throws IOException {
        FeatureFile file = read("""
                {"features": [
                  {"properties": {"code": 210211016001, "name": "凌水社区", "households": 412.0, "area": null, "note": " ",
                     "people": ["王伟", "李娜"], "open": true}, "geometry": %s, "type": "Feature", "id": 7}],
                 "name": "communities", "type": "FeatureCollection"}""".formatted(SQUARE));

        assertThat(file.format()).isEqualTo("GeoJSON");
        assertThat(file.layer()).isEqualTo("communities");
        assertThat(file.frame()).contains(Frame.WGS84);
        assertThat(file.notes()).isEmpty();
        assertThat(file.fields()).containsExactly("code", "name", "households", "area", "note", "people", "open", "id");
        assertThat(file.features()).hasSize(1);
        assertThat(file.features().get(0).attributes())
                .isEqualTo(Map.of(
                        "code",
                        "210211016001",
                        "name",
                        "凌水社区",
                        "households",
                        "412",
                        "people",
                        "[\"王伟\",\"李娜\"]",
                        "open",
                        "true",
                        "id",
                        "7"));
        assertThatObject(file.features().get(0).shape())
                .hasToString("POLYGON ((121 38, 122 38, 122 39, 121 39, 121 38))");
    }

    @Test
    void a_feature_a_geometry_and_one_of_them_a_line_are_read_too() throws IOException {
        String feature = "{\"type\":\"Feature\",\"properties\":{\"a\":\"1\"},\"geometry\":" + SQUARE + "}";

        assertThat(read(feature).features()).hasSize(1);
        assertThat(read(SQUARE).features()).hasSize(1);
        assertThat(read(feature + "\n" + feature + "\r\n" + SQUARE).features()).hasSize(3);
    }

    @Test
    void a_feature_without_a_geometry_keeps_its_number_and_is_empty() throws IOException {
        FeatureFile file = read("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null,"
                + "\"properties\":null},{\"type\":\"Feature\",\"geometry\":" + SQUARE + ",\"properties\":{}}]}");

        assertThat(file.features().get(0).shape().isEmpty()).isTrue();
        assertThat(file.features().get(1).number()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "urn:ogc:def:crs:OGC:1.3:CRS84, wgs84",
        "urn:ogc:def:crs:EPSG::4326, wgs84",
        "urn:ogc:def:crs:EPSG::4490, cgcs2000",
        "urn:ogc:def:crs:EPSG:9.9:4549, epsg:4549",
        "EPSG:4528, epsg:4528",
        "gcj02, gcj02"
    })
    void the_old_crs_member_says_the_frame(String name, String frame) throws IOException {
        assertThat(read(withCrs(name)).frame()).map(Frame::code).contains(frame);
    }

    @Test
    void a_crs_that_nobody_knows_leaves_the_frame_open_and_says_so() throws IOException {
        FeatureFile file = read(withCrs("LOCAL:大连城建"));

        assertThat(file.frame()).isEmpty();
        assertThat(file.notes()).singleElement().asString().contains("LOCAL:大连城建");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "GB18030, text read as GB18030", "UTF-16LE, ''"})
    void text_is_read_in_whichever_encoding_it_is(String charset, String note) throws IOException {
        String mark = charset.startsWith("UTF") ? "\ufeff" : "";
        FeatureFile file = read(
                (mark + "{\"type\":\"Feature\",\"properties\":{\"name\":\"凌水街道\"},\"geometry\":null}")
                        .getBytes(Charset.forName(charset)),
                ReadOptions.NONE);

        assertThat(file.features().get(0).attributes()).containsEntry("name", "凌水街道");
        assertThat(String.join("", file.notes())).startsWith(note);
    }

    @Test
    void heights_are_left_out_and_careless_rings_are_closed_and_both_are_said() throws IOException {
        FeatureFile file =
                read("{\"type\":\"Polygon\",\"coordinates\":[[[1,2,9],[3,2,9],[3,4,9]],[[1,2],[3,2],[1,2]]]}");

        assertThatObject(file.features().get(0).shape()).hasToString("POLYGON ((1 2, 3 2, 3 4, 1 2))");
        assertThat(file.notes())
                .containsExactly(
                        "heights and further values of positions are left out: feature 1",
                        "a ring was not closed and is closed by a straight line: feature 1",
                        "a ring with fewer than three corners is left out: feature 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"Polygon\",\"coordinates\":[[[1,\"x\"]]]} | a.json, feature 1: a position without a second coordinate: 1.0",
                "{\"type\":\"Polygon\",\"coordinates\":[1,2]} | nested",
                "{\"type\":\"Cube\",\"coordinates\":[1,2]} | not a type of geometry: Cube",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\"},7]} | feature 2: not a feature but 7",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\"},{ | feature 2: not JSON at line 1",
                "{\"name\":\"x\"} | an object without a type",
                "code,name | neither GeoJSON nor GeoPackage nor a zipped Shapefile"
            })
    void what_is_not_geojson_is_refused_with_the_feature_and_the_value(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_layer_that_is_not_there_is_refused() {
        byte[] square = SQUARE.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(square, new ReadOptions(Optional.empty(), Optional.of("roads"))))
                .hasMessage("a.json has no layer roads but only a");
    }

    private FeatureFile read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), ReadOptions.NONE);
    }

    private FeatureFile read(byte[] bytes, ReadOptions options) throws IOException {
        return FeatureFiles.read(Files.write(folder.resolve("a.json"), bytes), options, Frames.builtIn());
    }

    private static String withCrs(String name) {
        return "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + name
                + "\"}},\"features\":[]}";
    }
}
