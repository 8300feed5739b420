package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.file.Feature;
import io.sixgrid.data.file.FeatureFile;
import io.sixgrid.data.file.FeatureFiles;
import io.sixgrid.data.file.ReadOptions;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.Frames;
import io.sixgrid.geo.Asker.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);

    private final Asker service = SERVICE.asker();

    @TempDir
    private Path folder;

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    @Test
    void all_grids_are_exported_with_what_is_known_of_them() {
        Reply reply = service.get("/api/v1/export?at=2026-01-31T08:00:00Z");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.type()).isEqualTo("application/geo+json");
        assertThat(reply.whole().headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"default-20260131T080000Z.geojson\"");
        assertThat(reply.json().get("features")).hasSize(12);
        JsonNode grid = reply.json().at("/features/5/properties");
        assertThat(grid.get("code").asText()).isEqualTo(TinyCity.WEST_GRID);
        assertThat(grid.get("parent").asText()).isEqualTo(TinyCity.WEST_SOUTH_PRECINCT);
        assertThat(grid.get("level").intValue()).isEqualTo(3);
        assertThat(grid.get("households").intValue()).isEqualTo(30);
        assertThat(grid.at("/people/0").asText()).isEqualTo("张三");
        assertThat(grid.get("area_class").asText()).isEqualTo("residential");
        assertThat(grid.get("valid_from").asText()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(grid.get("valid_to").isNull()).isTrue();
        assertThat(reply.json().at("/features/5/geometry").toString())
                .isEqualTo("{\"type\":\"Polygon\",\"coordinates\":"
                        + "[[[121.5,38.8],[121.505,38.8],[121.505,38.805],[121.5,38.805],[121.5,38.8]]]}");
    }

    @Test
    void one_level_with_the_land_around_it_says_the_layer_of_each() {
        JsonNode features =
                service.get("/api/v1/export?level=1&land=true").json().get("features");

        assertThat(features.findValuesAsText("layer")).startsWith("grids", "grids", "outline");
    }

    @Test
    void before_there_were_boundaries_none_are_exported() {
        assertThat(service.get("/api/v1/export?at=2019-12-31T23:59:59Z").json().get("features"))
                .isEmpty();
        assertThat(service.get("/api/v1/export?known=2019-12-31T23:59:59Z")
                        .json()
                        .get("features"))
                .isEmpty();
    }

    @Test
    void a_geopackage_in_a_frame_in_metres_is_read_back_as_the_same_points() throws Exception {
        Path file = folder.resolve("city.gpkg");
        HttpResponse<Path> reply = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        service.url() + "/api/v1/export?format=gpkg&frame=epsg:4549&land=true"))
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(file));

        assertThat(reply.headers().firstValue("Content-Type")).contains("application/geopackage+sqlite3");
        FeatureFile grids = read(file, "grids");
        assertThat(grids.frame()).map(Frame::code).contains("epsg:4549");
        assertThat(grids.features()).hasSize(12);
        assertThat(read(file, "outline").features()).hasSize(1);
        Feature west = grids.features().get(5);
        assertThat(west.attributes()).containsEntry("code", TinyCity.WEST_GRID).containsEntry("households", "30");
    }

    @ParameterizedTest
    @CsvSource({
        "format=shp, format",
        "level=7, level",
        "level=x, level",
        "frame=mars, frame",
        "scheme=police, scheme",
        "at=today, at",
        "grid=1, grid"
    })
    void a_wrong_parameter_is_refused_by_name(String query, String field) {
        Reply reply = service.get("/api/v1/export?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field()).isEqualTo(field);
    }

    @Test
    void the_command_writes_a_whole_file_or_none() throws Exception {
        Path file = folder.resolve("city.json");

        assertThat(run("export", "--level", "3", "--out", file.toString())).isEmpty();
        assertThat(FeatureFiles.read(file, ReadOptions.NONE, Frames.builtIn()).features())
                .hasSize(4);
        assertThat(run(
                        "export",
                        "--level",
                        "9",
                        "--out",
                        folder.resolve("none.json").toString()))
                .contains("scheme default has levels 1 to 6, not 9");
        assertThat(run("export", "--format", "gpkg")).contains("needs --out");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void the_command_prints_geojson_where_no_file_is_named() {
        assertThat(run("export", "--level", "1", "--frame", "gcj02")).contains("{\"name\":\"gcj02\"}", "张三");
    }

    private static String run(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        Main.run(
                Map.of(
                        "SIXGRID_DATABASE_URL",
                        DATABASE.address().url(),
                        "SIXGRID_DATABASE_USER",
                        DATABASE.address().user(),
                        "SIXGRID_DATABASE_PASSWORD",
                        DATABASE.address().password()),
                out,
                out,
                arguments);
        return said.toString();
    }

    private static FeatureFile read(Path file, String layer) {
        return FeatureFiles.read(file, new ReadOptions(Optional.empty(), Optional.of(layer)), Frames.builtIn());
    }
}
