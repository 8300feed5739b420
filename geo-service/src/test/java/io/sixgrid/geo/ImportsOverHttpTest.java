package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.EAST_GRID;
import static io.sixgrid.data.grid.TinyCity.EAST_PRECINCT;
import static io.sixgrid.data.grid.TinyCity.WEST_GRID;
import static io.sixgrid.data.grid.TinyCity.WEST_NORTH_GRID;
import static io.sixgrid.data.grid.TinyCity.WEST_NORTH_PRECINCT;
import static io.sixgrid.data.grid.TinyCity.WEST_SIDE_GRID;
import static io.sixgrid.data.grid.TinyCity.WEST_SOUTH_PRECINCT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.TokenStore;
import io.sixgrid.ingest.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgisTest
final class ImportsOverHttpTest {
    private static final String IMPORTS = "/api/v1/imports?level=grid&repair=0.1";

    private RunningService service;
    private Asker asker;

    @TempDir
    private Path folder;

    @BeforeEach
    void start(TestDatabase database) {
        service = new RunningService(database);
        asker = service.asker();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_shapefile_in_gbk_and_metres_is_proven_and_published(TestDatabase database) throws Exception {
        byte[] zip = edition().shapefile(folder, "GBK");
        JsonNode dry = upload(IMPORTS + "&dry-run=true", zip).json();
        assertThat(dry.path("proven").asBoolean()).as(dry.toString()).isTrue();
        assertThat(dry.path("written").asBoolean()).isFalse();
        assertThat(dry.path("format").asText()).isEqualTo("Shapefile");
        assertThat(dry.path("frame").asText()).isEqualTo("epsg:4549");
        assertThat(dry.at("/first/0/name").asText()).isEqualTo("西一网格");
        assertThat(dry.path("guessed").toString()).contains("code", "name", "parent");

        JsonNode done = upload(IMPORTS + "&reason=survey&document=2026-7", zip).json();
        assertThat(done.path("written").asBoolean())
                .as(done.path("why").asText())
                .isTrue();
        assertThat(done.at("/changes/counts/3/modified").asInt()).isEqualTo(2);
        JsonNode west = asker.get("/api/v1/grids/" + WEST_GRID).json();
        assertThat(west.path("households").asInt()).isEqualTo(30);
        Await.until(
                "the service places by it",
                () -> asker.get("/api/v1/locate?lon=121.5055&lat=38.8025")
                        .json()
                        .at("/chain/2/code")
                        .asText()
                        .equals(WEST_GRID));
    }

    @Test
    void what_is_wrong_is_a_report_and_changes_nothing() {
        long before = asker.get("/api/v1/grids?level=3").json().path("items").size();
        Reply reply = upload(
                IMPORTS + "&reason=survey",
                new TinyFile()
                        .add("code=" + WEST_GRID + ",parent=nowhere,households=many", 121.5, 38.8, 121.505, 38.805)
                        .geoJson());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("written").asBoolean()).isFalse();
        assertThat(reply.json().path("problems").toString()).contains("households", "many", "nowhere");
        assertThat(reply.json().at("/findings/0/geometry/type").asText()).isNotEmpty();
        assertThat(asker.get("/api/v1/grids?level=3").json().path("items")).hasSize((int) before);
    }

    @Test
    void what_is_no_report_is_a_problem_with_the_field_at_fault() {
        byte[] file = edition().geoJson();
        assertThat(upload("/api/v1/imports?level=grid", file).field()).isEqualTo("reason");
        assertThat(upload("/api/v1/imports?level=block&dry-run=true", file).field())
                .isEqualTo("level");
        assertThat(upload("/api/v1/imports?dry-run=true", file).field()).isEqualTo("level");
        assertThat(upload("/api/v1/imports?level=grid&dry-run=true&field.people=x", file)
                        .detail())
                .contains("no column x for people", "上级编码");
        assertThat(upload("/api/v1/imports?level=grid&dry-run=true&frame=mars", file)
                        .field())
                .isEqualTo("frame");
        assertThat(upload("/api/v1/imports?level=grid&dry-run=true", "no file".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
        assertThat(upload("/api/v1/imports?level=grid&dry-run=true", new byte[0])
                        .status())
                .isEqualTo(400);
    }

    @Test
    void what_was_exported_is_recognised_as_what_is_published() {
        String exported = asker.get("/api/v1/export?format=geojson").whole().body();
        JsonNode report = upload("/api/v1/imports?dry-run=true", exported.getBytes(StandardCharsets.UTF_8))
                .json();
        assertThat(report.path("proven").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.at("/changes/grids"))
                .as(report.at("/changes").toString())
                .isEmpty();
    }

    @Test
    void a_planner_may_see_what_would_come_of_it_and_an_approver_publish(TestDatabase database) {
        TokenStore tokens = new TokenStore(database.jdbi());
        Author by = new Author("test", Instant.now());
        Asker planner = asker.with("Authorization", "Bearer " + tokens.create("p", Role.PLANNER, by));
        Asker approver = asker.with("Authorization", "Bearer " + tokens.create("a", Role.APPROVER, by));
        byte[] file = edition().geoJson();
        String publish = IMPORTS + "&reason=survey";
        assertThat(planner.upload(IMPORTS + "&dry-run=true", "application/geo+json", file)
                        .status())
                .isEqualTo(200);
        assertThat(planner.upload(publish, "application/geo+json", file).status())
                .isEqualTo(403);
        assertThat(approver.upload(publish, "application/geo+json", file)
                        .json()
                        .path("written")
                        .asBoolean())
                .isTrue();
        String author = database.jdbi()
                .withHandle(h -> h.createQuery("select author from revision order by id desc limit 1")
                        .mapTo(String.class)
                        .one());
        assertThat(author).isEqualTo("a");
    }

    @Test
    void a_professional_scheme_lies_over_the_same_land_beside_the_first() {
        String police = "/api/v1/imports?scheme=police&scheme-name=警务:Police&outline=scheme:default&level=beat"
                + "&levels=station:派出所:Station,beat:警区:Beat,post:岗:Post:contained"
                + "&field.1.code=station&reason=founded&repair=0.1";
        Reply reply = upload(
                police.replace("警务", "%E8%AD%A6%E5%8A%A1")
                        .replace("派出所", "%E6%B4%BE")
                        .replace("警区", "%E8%AD%A6")
                        .replace("岗", "%E5%B2%97"),
                new TinyFile()
                        .add("code=B1,name=一警区,station=S", 121.5, 38.8, 121.512, 38.81)
                        .add("code=B2,name=二警区,station=S", 121.512, 38.8, 121.52, 38.81)
                        .geoJson());
        assertThat(reply.json().path("written").asBoolean())
                .as(reply.json().toString())
                .isTrue();
        JsonNode beat = asker.get("/api/v1/locate?lon=121.511&lat=38.8025&scheme=police")
                .json();
        assertThat(beat.at("/chain/1/code").asText()).isEqualTo("B1");
        JsonNode grid = asker.get("/api/v1/locate?lon=121.511&lat=38.8025").json();
        assertThat(grid.at("/chain/2/code").asText()).isEqualTo(EAST_GRID);
    }

    @Test
    void exclaves_are_said_by_code_as_often_as_there_are_some() {
        String founding = "/api/v1/imports?scheme=fire&outline=union&level=beat&levels=station:a:Station,beat:b:Beat"
                + "&field.1.code=station&dry-run=true";
        byte[] file = new TinyFile()
                .add("code=B1,station=S", 121.5, 38.8, 121.505, 38.81)
                .add("code=B2,station=T", 121.505, 38.8, 121.51, 38.81)
                .add("code=B3,station=S", 121.51, 38.8, 121.515, 38.81)
                .add("code=B4,station=T", 121.515, 38.8, 121.52, 38.81)
                .geoJson();
        assertThat(upload(founding + "&exclave=S=river", file)
                        .json()
                        .path("proven")
                        .asBoolean())
                .isFalse();
        assertThat(upload(founding + "&exclave=S%3Driver&exclave=T%3Drail", file)
                        .json()
                        .path("proven")
                        .asBoolean())
                .isTrue();
        assertThat(upload(founding + "&exclave=S", file).field()).isEqualTo("exclave");
    }

    private Reply upload(String path, byte[] file) {
        return asker.upload(path, "application/octet-stream", file);
    }

    /** The border between the two southern grids moves a thousandth of a degree eastward. */
    private static TinyFile edition() {
        return new TinyFile()
                .add(named(WEST_GRID, "西一网格", WEST_SOUTH_PRECINCT), 121.5, 38.8, 121.506, 38.805)
                .add(named(WEST_SIDE_GRID, "西二网格", WEST_SOUTH_PRECINCT), 121.506, 38.8, 121.51, 38.805)
                .add(named(WEST_NORTH_GRID, "西三网格", WEST_NORTH_PRECINCT), 121.5, 38.805, 121.51, 38.81)
                .add(named(EAST_GRID, "东一网格", EAST_PRECINCT), 121.51, 38.8, 121.52, 38.81);
    }

    private static String named(String code, String name, String parent) {
        return "编码=" + code + ",名称=" + name + ",上级编码=" + parent;
    }
}
