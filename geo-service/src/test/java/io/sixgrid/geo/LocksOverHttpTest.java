package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.redraw.DraftCity;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.TokenStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Borders of a mesh of four districts, some of which nobody is to move, and some of which not everybody is. */
final class LocksOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);
    private static final TokenStore TOKENS = new TokenStore(DATABASE.jdbi());
    private static final Author TEST = new Author("test", DraftCity.FOUNDED);

    private static Asker planner;
    private static Asker gridPlanner;
    private static Asker viewer;
    private static String draft;

    @BeforeAll
    static void a_city_and_three_people() {
        draft = "/api/v1/drafts/" + new DraftCity(DATABASE.jdbi()).draft;
        planner = holding(TOKENS.create("planner", Role.PLANNER, TEST));
        gridPlanner = holding(TOKENS.create("grids", Role.PLANNER, 2, TEST));
        viewer = holding(TOKENS.create("viewer", Role.VIEWER, TEST));
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    private static Asker holding(String token) {
        return SERVICE.asker().with("Authorization", "Bearer " + token);
    }

    private static List<JsonNode> edges(Asker who, int level) {
        List<JsonNode> edges = new ArrayList<>();
        who.get(draft + "/topology").json().get("edges").forEach(edge -> {
            if (edge.get("level").asInt() == level) {
                edges.add(edge);
            }
        });
        return edges;
    }

    private static String lock(String line) {
        return "{\"nameZh\":\"小河\",\"nameEn\":\"Little river\",\"source\":\"river:7\"," + line + "}";
    }

    /** South-westward, where no plot is near. */
    private static Asker.Reply bend(Asker who, JsonNode edge) {
        JsonNode line = edge.at("/geometry/coordinates");
        double x = (line.at("/0/0").asDouble() + line.at("/1/0").asDouble()) / 2 - 0.0003;
        double y = (line.at("/0/1").asDouble() + line.at("/1/1").asDouble()) / 2 - 0.0003;
        return who.post(
                draft + "/operations",
                "{\"kind\":\"reshape-edge\",\"edge\":" + edge.get("id") + ",\"line\":{\"type\":\"LineString\","
                        + "\"coordinates\":[" + line.get(0) + ",[" + x + "," + y + "]," + line.get(1) + "]}}");
    }

    @Test
    void edges_that_are_locked_show_it_and_are_not_moved_until_they_are_unlocked() {
        JsonNode edge = edges(planner, 2).get(5);
        assertThat(edge.get("locked").asBoolean()).isFalse();

        JsonNode put = planner.put("/api/v1/locks/river?scheme=mesh", lock("\"edges\":[" + edge.get("id") + "]"))
                .json();
        assertThat(put.at("/line/coordinates/0")).isEqualTo(edge.at("/geometry/coordinates"));
        assertThat(viewer.get("/api/v1/locks/river?scheme=mesh").json()).isEqualTo(put);
        assertThat(viewer.get("/api/v1/locks?scheme=mesh").json().at("/items/0"))
                .isEqualTo(put);
        JsonNode shown = edges(planner, 2).get(5);
        assertThat(shown.get("locked").asBoolean()).isTrue();
        assertThat(shown.at("/locks/0").asText()).isEqualTo("river");
        Asker.Reply refused = bend(planner, edge);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.detail()).contains("locked line river (小河, Little river)");

        assertThat(planner.delete("/api/v1/locks/river?scheme=mesh").status()).isEqualTo(204);
        assertThat(bend(planner, edge).status()).isEqualTo(200);
        assertThat(viewer.get("/api/v1/locks/river?scheme=mesh").status()).isEqualTo(404);
    }

    @Test
    void a_line_is_locked_as_it_is_drawn() {
        String line = "\"line\":{\"type\":\"MultiLineString\",\"coordinates\":[[[121.5,38.5],[121.6,38.5]]]}";

        assertThat(planner.put("/api/v1/locks/rail?scheme=mesh", lock(line))
                        .json()
                        .at("/line/coordinates/0/1/0"))
                .hasToString("121.6");
        assertThat(planner.put("/api/v1/locks/rail?scheme=mesh", lock(line.replace("121.6", "121.7")))
                        .json()
                        .at("/line/coordinates/0/1/0"))
                .hasToString("121.7");
        assertThat(planner.delete("/api/v1/locks/rail?scheme=mesh").status()).isEqualTo(204);
    }

    @Test
    void what_is_no_lock_is_refused_by_the_member_at_fault() {
        assertThat(planner.put("/api/v1/locks/x?scheme=mesh", lock("\"edges\":[\"1,2~3,4\"]"))
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("edges[0]");
        assertThat(planner.put(
                                "/api/v1/locks/x?scheme=mesh",
                                lock("\"line\":{\"type\":\"Point\",\"coordinates\":[1,2]}"))
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("line");
        assertThat(planner.put("/api/v1/locks/x?scheme=mesh", lock("\"edges\":[]"))
                        .detail())
                .contains("either a line or edges");
        assertThat(planner.put("/api/v1/locks/x?scheme=mesh", "{}").detail()).contains("nameZh");
    }

    @Test
    void who_may_change_grids_only_is_refused_a_districts_border_by_its_level() {
        JsonNode district = edges(gridPlanner, 1).get(1);

        assertThat(district.get("locked").asBoolean()).isTrue();
        Asker.Reply refused = bend(gridPlanner, district);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.detail()).contains("level 1 (District): it needs a planner for level 1");
    }

    @Test
    void lines_are_locked_by_planners_who_may_change_every_grid() {
        String line = lock("\"line\":{\"type\":\"LineString\",\"coordinates\":[[121.5,38.5],[121.6,38.5]]}");

        assertThat(viewer.put("/api/v1/locks/x?scheme=mesh", line).status()).isEqualTo(403);
        assertThat(gridPlanner.put("/api/v1/locks/x?scheme=mesh", line).detail())
                .contains("a planner for level 1");
        assertThat(gridPlanner.delete("/api/v1/locks/x?scheme=mesh").status()).isEqualTo(403);
    }
}
