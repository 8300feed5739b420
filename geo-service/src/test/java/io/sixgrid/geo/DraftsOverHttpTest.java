package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.redraw.DraftCity;
import io.sixgrid.geo.identity.Role;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A mesh of four districts with nine grids each is redrawn, in drafts that nobody publishes. */
final class DraftsOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);

    // The corner of four grids in the middle of the district D0-0, and a place outward of the plot to the north-east of
    // it.
    private static final String CORNER = MeshPlanner.corner("G1-1");
    private static final String MOVE = "{'kind':'move-node','node':[" + CORNER + "],'to':[121.0095,38.0085]}";
    private static final String INSIDE_OUT = "{'kind':'move-node','node':[" + CORNER + "],'to':[121.04,38.009]}";

    private static Asker planner;
    private static Asker viewer;

    @BeforeAll
    static void a_city_and_two_people() {
        assertThat(new DraftCity(DATABASE.jdbi()).draft).isPositive();
        planner = MeshPlanner.holder(SERVICE, DATABASE, Role.PLANNER);
        viewer = MeshPlanner.holder(SERVICE, DATABASE, Role.VIEWER);
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    private static Asker.Reply post(String path, String json) {
        return MeshPlanner.post(planner, path, json);
    }

    private static String open(String more) {
        return MeshPlanner.open(planner, more);
    }

    @Test
    void a_draft_is_opened_listed_amended_and_withdrawn_and_stays_to_be_looked_at() {
        String draft = open(",'scope':'D0-0','reason':'too many households','effective':'2027-01-01T00:00:00+08:00'");

        JsonNode opened = viewer.get(draft).json();
        assertThat(opened.get("scope").asText()).isEqualTo("D0-0");
        assertThat(opened.get("state").asText()).isEqualTo("open");
        assertThat(opened.get("author").asText()).isEqualTo("planner");
        assertThat(opened.get("effective").asText()).isEqualTo("2026-12-31T16:00:00Z");
        assertThat(opened.at("/base/revision").asLong()).isPositive();
        assertThat(viewer.get("/api/v1/drafts?scheme=mesh&limit=1").json().at("/items/0/id"))
                .isEqualTo(opened.get("id"));

        JsonNode amended = planner.patch(draft, "{\"title\":\"summer\",\"effective\":null}")
                .json();
        assertThat(amended.get("title").asText()).isEqualTo("summer");
        assertThat(amended.has("effective")).isFalse();
        assertThat(amended.get("reason").asText()).isEqualTo("too many households");

        assertThat(planner.delete(draft).json().get("state").asText()).isEqualTo("withdrawn");
        assertThat(viewer.get("/api/v1/drafts?scheme=mesh&state=withdrawn")
                        .json()
                        .at("/items/0/id"))
                .isEqualTo(opened.get("id"));
        assertThat(post(draft + "/operations", MOVE).status()).isEqualTo(409);
        assertThat(planner.delete(draft).status()).isEqualTo(409);
        assertThat(actions(opened.get("id").asText())).containsExactly("open", "withdraw");
    }

    private static List<String> actions(String draft) {
        return DATABASE.jdbi()
                .withHandle(h -> h.createQuery(
                                "select action from audit where thing = 'draft' and id_text = :id order by id")
                        .bind("id", draft)
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void an_operation_answers_what_changed_at_all_levels_and_undoing_it_what_changed_back() {
        String draft = open("");

        Asker.Reply reply = post(draft + "/operations?version=0", MOVE);

        assertThat(reply.status()).isEqualTo(200);
        JsonNode done = reply.json();
        assertThat(done.at("/draft/applied").asInt()).isEqualTo(1);
        assertThat(done.at("/operation").toString()).isEqualTo("{\"seq\":1,\"kind\":\"move-node\"}");
        assertThat(done.at("/delta/levels").toString()).isEqualTo("[2]");
        assertThat(done.at("/delta/grids").findValuesAsText("change")).containsOnly("changed");
        JsonNode grid = done.at("/delta/grids/0");
        assertThat(grid.get("code").asText()).isEqualTo("G0-0");
        assertThat(grid.get("what").toString()).isEqualTo("[\"shape\"]");
        assertThat(grid.at("/after/geometry").toString()).contains("[121.0095,38.0085]");
        assertThat(grid.at("/before").has("geometry")).isFalse();
        assertThat(grid.at("/after/squareMetres").asDouble())
                .isLessThan(grid.at("/before/squareMetres").asDouble());

        JsonNode undone = post(draft + "/undo?geometry=both", "").json();
        assertThat(undone.at("/delta/grids/0/after/geometry").toString()).contains("[" + CORNER + "]");
        assertThat(undone.at("/delta/grids/0/before/geometry")).isEqualTo(grid.at("/after/geometry"));
        assertThat(viewer.get(draft + "/delta").json().at("/delta/grids")).isEmpty();
        JsonNode taken = viewer.get(draft + "/operations").json();
        assertThat(taken.at("/items/0/applied").asBoolean()).isFalse();
        post(draft + "/redo", "");
        JsonNode listed = viewer.get(draft + "/operations").json().at("/items/0");
        assertThat(listed.get("applied").asBoolean()).isTrue();
        assertThat(listed.at("/operation/to").toString()).isEqualTo("[121.0095,38.0085]");
    }

    @Test
    void the_delta_since_the_beginning_sums_up_the_operations_and_writes_shapes_as_it_is_asked() {
        String draft = open("");
        post(draft + "/operations", "{'kind':'rename','grid':'G1-1','name':'桃源'}");
        post(draft + "/operations", "{'kind':'recode','grid':'G1-1','code':'T1'}");
        post(draft + "/operations", MOVE.replace("38.0085", "38.0086"));

        JsonNode delta = viewer.get(draft + "/delta?geometry=none").json().at("/delta/grids");

        JsonNode grid = delta.get(delta.size() - 1);
        assertThat(grid.get("change").asText()).isEqualTo("recoded");
        assertThat(grid.get("what").toString()).isEqualTo("[\"code\",\"shape\",\"name\",\"shortName\"]");
        assertThat(grid.at("/before/code").asText()).isEqualTo("G1-1");
        assertThat(grid.at("/after/parent").asText()).isEqualTo("D0-0");
        assertThat(delta.findValues("geometry")).isEmpty();
    }

    @Test
    void an_editor_sees_nodes_edges_and_faces_of_the_draft_as_it_is() {
        String draft = open("");
        post(draft + "/operations", "{'kind':'recode','grid':'G1-1','code':'T1'}");

        JsonNode part = planner.get(draft + "/topology?bbox=121.0095,38.008,121.0115,38.0095")
                .json();

        assertThat(part.get("nodes")).hasSize(1);
        assertThat(part.at("/nodes/0/at").toString()).isEqualTo("[" + CORNER + "]");
        assertThat(part.at("/nodes/0/edges")).hasSize(4);
        assertThat(part.at("/nodes/0/edges").toString())
                .contains(part.at("/edges/0/id").asText());
        assertThat(part.at("/faces").findValuesAsText("code")).contains("T1", "G0-0");
        assertThat(part.at("/edges").toString()).contains("\"T1\"");
        assertThat(part.at("/edges/0/geometry/type").asText()).isEqualTo("LineString");
        assertThat(part.get("version").asInt()).isEqualTo(1);
        JsonNode whole = planner.get(draft + "/topology").json();
        assertThat(whole.get("faces")).hasSize(36);
        JsonNode rim =
                planner.get(draft + "/topology?bbox=120.9,37.9,121.001,38.001").json();
        assertThat(rim.get("edges")).allSatisfy(edge -> {
            assertThat(edge.get("level").asInt()).isZero();
            assertThat(edge.get("outside").asText()).isIn("left", "right");
            // A planner redraws grids; the outline is somebody else's.
            assertThat(edge.get("locked").asBoolean()).isTrue();
        });
        assertThat(planner.get(draft + "/topology?bbox=1,2").field()).isEqualTo("bbox");
    }

    @Test
    void what_the_proof_refuses_is_told_with_its_place_and_changes_nothing() {
        String draft = open("");

        Asker.Reply reply = post(draft + "/operations", INSIDE_OUT);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.type()).isEqualTo("application/problem+json");
        JsonNode finding = reply.json().at("/findings/0");
        assertThat(finding.get("refuses").asBoolean()).isTrue();
        assertThat(finding.get("codes")).isNotEmpty();
        assertThat(reply.detail()).contains(finding.get("sentence").asText());
        assertThat(finding.at("/where/type").asText()).isNotEmpty();
        assertThat(viewer.get(draft).json().get("version").asInt()).isZero();
    }

    @Test
    void a_code_that_was_ever_given_is_not_given_again() {
        String draft = open("");
        post(draft + "/operations", "{'kind':'recode','grid':'G0-0','code':'NEW'}");

        Asker.Reply other = post(draft + "/operations", "{'kind':'recode','grid':'G0-1','code':'G0-0'}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().at("/findings/0/kind").asText()).isEqualTo("code");
        assertThat(other.detail()).contains("the code G0-0 is another grid's");
        // Its own it may have back.
        assertThat(post(draft + "/operations", "{'kind':'recode','grid':'NEW','code':'G0-0'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_draft_of_one_district_leaves_the_others_alone() {
        String draft = open(",'scope':'D1-1'");

        Asker.Reply outside = post(draft + "/operations", MOVE);
        assertThat(outside.status()).isEqualTo(409);
        assertThat(outside.detail()).contains("G0-0").contains("D1-1");
        assertThat(post(draft + "/operations", "{'kind':'reparent','grid':'G2-3','parent':'D1-1'}")
                        .status())
                .isEqualTo(409);
        assertThat(post(draft + "/operations", "{'kind':'rename','grid':'G1-1','name':'x'}")
                        .status())
                .isEqualTo(409);
        assertThat(post(draft + "/operations", "{'kind':'rename','grid':'G4-4','name':'x'}")
                        .status())
                .isEqualTo(200);
        assertThat(post(draft + "/operations", "{'kind':'rename','grid':'D1-1','name':'x'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoever_looked_too_early_is_told_so() {
        String draft = open("");
        String rename = "{'kind':'rename','grid':'G1-1','name':'x'}";
        Asker.Reply first = post(draft + "/operations?version=0", rename);
        assertThat(first.whole().headers().firstValue("ETag")).contains("\"1\"");

        assertThat(post(draft + "/undo?version=0", "").detail()).contains("version 1, not 0");
        assertThat(planner.with("If-Match", "\"0\"").post(draft + "/undo", "").status())
                .isEqualTo(409);
        assertThat(planner.with("If-Match", "\"1\"").post(draft + "/undo", "").status())
                .isEqualTo(200);
        assertThat(post(draft + "/undo?version=x", "").field()).isEqualTo("version");
        assertThat(post(draft + "/undo", "").detail()).contains("left to undo");
    }

    @Test
    void what_is_wrong_is_refused_by_its_name() {
        assertThat(post("/api/v1/drafts", "{'scheme':'mesh'}").field()).isEqualTo("title");
        assertThat(post("/api/v1/drafts", "{'scheme':'mesh','title':' '}").field())
                .isEqualTo("title");
        assertThat(post("/api/v1/drafts", "{'scheme':'nope','title':'x'}").field())
                .isEqualTo("scheme");
        assertThat(post("/api/v1/drafts", "{'scheme':'mesh','title':'x','scope':'D7'}")
                        .field())
                .isEqualTo("scope");
        assertThat(post("/api/v1/drafts", "{'scheme':'mesh','title':'x','at':'2020-01-01T00:00:00Z'}")
                        .field())
                .isEqualTo("at");
        assertThat(post("/api/v1/drafts", "{'scheme':'mesh','title':'x','colour':1}")
                        .field())
                .isEqualTo("colour");
        String draft = open("");
        assertThat(post(draft + "/operations", "[]").status()).isEqualTo(400);
        assertThat(post(draft + "/operations", "{'kind':'move-node','node':[121,'x']}")
                        .field())
                .isEqualTo("node");
        assertThat(viewer.get("/api/v1/drafts?state=lost").field()).isEqualTo("state");
        assertThat(viewer.get(draft + "/delta?geometry=some").field()).isEqualTo("geometry");
        assertThat(viewer.get("/api/v1/drafts/999999").status()).isEqualTo(404);
        assertThat(post("/api/v1/drafts/999999/operations", MOVE).status()).isEqualTo(404);
        assertThat(post(draft + "/operations", "{'kind':'" + "x".repeat(4_000_001) + "'}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_file_of_some_grids_is_one_operation_or_a_report_of_what_stands_against_it() {
        String path = open("") + "/operations/file?level=grid&field.parent=above&name=two.geojson";

        Asker.Reply refused = planner.upload(path, "application/geo+json", MeshPlanner.file(121.02));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().at("/report/proven").asBoolean()).isFalse();
        assertThat(refused.json().at("/findings").findValuesAsText("kind")).contains("overlap");
        assertThat(refused.json().at("/report/levels/2").asInt()).isEqualTo(1);

        Asker.Reply taken = planner.upload(path, "application/geo+json", MeshPlanner.file(121.0));
        assertThat(taken.status()).as(taken.detail()).isEqualTo(200);
        assertThat(taken.json().at("/operation/kind").asText()).isEqualTo("redraw-from-file");
        assertThat(taken.json().at("/delta/grids").findValuesAsText("change")).containsExactly("renamed");
        assertThat(taken.json().at("/report/changes/grids/0/kind").asText()).isEqualTo("renamed");
        assertThat(planner.upload(path, "application/geo+json", MeshPlanner.file(121.0))
                        .detail())
                .contains("changes nothing");
        assertThat(planner.upload(path + "&effective=2027-01-01", "application/geo+json", MeshPlanner.file(121.0))
                        .field())
                .isEqualTo("effective");
    }

    @Test
    void who_may_only_look_changes_nothing() {
        String draft = open("");
        assertThat(viewer.post("/api/v1/drafts", "{\"scheme\":\"mesh\",\"title\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(viewer.post(draft + "/operations", MOVE.replace('\'', '"')).status())
                .isEqualTo(403);
        assertThat(viewer.patch(draft, "{}").status()).isEqualTo(403);
        assertThat(viewer.delete(draft).status()).isEqualTo(403);
        assertThat(planner.post(draft + "/approve", "").status()).isEqualTo(403);
        assertThat(SERVICE.asker().get(draft).status()).isEqualTo(401);
    }
}
