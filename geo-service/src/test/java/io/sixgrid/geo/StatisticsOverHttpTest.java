package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.EAST_GRID;
import static io.sixgrid.data.grid.TinyCity.WEST;
import static io.sixgrid.data.grid.TinyCity.WEST_GRID;
import static io.sixgrid.data.grid.TinyCity.WEST_NORTH_GRID;
import static io.sixgrid.data.grid.TinyCity.WEST_SIDE_GRID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Progress;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.GridStore;
import io.sixgrid.data.grid.PlanStore;
import io.sixgrid.data.grid.Publication;
import io.sixgrid.data.grid.Redraw;
import io.sixgrid.data.grid.RevisionStore;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.geo.Asker.Reply;
import io.sixgrid.ingest.Await;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Four incidents of 2024 in a city one of whose grids is split as of 2025. */
final class StatisticsOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);
    private static final String SPLIT = "2025-01-01T00:00:00Z";
    private static final String PATH = "/api/v1/statistics?level=3";

    private final Asker service = SERVICE.asker();

    @BeforeAll
    static void incidents_and_a_split() {
        Asker service = SERVICE.asker();
        service.post("/api/v1/incidents", """
                [{"kind":"noise","title":"a","severity":4,"lon":121.506,"lat":38.804,"occurred":"2024-05-01T00:00:00Z"},
                 {"kind":"fire","title":"b","severity":1,"lon":121.506,"lat":38.804,"occurred":"2024-06-01T00:00:00Z"},
                 {"kind":"fire","title":"c","severity":1,"lon":121.515,"lat":38.805,"occurred":"2024-06-01T00:00:00Z"},
                 {"kind":"fire","title":"d","severity":1,"lon":121.6,"lat":38.9,"occurred":"2024-06-02T00:00:00Z"}]
                """);
        Instant effective = Instant.parse(SPLIT);
        var plan = new PlanStore(DATABASE.jdbi())
                .read(new GridStore(DATABASE.jdbi()).requireScheme(TinyCity.SCHEME), effective, Optional.empty())
                .orElseThrow();
        Redraw redraw = new Redraw(plan).split(WEST_SIDE_GRID, "=SIDE-A", "SIDE-B");
        new RevisionStore(DATABASE.jdbi())
                .publish(
                        redraw.unproven(),
                        new Publication("planner", "split", Optional.empty(), effective),
                        Progress.SILENT);
        Await.until(
                "the split is known",
                () -> service.get(PATH + "&boundaries=as-now").json().toString().contains("SIDE-A"));
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    @Test
    void as_was_is_what_reports_of_the_time_said() {
        JsonNode was = service.get(PATH).json();
        assertThat(was.get("boundaries").asText()).isEqualTo("as-was");
        assertThat(count(was, WEST_SIDE_GRID)).isEqualTo(2);
        assertThat(count(was, EAST_GRID)).isEqualTo(1);
        assertThat(was.get("outside").asLong()).isEqualTo(1);
        assertThat(was.get("total").asLong()).isEqualTo(4);
        assertThat(was.has("at")).isFalse();
    }

    @Test
    void as_now_takes_any_time_and_belief() {
        assertThat(count(service.get(PATH + "&boundaries=as-now").json(), "=SIDE-A"))
                .isEqualTo(2);
        String before = Instant.parse(SPLIT).minusSeconds(1).toString();
        assertThat(count(service.get(PATH + "&boundaries=as-now&at=" + before).json(), WEST_SIDE_GRID))
                .isEqualTo(2);
        JsonNode then = service.get(PATH + "&boundaries=as-now&known=2020-01-01T00:00:00Z")
                .json();
        assertThat(count(then, WEST_SIDE_GRID)).isEqualTo(2);
        assertThat(then.get("known").asText()).isEqualTo("2020-01-01T00:00:00Z");
    }

    @Test
    void both_reconcile_and_say_what_moved() {
        JsonNode both = service.get(PATH + "&boundaries=both").json();
        assertThat(both.at("/total").toString()).isEqualTo("{\"asWas\":4,\"asNow\":4,\"difference\":0}");
        assertThat(both.get("moved").toString())
                .isEqualTo("[{\"from\":\"" + WEST_SIDE_GRID + "\",\"to\":\"=SIDE-A\",\"count\":2}]");
        assertThat(both.at("/outsideWhy/0/why").asText()).isEqualTo("outside");
    }

    @Test
    void numbers_are_told_apart_and_every_level_is_answered() {
        JsonNode byKind = service.get("/api/v1/statistics?level=1&by=kind").json();
        assertThat(byKind.at("/grids/0/code").asText()).isEqualTo(WEST);
        assertThat(byKind.at("/grids/0/by").toString()).isEqualTo("{\"fire\":1,\"noise\":1}");
        assertThat(byKind.at("/totalBy/fire").asLong()).isEqualTo(3);
        JsonNode compounds = service.get("/api/v1/statistics?level=4").json();
        assertThat(compounds.get("outsideWhy").toString()).isEqualTo("{\"outside\":1,\"not-at-level\":3}");
    }

    @Test
    void a_time_is_half_open_and_empty_grids_are_listed_on_demand() {
        JsonNode may = service.get(PATH + "&from=2024-05-01T00:00:00Z&to=2024-06-01T00:00:00Z&empty=true")
                .json();
        assertThat(may.get("total").asLong()).isEqualTo(1);
        assertThat(count(may, WEST_NORTH_GRID)).isZero();
        assertThat(may.get("grids").toString()).contains(WEST_NORTH_GRID, WEST_GRID, "SIDE-B");
    }

    @Test
    void a_spreadsheet_shows_what_it_is_sent_and_runs_none_of_it() {
        Reply csv = service.with("Accept", "text/csv").get(PATH + "&boundaries=as-now&by=kind");
        assertThat(csv.type()).startsWith("text/csv");
        assertThat(csv.whole().body().substring(1).lines())
                .containsExactly(
                        "code,name,count,fire,noise",
                        EAST_GRID + ",东一网格,1,1,0",
                        "'=SIDE-A,'=SIDE-A,2,1,1",
                        ",(outside),1,1,0",
                        ",(total),4,3,1");
        assertThat(service.get(PATH + "&boundaries=both&format=csv").whole().body())
                .contains("code,name,as_was,as_now,difference\r\n", ",2,0,-2\r\n");
    }

    @Test
    void alerts_are_counted_too() {
        assertThat(service.get(PATH + "&of=alerts&by=source")
                        .json()
                        .get("total")
                        .asLong())
                .isZero();
    }

    @Test
    void what_cannot_be_answered_is_refused_with_the_choices() {
        assertThat(service.get(PATH + "&by=colour").detail()).contains("hour", "kind", "month", "severity", "state");
        assertThat(service.get(PATH + "&by=source").detail()).contains("reporter");
        assertThat(service.get("/api/v1/statistics?level=7").field()).isEqualTo("level");
        assertThat(service.get("/api/v1/statistics?level=0").field()).isEqualTo("level");
        assertThat(service.get(PATH + "&boundaries=then").field()).isEqualTo("boundaries");
        assertThat(service.get(PATH + "&of=cats").field()).isEqualTo("of");
        assertThat(service.get(PATH + "&from=2025-01-01T00:00:00Z&to=2024-01-01T00:00:00Z")
                        .field())
                .isEqualTo("to");
        assertThat(service.get(PATH + "&scheme=nope").field()).isEqualTo("scheme");
    }

    private static long count(JsonNode statistics, String code) {
        for (JsonNode grid : statistics.get("grids")) {
            if (grid.get("code").asText().equals(code)) {
                return grid.get("count").asLong();
            }
        }
        return 0;
    }
}
