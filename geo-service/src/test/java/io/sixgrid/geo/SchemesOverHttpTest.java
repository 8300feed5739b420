package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.BUILDING;
import static io.sixgrid.data.grid.TinyCity.EAST;
import static io.sixgrid.data.grid.TinyCity.UNIT;
import static io.sixgrid.data.grid.TinyCity.WEST;
import static io.sixgrid.geo.PoliceScheme.BEAT_1;
import static io.sixgrid.geo.PoliceScheme.BEAT_2;
import static io.sixgrid.geo.PoliceScheme.STATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemesOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);

    private final Asker service = SERVICE.asker();

    /** In BEAT_1, on the border of the beats, in BEAT_2, and outside: of the default scheme's west, west, east and nowhere. */
    @BeforeAll
    static void two_schemes_and_things_in_them() {
        PoliceScheme.publish(DATABASE.jdbi());
        Asker service = SERVICE.asker();
        double[] places = {121.5022, 121.5075, 121.515, 121.6};
        for (int i = 0; i < places.length; i++) {
            String place = "\"lon\":" + places[i] + ",\"lat\":38.8025";
            assertThat(service.put(
                                    "/api/v1/devices/D" + i,
                                    "{\"kind\":\"smoke\",\"name\":\"烟感\"," + place + "}")
                            .status())
                    .isIn(200, 201);
            assertThat(service.post(
                                    "/api/v1/incidents",
                                    "{\"kind\":\"noise\",\"title\":\"I" + i + "\",\"severity\":3," + place + "}")
                            .status())
                    .isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    @Test
    void schemes_are_listed_with_levels_and_land_the_default_one_first() {
        JsonNode items = service.get("/api/v1/schemes").json().get("items");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0/standard").asBoolean()).isTrue();
        JsonNode police = items.get(1);
        assertThat(police.at("/code").asText()).isEqualTo("police");
        assertThat(police.at("/name/zh").asText()).isEqualTo("警务网格");
        assertThat(police.at("/levels/1/grids").asInt()).isEqualTo(2);
        assertThat(police.at("/levels/1/tiling").asBoolean()).isTrue();
        assertThat(police.at("/bbox/2").asDouble()).isEqualTo(121.52);
        assertThat(police.at("/filters").asText()).isEqualTo("place");
        assertThat(service.get("/api/v1/schemes/police").json()).isEqualTo(police);
        assertThat(service.get("/api/v1/schemes/fire").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default,police", "*"})
    void a_point_is_located_in_several_schemes_beside_each_other(String schemes) {
        JsonNode answer =
                service.get("/api/v1/locate?lon=121.5022&lat=38.8025&scheme=" + schemes).json();
        assertThat(answer.at("/schemes/0/scheme").asText()).isEqualTo("default");
        assertThat(answer.at("/schemes/0/chain/5/code").asText()).isEqualTo(UNIT);
        assertThat(answer.at("/schemes/1/scheme").asText()).isEqualTo("police");
        assertThat(answer.at("/schemes/1/chain/1/code").asText()).isEqualTo(BEAT_1);
    }

    @Test
    void one_scheme_is_answered_as_ever() {
        JsonNode answer =
                service.get("/api/v1/locate?lon=121.5022&lat=38.8025&scheme=police").json();
        assertThat(answer.at("/chain/0/code").asText()).isEqualTo(STATION);
        assertThat(answer.has("schemes")).isFalse();
        assertThat(service.get("/api/v1/locate?lon=1&lat=1&scheme=default,fire").detail())
                .isEqualTo("no scheme with code fire");
    }

    @Test
    void many_points_are_located_in_several_schemes() {
        JsonNode answers = service.post("/api/v1/locate?scheme=*", "[{\"lon\":121.515,\"lat\":38.805},{\"lon\":1,\"lat\":1}]")
                .json();
        assertThat(answers.at("/0/schemes/1/chain/1/code").asText()).isEqualTo(BEAT_2);
        assertThat(answers.at("/1/schemes/1/chain")).isEmpty();
    }

    @Test
    void things_are_found_in_the_grids_of_any_scheme_and_each_border_has_one_owner() {
        assertThat(listed("/api/v1/devices", "id", BEAT_1)).containsExactly("D0");
        assertThat(listed("/api/v1/devices", "id", BEAT_2)).containsExactly("D1", "D2");
        assertThat(listed("/api/v1/devices", "id", STATION)).containsExactly("D0", "D1", "D2");
        assertThat(listed("/api/v1/incidents", "title", BEAT_1)).containsExactly("I0");
        assertThat(listed("/api/v1/incidents", "title", BEAT_2)).containsExactly("I2", "I1");
        assertThat(listed("/api/v1/alerts", "id", STATION)).isEmpty();
        assertThat(ids(service.get("/api/v1/devices?grid=" + WEST))).containsExactly("D0", "D1");
    }

    @Test
    void a_list_by_another_schemes_grid_goes_on_where_its_page_ended() {
        JsonNode first = service.get("/api/v1/devices?scheme=police&grid=" + STATION + "&limit=1").json();
        List<String> ids = new ArrayList<>(List.of(first.at("/items/0/id").asText()));
        for (String next = first.get("next").asText(null); next != null; ) {
            JsonNode page = service.get(next).json();
            ids.add(page.at("/items/0/id").asText());
            next = page.get("next").asText(null);
        }
        assertThat(ids).containsExactly("D0", "D1", "D2");
    }

    @Test
    void a_box_and_a_grid_of_another_scheme_are_both_kept_to() {
        assertThat(ids(service.get("/api/v1/devices?scheme=police&grid=" + STATION + "&bbox=121.51,38.8,121.7,38.9")))
                .containsExactly("D2");
        assertThat(ids(service.get("/api/v1/devices?scheme=police&grid=" + BEAT_1 + "&bbox=121.51,38.8,121.7,38.9")))
                .isEmpty();
    }

    @Test
    void devices_are_counted_by_another_schemes_grid() {
        assertThat(service.get("/api/v1/devices/counts?scheme=police&grid=" + BEAT_2)
                        .json()
                        .properties()
                        .stream()
                        .mapToInt(count -> count.getValue().asInt())
                        .sum())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/alerts/groups", "/api/v1/readings/latest"})
    void what_asks_no_place_refuses_a_grid_of_another_scheme_rather_than_answer_nothing(String path) {
        Reply reply = service.get(path + "?scheme=police&grid=" + BEAT_1);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field()).isEqualTo("scheme");
        assertThat(service.get("/api/v1/devices?scheme=police&grid=" + EAST).detail())
                .isEqualTo("no grid with code " + EAST);
    }

    @Test
    void schemes_are_walked_across_by_land_and_by_households() {
        JsonNode walk = service.get("/api/v1/crosswalk?from=default&to=police&level=1&toLevel=2")
                .json();
        // The west community's 7.5 of 10 columns are in the first beat, and all of its households, in the unit.
        JsonNode westInFirst = row(walk, WEST, BEAT_1);
        assertThat(westInFirst.at("/land/shareOfOld").asDouble()).isCloseTo(0.75, within(1e-6));
        assertThat(westInFirst.at("/land/shareOfNew").asDouble()).isCloseTo(1, within(1e-6));
        assertThat(westInFirst.at("/households/amount").asInt()).isEqualTo(80);
        JsonNode westInSecond = row(walk, WEST, BEAT_2);
        assertThat(westInSecond.at("/land/shareOfOld").asDouble()).isCloseTo(0.25, within(1e-6));
        assertThat(walk.at("/totals/0/households/common").asInt())
                .isEqualTo(walk.at("/totals/0/households/old").asInt());
        assertThat(walk.at("/totals/0/squareMetres/common").asDouble())
                .isCloseTo(walk.at("/totals/0/squareMetres/old").asDouble(), within(0.1));
    }

    @Test
    void a_concordance_comes_as_csv_that_excel_reads() {
        Reply reply = service.with("Accept", "text/csv")
                .get("/api/v1/concordance?level=5&from=2021-01-01T00:00:00Z&to=2022-01-01T00:00:00Z");
        assertThat(reply.type()).isEqualTo("text/csv; charset=utf-8");
        assertThat(reply.whole().body()).startsWith("\uFEFFlevel,kind,");
        assertThat(reply.whole().body().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("5,unchanged," + BUILDING + ",1号楼," + BUILDING + ",1号楼,");
        assertThat(service.get("/api/v1/concordance?from=2019-01-01T00:00:00Z").detail())
                .isEqualTo("the scheme default has no boundaries at 2019-01-01T00:00:00Z");
    }

    private static JsonNode row(JsonNode walk, String old, String now) {
        for (JsonNode row : walk.get("items")) {
            if (row.at("/old/code").asText().equals(old) && row.at("/now/code").asText().equals(now)) {
                return row;
            }
        }
        throw new AssertionError("no row of " + old + " and " + now);
    }

    private List<String> listed(String path, String member, String grid) {
        return members(service.get(path + "?scheme=police&grid=" + grid), member);
    }

    private static List<String> ids(Reply reply) {
        return members(reply, "id");
    }

    private static List<String> members(Reply reply, String member) {
        assertThat(reply.status()).as(reply.detail()).isEqualTo(200);
        List<JsonNode> items = new ArrayList<>();
        reply.json().get("items").forEach(items::add);
        return Stream.of(items).flatMap(List::stream).map(item -> item.get(member).asText()).toList();
    }
}
