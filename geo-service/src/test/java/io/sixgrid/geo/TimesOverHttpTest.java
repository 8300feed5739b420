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
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.ingest.Await;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A grid was split at a moment of the past, by a revision that was recorded only later: every question has two answers. */
final class TimesOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);

    @SuppressWarnings("TimeInStaticInitializer")
    private static final Instant SPLIT = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static final String BEFORE = SPLIT.minusSeconds(1).toString();
    private static final String AFTER = SPLIT.plusSeconds(1).toString();
    private static final String UNKNOWN = SPLIT.minusSeconds(60).toString();

    private final Asker service = SERVICE.asker();

    @BeforeAll
    static void things_stand_in_a_grid_that_is_split() {
        Asker service = SERVICE.asker();
        service.post("/api/v1/incidents", """
                {"kind":"noise","title":"loud","severity":4,"lon":121.5060,"lat":38.8040,"occurred":"%s"}
                """.formatted(SPLIT.minusSeconds(30)));
        service.put("/api/v1/devices/cam", "{\"kind\":\"camera\",\"name\":\"cam\",\"lon\":121.5060,\"lat\":38.8040}");
        service.put("/api/v1/video-points/eye", "{\"name\":\"eye\",\"lon\":121.5060,\"lat\":38.8040}");
        // As if all had been there for long.
        DATABASE.jdbi().useHandle(h -> h.execute("""
                        update placement set at = at - interval '1 hour';
                        update device set created = created - interval '1 hour';
                        update device_position set valid = tstzrange(lower(valid) - interval '1 hour', null)
                        """));
        var plan = new PlanStore(DATABASE.jdbi())
                .read(new GridStore(DATABASE.jdbi()).requireScheme(TinyCity.SCHEME), SPLIT, Optional.empty())
                .orElseThrow();
        new RevisionStore(DATABASE.jdbi())
                .publish(
                        new Redraw(plan)
                                .split(WEST_SIDE_GRID, "SIDE-A", "SIDE-B")
                                .lineage(half("SIDE-A"))
                                .lineage(half("SIDE-B"))
                                .unproven(),
                        new Publication("planner", "split", Optional.empty(), SPLIT),
                        Progress.SILENT);
        for (String thing : new String[] {"incidents/1", "devices/cam", "devices/eye"}) {
            Await.until(
                    thing + " is placed again",
                    () -> service.get("/api/v1/" + thing)
                            .json()
                            .at("/chain/2/code")
                            .asText()
                            .startsWith("SIDE-"));
        }
    }

    private static Lineage half(String after) {
        return new Lineage(Lineage.Kind.SPLIT, 3, Optional.of(WEST_SIDE_GRID), Optional.of(after), 0.5, 1);
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    @ParameterizedTest
    @CsvSource({
        "locate?lon=121.5060&lat=38.8040, /chain/2/code",
        "locate?lon=121.5060&lat=38.8040&scheme=*, /schemes/0/chain/2/code",
        "'grids?level=3&parent=" + WEST_SOUTH_PRECINCT + "&limit=3', /items/1/code",
        "statistics?level=3&boundaries=as-now, /grids/0/code",
        "incidents/1, /chain/2/code",
        "incidents?limit=1, /items/0/chain/2/code",
        "devices/cam, /chain/2/code",
        "video-points?limit=1, /items/0/chain/2/code"
    })
    void what_is_answered_of_a_second_before_is_not_what_is_answered_of_a_second_after(String question, String where) {
        String and = question.contains("?") ? "&at=" : "?at=";
        assertThat(text(question + and + BEFORE, where)).isEqualTo(WEST_SIDE_GRID);
        assertThat(text(question + and + AFTER, where)).startsWith("SIDE-");
    }

    @ParameterizedTest
    @CsvSource({
        "locate?lon=121.5060&lat=38.8040, /chain/2/code",
        "'grids?level=3&parent=" + WEST_SOUTH_PRECINCT + "&limit=3', /items/1/code",
        "statistics?level=3&boundaries=as-now, /grids/0/code"
    })
    void what_was_believed_before_the_revision_stays_the_answer_of_then(String question, String where) {
        assertThat(text(question + "&at=" + AFTER + "&known=" + UNKNOWN, where)).isEqualTo(WEST_SIDE_GRID);
    }

    @ParameterizedTest
    @CsvSource({"incidents, 1", "devices, 2", "video-points, 1"})
    void things_are_found_in_the_grid_in_which_they_were(String things, int standing) {
        assertThat(count(things, WEST_SIDE_GRID, BEFORE)).isEqualTo(standing);
        assertThat(count(things, WEST_SIDE_GRID, AFTER)).isZero();
        assertThat(count(things, "SIDE-A", BEFORE) + count(things, "SIDE-B", BEFORE))
                .isZero();
        assertThat(count(things, "SIDE-A", AFTER) + count(things, "SIDE-B", AFTER))
                .isEqualTo(standing);
        String longAgo = SPLIT.minus(2, ChronoUnit.HOURS).toString();
        assertThat(count(things, WEST_SIDE_GRID, longAgo)).isZero();
        assertThat(count(things, WEST_SIDE_GRID, BEFORE + "&known=" + UNKNOWN)).isZero();
    }

    @Test
    void counts_of_devices_take_a_time_too() {
        String path = "/api/v1/devices/counts?grid=" + WEST_SIDE_GRID;
        assertThat(service.get(path + "&at=" + BEFORE).json().toString()).contains("2");
        assertThat(service.get(path + "&at=" + AFTER).json().toString()).doesNotContain("2");
    }

    @Test
    void many_points_take_a_time_each() {
        JsonNode located = service.post("/api/v1/locate", """
                        [{"lon":121.506,"lat":38.804,"at":"%s"},{"lon":121.506,"lat":38.804,"at":"%s"},
                         {"lon":121.506,"lat":38.804,"at":"%s","known":"%s"}]
                        """.formatted(BEFORE, AFTER, AFTER, UNKNOWN))
                .json();
        assertThat(located.at("/0/chain/2/code").asText()).isEqualTo(WEST_SIDE_GRID);
        assertThat(located.at("/1/chain/2/code").asText()).startsWith("SIDE-");
        assertThat(located.at("/2/chain/2/code").asText()).isEqualTo(WEST_SIDE_GRID);
    }

    @Test
    void one_grid_one_code_and_what_was_published_take_a_time() {
        assertThat(service.get("/api/v1/grids/" + WEST_SIDE_GRID + "?at=" + BEFORE)
                        .status())
                .isEqualTo(200);
        assertThat(service.get("/api/v1/grids/" + WEST_SIDE_GRID + "?at=" + AFTER)
                        .status())
                .isEqualTo(404);
        assertThat(text("codes/" + WEST_SIDE_GRID + "?at=" + BEFORE, "/state")).isEqualTo("in-force");
        assertThat(text("codes/" + WEST_SIDE_GRID + "?at=" + AFTER, "/state")).isEqualTo("retired");
        assertThat(service.get("/api/v1/revisions?at=" + BEFORE).json().get("items"))
                .hasSize(1);
        assertThat(service.get("/api/v1/revisions?known=" + UNKNOWN).json().get("items"))
                .isEmpty();
        assertThat(service.get("/api/v1/revisions").json().get("items")).hasSize(2);
        assertThat(text("schemes/default?at=" + BEFORE, "/levels/2/grids")).isEqualTo("4");
        assertThat(text("schemes/default?at=" + AFTER, "/levels/2/grids")).isEqualTo("5");
        assertThat(text("schemes/default?at=" + AFTER + "&known=" + UNKNOWN, "/levels/2/grids"))
                .isEqualTo("4");
    }

    @Test
    void a_file_of_all_boundaries_takes_a_time() {
        String file = "/api/v1/export?level=3&at=";
        assertThat(service.get(file + BEFORE).json().toString())
                .contains(WEST_SIDE_GRID)
                .doesNotContain("SIDE-A");
        assertThat(service.get(file + AFTER).json().toString()).contains("SIDE-A");
        assertThat(service.get(file + AFTER + "&known=" + UNKNOWN).json().toString())
                .doesNotContain("SIDE-A");
    }

    @Test
    void a_concordance_may_compare_beliefs() {
        String question = "concordance?level=3&from=" + AFTER + "&to=" + AFTER;
        assertThat(text(question, "/totals/0/kinds/unchanged")).isEqualTo("5");
        assertThat(text(question + "&fromKnown=" + UNKNOWN, "/totals/0/kinds/split"))
                .isEqualTo("2");
    }

    private String text(String question, String where) {
        return service.get("/api/v1/" + question).json().at(where).asText();
    }

    private int count(String things, String grid, String at) {
        return service.get("/api/v1/" + things + "?grid=" + grid + "&at=" + at)
                .json()
                .get("items")
                .size();
    }
}
