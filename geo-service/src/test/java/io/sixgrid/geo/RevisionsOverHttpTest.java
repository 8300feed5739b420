package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.WEST_SIDE_GRID;
import static io.sixgrid.data.grid.TinyCity.WEST_SOUTH_PRECINCT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Progress;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.Lineage;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.Redraw;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.grid.StoredPlan;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.ingest.Await;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A grid is split while the service runs, and in a year a precinct gets another name. */
final class RevisionsOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);
    // When the split is published, once for all tests of the class.
    @SuppressWarnings("TimeInStaticInitializer")
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static final Instant NEXT_YEAR = NOW.plus(365, ChronoUnit.DAYS);
    private static final String IN_SIDE = "lon=121.5060&lat=38.8040";
    private static long incident;
    private static long editionBefore;

    private final Asker service = SERVICE.asker();

    @BeforeAll
    static void the_west_side_is_split() {
        Asker service = SERVICE.asker();
        incident = service.post("/api/v1/incidents", """
                        {"kind":"noise","title":"loud","severity":4,"lon":121.5060,"lat":38.8040}
                        """).json().get("id").asLong();
        editionBefore = service.get("/api/v1/map").json().get("edition").asLong();
        publish(
                new Redraw(read(NOW))
                        .split(WEST_SIDE_GRID, "SIDE-A", "SIDE-B")
                        .lineage(half("SIDE-A"))
                        .lineage(half("SIDE-B")),
                NOW);
        publish(new Redraw(read(NEXT_YEAR)).rename(WEST_SOUTH_PRECINCT, "renamed"), NEXT_YEAR);
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    @Test
    void a_retired_code_answers_with_its_last_version_and_its_successors() {
        JsonNode grid = service.get("/api/v1/grids/" + WEST_SIDE_GRID).json();
        assertThat(grid.get("retired").asText()).isEqualTo(NOW.toString());
        assertThat(grid.get("retiredBy").asText()).isEqualTo("split");
        assertThat(grid.get("validTo").asText()).isEqualTo(NOW.toString());
        assertThat(grid.get("successors")).hasSize(2);
        assertThat(grid.at("/successors/0/code").asText()).isEqualTo("SIDE-A");
        assertThat(grid.at("/successors/0/shareOfBefore").asDouble()).isEqualTo(0.5);
        assertThat(service.get("/api/v1/grids/SIDE-A").json().has("retired")).isFalse();
        Instant before = NOW.minusSeconds(3600);
        assertThat(service.get("/api/v1/grids/" + WEST_SIDE_GRID + "?known=" + before)
                        .json()
                        .has("retired"))
                .isFalse();
    }

    @Test
    void the_service_places_by_the_new_boundaries_and_what_stands_follows() {
        Await.until("the split is known", () -> locate("").startsWith("SIDE-"));
        assertThat(locate("&at=" + NOW.minusSeconds(1))).isEqualTo(WEST_SIDE_GRID);
        Await.until(
                "the incident is placed again",
                () -> service.get("/api/v1/incidents/" + incident)
                        .json()
                        .at("/chain/2/code")
                        .asText()
                        .startsWith("SIDE-"));
        assertThat(service.get("/api/v1/map").json().get("edition").asLong()).isGreaterThan(editionBefore);
    }

    @Test
    void grids_are_listed_as_of_any_time_and_belief() {
        assertThat(name(NEXT_YEAR.minusSeconds(1))).isNotEqualTo("renamed");
        assertThat(name(NEXT_YEAR)).isEqualTo("renamed");
        String below = "/api/v1/grids?parent=" + WEST_SOUTH_PRECINCT;
        assertThat(service.get(below).json().get("items")).hasSize(3);
        assertThat(service.get(below + "&at=" + NOW.minusSeconds(1)).json().get("items"))
                .hasSize(2);
        assertThat(service.get(below + "&known=" + NOW.minusSeconds(3600))
                        .json()
                        .get("items"))
                .hasSize(2);
    }

    @Test
    void revisions_are_listed_newest_first_and_one_says_where_land_went() {
        JsonNode items = service.get("/api/v1/revisions").json().get("items");
        assertThat(items).hasSize(3);
        assertThat(items.at("/0/effective").asText()).isEqualTo(NEXT_YEAR.toString());
        assertThat(items.at("/1/grids").toString()).isEqualTo("{\"created\":2,\"changed\":0,\"retired\":1}");
        assertThat(items.at("/1/document").asText()).isEqualTo("No. 7");
        assertThat(items.at("/1").has("lineage")).isFalse();

        JsonNode split = service.get(
                        "/api/v1/revisions/" + items.at("/1/number").asLong())
                .json();
        assertThat(split.get("author").asText()).isEqualTo("planner");
        assertThat(split.get("lineage")).hasSize(2);
        assertThat(split.at("/lineage/0/before").asText()).isEqualTo(WEST_SIDE_GRID);
    }

    @Test
    void a_list_of_revisions_goes_on_where_the_page_before_ended() {
        JsonNode first = service.get("/api/v1/revisions?limit=2").json();
        String next = first.get("next").asText();
        JsonNode second = service.get(next.substring(next.indexOf("/api/"))).json();
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(service.get("/api/v1/revisions/99").status()).isEqualTo(404);
        assertThat(service.get("/api/v1/revisions?scheme=nope").field()).isEqualTo("scheme");
    }

    private String locate(String more) {
        return service.get("/api/v1/locate?" + IN_SIDE + more)
                .json()
                .at("/chain/2/code")
                .asText();
    }

    private String name(Instant at) {
        return service.get("/api/v1/grids/" + WEST_SOUTH_PRECINCT + "?at=" + at)
                .json()
                .get("name")
                .asText();
    }

    private static StoredPlan read(Instant at) {
        return new PlanStore(DATABASE.jdbi())
                .read(new GridStore(DATABASE.jdbi()).requireScheme(TinyCity.SCHEME), at, Optional.empty())
                .orElseThrow();
    }

    private static void publish(Redraw redraw, Instant effective) {
        new RevisionStore(DATABASE.jdbi())
                .publish(
                        redraw.unproven(),
                        new Publication("planner", "too many households", Optional.of("No. 7"), effective),
                        Progress.SILENT);
    }

    private static Lineage half(String after) {
        return new Lineage(Lineage.Kind.SPLIT, 3, Optional.of(WEST_SIDE_GRID), Optional.of(after), 0.5, 1);
    }
}
