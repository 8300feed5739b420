package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.EAST_GRID;
import static io.sixgrid.data.grid.TinyCity.UNIT;
import static io.sixgrid.data.grid.TinyCity.WEST;
import static io.sixgrid.data.grid.TinyCity.WEST_GRID;
import static io.sixgrid.data.grid.TinyCity.WEST_SOUTH_PRECINCT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GridsOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);

    private final Asker service = SERVICE.asker();

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    @Test
    void a_point_is_located_in_six_levels() {
        Reply reply = service.get("/api/v1/locate?lon=121.5022&lat=38.8025");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("chain")).hasSize(6);
        assertThat(reply.json().at("/chain/5/code").asText()).isEqualTo(UNIT);
        assertThat(reply.json().at("/chain/0").properties()).hasSize(3);
        assertThat(reply.json().get("onBoundary").asBoolean()).isFalse();
    }

    @Test
    void a_point_on_a_border_belongs_to_one_grid_and_says_who_touches() {
        JsonNode json = service.get("/api/v1/locate?lon=121.51&lat=38.8025").json();
        assertThat(json.at("/chain/2/code").asText()).isEqualTo(EAST_GRID);
        assertThat(json.get("onBoundary").asBoolean()).isTrue();
        assertThat(json.get("touching")).hasSize(2);
    }

    @Test
    void a_point_before_there_were_boundaries_is_nowhere() {
        JsonNode json = service.get("/api/v1/locate?lon=121.5022&lat=38.8025&at=2019-12-31T23:59:59Z")
                .json();
        assertThat(json.get("chain")).isEmpty();
    }

    @Test
    void a_point_in_another_frame_is_placed_where_it_is() {
        // GCJ-02 of IN_UNIT is about 500 m away: read as WGS 84 it would be in another grid.
        JsonNode wgs = service.get("/api/v1/locate?lon=121.5022&lat=38.8025").json();
        JsonNode gcj = service.get("/api/v1/locate?lon=121.5022&lat=38.8025&frame=gcj02")
                .json();
        assertThat(gcj).isNotEqualTo(wgs);
    }

    @Test
    void many_points_are_located_in_their_order() {
        Reply reply = service.post("/api/v1/locate", """
                [{"lon":121.5022,"lat":38.8025},{"lon":121.6,"lat":38.9},{"lon":121.515,"lat":38.805,"frame":"cgcs2000"}]
                """);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).hasSize(3);
        assertThat(reply.json().at("/1/chain")).isEmpty();
        assertThat(reply.json().at("/2/chain/2/code").asText()).isEqualTo(EAST_GRID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lon=200&lat=38|lon",
                "lon=NaN&lat=38|lon",
                "lon=121.5&lat=-91|lat",
                "lon=abc&lat=38|lon",
                "lat=38|lon",
                "lon=121.5&lat=38&frame=mars|frame",
                "lon=121.5&lat=38&at=yesterday|at",
                "lon=121.5&lat=38&at=2026-01-01|at",
                "lon=121.5&lat=38&foo=1|foo",
                "lon=121.5&lon=121.6&lat=38|lon",
                "lon=121.5&lat=38&scheme=police|scheme"
            })
    void a_wrong_parameter_is_refused_by_name(String query, String field) {
        Reply reply = service.get("/api/v1/locate?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.type()).isEqualTo("application/problem+json");
        assertThat(reply.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"lon\":121.5,\"lat\":38.8},{\"lon\":200,\"lat\":38.8}]|[1].lon",
                "[{\"lon\":121.5}]|[0].lat",
                "[{\"lon\":\"121.5\",\"lat\":38.8}]|[0].lon",
                "[{\"lon\":121.5,\"lat\":38.8,\"alt\":5}]|[0].alt",
                "[3]|[0]"
            })
    void a_wrong_point_among_many_is_named(String body, String field) {
        Reply reply = service.post("/api/v1/locate", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field()).isEqualTo(field);
    }

    @Test
    void json_that_is_none_is_refused_with_its_place() {
        Reply reply = service.post("/api/v1/locate", "[{\"lon\":121.5,\n \"lat\":}]");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).contains("line 2");
        assertThat(service.post("/api/v1/locate", "").detail()).contains("no body");
    }

    @Test
    void more_points_than_one_request_carries_are_refused() {
        String body = "[" + "{\"lon\":121.5,\"lat\":38.8},".repeat(10_000) + "{\"lon\":121.5,\"lat\":38.8}]";
        assertThat(service.post("/api/v1/locate", body).detail()).contains("at most 10000");
    }

    @Test
    void grids_are_listed_by_level_and_parent() {
        assertThat(service.get("/api/v1/grids?level=1").json().get("items")).hasSize(2);
        JsonNode below = service.get("/api/v1/grids?parent=" + WEST).json().get("items");
        assertThat(below).hasSize(2);
        assertThat(below.get(0).get("code").asText()).isEqualTo(WEST_SOUTH_PRECINCT);
        assertThat(below.get(0).get("children").asInt()).isEqualTo(2);
        assertThat(below.get(0).has("geometry")).isFalse();
    }

    @Test
    void a_list_goes_on_where_it_ended() {
        List<String> codes = new ArrayList<>();
        String next = "/api/v1/grids?limit=5&at=2022-01-01T00:00:00Z";
        while (next != null) {
            JsonNode page = service.get(next).json();
            page.get("items").forEach(item -> codes.add(item.get("code").asText()));
            next = page.get("next").isNull() ? null : page.get("next").asText();
        }
        assertThat(codes).hasSize(12).doesNotHaveDuplicates().endsWith(UNIT);
    }

    @Test
    void one_grid_says_all_that_is_known() {
        JsonNode grid =
                service.get("/api/v1/grids/" + WEST_GRID + "?geometry=true").json();
        assertThat(grid.get("parent").asText()).isEqualTo(WEST_SOUTH_PRECINCT);
        assertThat(grid.get("people").get(0).asText()).isEqualTo("张三");
        assertThat(grid.get("households").asInt()).isEqualTo(30);
        assertThat(grid.get("label").get("lon").asDouble()).isCloseTo(121.5025, within(1e-9));
        assertThat(grid.get("geometry").get("type").asText()).isEqualTo("Polygon");
        assertThat(grid.get("validFrom").asText()).isEqualTo("2020-01-01T00:00:00Z");
    }

    @Test
    void grids_are_features_to_whoever_accepts_geojson() {
        JsonNode json = service.with("Accept", "application/geo+json")
                .get("/api/v1/grids?level=3")
                .json();
        assertThat(json.get("type").asText()).isEqualTo("FeatureCollection");
        assertThat(json.at("/features/0/geometry/type").asText()).isEqualTo("Polygon");
        assertThat(json.at("/features/0/properties/code").asText()).isEqualTo(WEST_GRID);
    }

    @Test
    void a_grid_before_its_time_or_of_no_such_code_is_not_found() {
        assertThat(service.get("/api/v1/grids/nope").status()).isEqualTo(404);
        assertThat(service.get("/api/v1/grids/" + WEST + "?at=2019-01-01T00:00:00Z")
                        .status())
                .isEqualTo(404);
        assertThat(service.get("/api/v1/grids?parent=nope").field()).isEqualTo("parent");
        assertThat(service.get("/api/v1/grids?level=10").field()).isEqualTo("level");
        assertThat(service.get("/api/v1/grids?limit=1001").field()).isEqualTo("limit");
        assertThat(service.get("/api/v1/grids?cursor=zzz").field()).isEqualTo("cursor");
    }

    @Test
    void a_retired_grid_stays_findable() {
        DATABASE.jdbi()
                .useHandle(h -> h.execute(
                        "update grid_version set valid = tstzrange(lower(valid), '2024-01-01Z') where code = ?",
                        EAST_GRID));
        JsonNode grid = service.get("/api/v1/grids/" + EAST_GRID).json();
        assertThat(grid.get("validTo").asText()).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(service.get("/api/v1/grids/" + EAST_GRID + "?at=2025-01-01T00:00:00Z")
                        .status())
                .isEqualTo(404);
    }
}
