package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.redraw.DraftCity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** What a draft would change, asked over HTTP: the corner of four districts moves to the south-west. */
final class ImpactOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);

    private static String impact;
    private static long incident;

    private final Asker service = SERVICE.asker();

    @BeforeAll
    static void a_draft_of_a_city_with_things() {
        DraftCity city = new DraftCity(DATABASE.jdbi());
        Coordinate corner = DraftCity.MESH.grids().stream()
                .filter(grid -> grid.code().equals("G3-3"))
                .findFirst()
                .orElseThrow()
                .shape()
                .getCoordinates()[0];
        Asker service = SERVICE.asker();
        String place = "\"lon\":" + (corner.x - 0.00001) + ",\"lat\":" + (corner.y - 0.00001);
        incident = service.post(
                        "/api/v1/incidents", "{\"kind\":\"noise\",\"title\":\"loud\",\"severity\":3," + place + "}")
                .json()
                .get("id")
                .asLong();
        service.put("/api/v1/video-points/cam", "{\"name\":\"east gate\"," + place + "}");
        city.apply("{'kind':'move-node','node':[" + corner.x + "," + corner.y + "],'to':[" + (corner.x - 0.0005) + ","
                + (corner.y - 0.0005) + "]}");
        impact = "/api/v1/drafts/" + city.draft + "/impact";
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    @Test
    void what_changes_its_owner_is_listed_with_both_grids_at_every_level() {
        JsonNode moved = service.get(impact).json().get("moved");

        assertThat(moved).hasSize(2);
        assertThat(moved.at("/0/id").asLong()).isEqualTo(incident);
        assertThat(moved.at("/0/title").asText()).isEqualTo("loud");
        assertThat(moved.at("/0/handOver").asBoolean()).isTrue();
        assertThat(moved.at("/0/from/code").asText()).isEqualTo("G2-2");
        assertThat(moved.at("/0/to/code").asText()).isEqualTo("G3-3");
        assertThat(moved.at("/0/levels").toString())
                .isEqualTo(
                        "[{\"level\":1,\"from\":\"D0-0\",\"to\":\"D1-1\"},{\"level\":2,\"from\":\"G2-2\",\"to\":\"G3-3\"}]");
        assertThat(moved.at("/1/subject").asText()).isEqualTo("video-point");
        assertThat(moved.at("/1/id").asText()).isEqualTo("cam");
    }

    @Test
    void grids_are_counted_before_and_after_and_the_draft_is_named() {
        JsonNode json = service.get(impact).json();

        assertThat(json.at("/draft/title").asText()).isEqualTo("first");
        assertThat(json.at("/scheme/levels/1/name/en").asText()).isEqualTo("Base grid");
        assertThat(json.get("grids")).hasSize(8);
        JsonNode taker = json.get("grids").findParents("code").stream()
                .filter(grid -> grid.has("changes") && grid.get("code").asText().equals("G3-3"))
                .findFirst()
                .orElseThrow();
        assertThat(taker.at("/before/open").asInt()).isZero();
        assertThat(taker.at("/after/open").asInt()).isEqualTo(1);
        assertThat(taker.at("/after/incidents").asInt()).isEqualTo(1);
        assertThat(taker.at("/after/videoPoints").asInt()).isEqualTo(1);
        assertThat(taker.at("/after/squareMetres").asDouble())
                .isGreaterThan(taker.at("/before/squareMetres").asDouble());
    }

    @Test
    void a_wider_level_is_compared_with_the_approvers_own() {
        JsonNode wider = service.get(impact + "?level=2").json().get("wider");

        assertThat(wider).hasSize(1);
        assertThat(wider.at("/0/level").asInt()).isEqualTo(1);
        assertThat(wider.at("/0/aboveApprover").asBoolean()).isTrue();
        // Whoever sits at this machine may change everything.
        assertThat(service.get(impact).json().at("/wider/0/aboveApprover").asBoolean(true))
                .isFalse();
        assertThat(service.get(impact + "?level=5").field()).isEqualTo("level");
        assertThat(service.get(impact + "?hashes=perhaps").field()).isEqualTo("hashes");
        assertThat(service.get("/api/v1/drafts/999/impact").status()).isEqualTo(404);
    }

    @Test
    void nothing_else_moved_and_each_untouched_grid_is_told_with_its_hash_when_asked() {
        JsonNode untouched = service.get(impact + "?hashes=true").json().get("untouched");

        assertThat(untouched.get("equal").asBoolean()).isTrue();
        assertThat(untouched.at("/levels/1/grids").asInt()).isEqualTo(32);
        assertThat(untouched.at("/levels/1/before").asText())
                .hasSize(64)
                .isEqualTo(untouched.at("/levels/1/after").asText());
        assertThat(untouched.get("grids")).hasSize(32 + 36 + 36);
        assertThat(service.get(impact).json().get("untouched").has("grids")).isFalse();
    }

    @Test
    void the_map_has_the_grids_on_both_sides_their_neighbours_and_the_borders_that_move() {
        JsonNode map = service.get(impact).json().get("map");

        assertThat(map.at("/before/features")).hasSize(8);
        assertThat(map.at("/transfers/features").findValues("properties"))
                .extracting(land -> land.at("/from/code").asText() + ">"
                        + land.at("/to/code").asText())
                .contains("G2-2>G3-3");
        assertThat(map.at("/after/features/0/geometry/type").asText()).isEqualTo("Polygon");
        assertThat(map.at("/around/features").size()).isGreaterThanOrEqualTo(12);
        assertThat(map.at("/borders/features")).hasSize(4);
        assertThat(map.at("/borders/features/0/properties").toString()).isEqualTo("{\"level\":1,\"state\":\"gone\"}");
    }

    @Test
    void the_sheet_says_it_on_paper_in_the_readers_language() {
        List<String> complaints = new ArrayList<>();
        try (Chromium browser = new Chromium();
                Page page = browser.page()) {
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(service.url()
                    + impact.replace("/api/v1/drafts/", "/sheet?draft=").replace("/impact", "&level=2"));
            page.getByTestId("sheet").waitFor();

            assertThat(page.getByTestId("title").textContent()).isEqualTo("first");
            assertThat(page.getByTestId("part-wider").textContent()).contains("区界", "D0-0、D0-1", "高于审批人的权限");
            assertThat(page.getByTestId("handover").locator("tbody tr").count()).isEqualTo(2);
            assertThat(page.getByTestId("handover").textContent())
                    .contains("#" + incident, "east gate", "G2-2", "G3-3");
            assertThat(page.getByTestId("verdict").textContent()).contains("完全一致");
            assertThat(page.locator("svg.map path.after").count()).isEqualTo(4);
            assertThat(page.locator("svg.map path.moved").count()).isPositive();
            assertThat(new String(page.pdf(), StandardCharsets.ISO_8859_1)).startsWith("%PDF-");

            page.navigate(page.url() + "&lang=en");
            page.getByTestId("sheet").waitFor();
            assertThat(page.getByTestId("part-wider").textContent()).contains("This edge is also the District line");
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_sheet_of_no_draft_says_what_to_do() {
        try (Chromium browser = new Chromium();
                Page page = browser.page()) {
            page.navigate(service.url() + "/sheet");
            page.getByTestId("problem").waitFor();
            assertThat(page.getByTestId("problem").textContent()).contains("/sheet?draft=");
        }
    }
}
