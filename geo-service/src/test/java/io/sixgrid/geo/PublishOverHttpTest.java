package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.redraw.DraftCity;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.TokenStore;
import io.sixgrid.ingest.Await;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

/** Drafts of a mesh of four districts are submitted, returned, approved, and in each other's way. */
final class PublishOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);
    /** Another process on the same database. */
    private static final RunningService OTHER = RunningService.beside(DATABASE);

    private static Asker planner;
    private static Asker colleague;
    private static Asker approver;
    private static Asker elsewhere;

    @BeforeAll
    static void a_city_and_three_people() {
        assertThat(new DraftCity(DATABASE.jdbi()).draft).isPositive();
        planner = SERVICE.asker().with("Authorization", "Bearer " + token("planner", Role.PLANNER));
        colleague = SERVICE.asker().with("Authorization", "Bearer " + token("colleague", Role.PLANNER));
        String approving = token("approver", Role.APPROVER);
        approver = SERVICE.asker().with("Authorization", "Bearer " + approving);
        elsewhere = OTHER.asker().with("Authorization", "Bearer " + approving);
    }

    @AfterAll
    static void stop() {
        OTHER.close();
        SERVICE.close();
        DATABASE.close();
    }

    private static String token(String name, Role role) {
        return new TokenStore(DATABASE.jdbi()).create(name, role, new Author("test", DraftCity.FOUNDED));
    }

    private static Coordinate corner(String code) {
        return DraftCity.MESH.grids().stream()
                .filter(grid -> grid.code().equals(code))
                .findFirst()
                .orElseThrow()
                .shape()
                .getCoordinates()[0];
    }

    /** A draft that moves the corner of four grids outward of the plot to its north-east; answers its path. */
    private static String draft(Asker who, String code, double degrees) {
        String draft = who.post("/api/v1/drafts", "{\"scheme\":\"mesh\",\"title\":\"" + code + "\"}")
                .whole()
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Coordinate corner = corner(code);
        Asker.Reply moved = who.post(
                draft + "/operations",
                "{\"kind\":\"move-node\",\"node\":[" + corner.x + "," + corner.y + "],\"to\":[" + (corner.x - degrees)
                        + "," + (corner.y - degrees) + "]}");
        assertThat(moved.status()).isEqualTo(200);
        return draft;
    }

    private static String now() {
        return "{\"effective\":\"" + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                + "\",\"reason\":\"too many households\",\"document\":\"No. 12\"}";
    }

    private static String grid(Asker who, Coordinate at, double degrees) {
        return who.get("/api/v1/locate?scheme=mesh&lon=" + (at.x - degrees) + "&lat=" + (at.y - degrees))
                .json()
                .at("/chain/1/code")
                .asText();
    }

    @Test
    void a_draft_that_is_approved_is_a_revision_and_every_process_places_by_it() {
        String draft = draft(planner, "G1-1", 0.0005);
        assertThat(grid(elsewhere, corner("G1-1"), 0.0002)).isEqualTo("G0-0");

        JsonNode submitted = planner.post(draft + "/submit", now()).json();
        assertThat(submitted.at("/draft/state").asText()).isEqualTo("submitted");
        assertThat(submitted.at("/review/submitted/by").asText()).isEqualTo("planner");
        assertThat(submitted.get("findings").isArray()).isTrue();
        assertThat(planner.post(draft + "/approve", "").status()).isEqualTo(403);
        assertThat(planner.post(draft + "/return", "{\"note\":\"x\"}").status()).isEqualTo(403);

        JsonNode approved =
                approver.post(draft + "/approve", "{\"note\":\"agreed\"}").json();

        assertThat(approved.at("/draft/state").asText()).isEqualTo("published");
        assertThat(approved.at("/review/approved/by").asText()).isEqualTo("approver");
        assertThat(approved.at("/review/note").asText()).isEqualTo("agreed");
        JsonNode revision = planner.get(
                        "/api/v1/revisions/" + approved.get("revision").asLong())
                .json();
        assertThat(revision.get("author").asText()).isEqualTo("planner");
        assertThat(revision.get("document").asText()).isEqualTo("No. 12");
        // This process at once, for whoever approved.
        assertThat(grid(planner, corner("G1-1"), 0.0002)).isEqualTo("G1-1");
        Await.until(
                "the other process too",
                () -> grid(elsewhere, corner("G1-1"), 0.0002).equals("G1-1"));
        assertThat(planner.post(draft + "/undo", "").status()).isEqualTo(409);
    }

    @Test
    void a_draft_that_is_returned_is_open_again_and_says_why() {
        String draft = draft(planner, "G1-4", 0.0005);
        planner.post(draft + "/submit", now());

        approver.post(draft + "/return", "{\"note\":\"the canal is the border\"}");

        JsonNode review = planner.get(draft + "/review").json();
        assertThat(planner.get(draft).json().at("/review/note").asText()).isEqualTo("the canal is the border");
        assertThat(review.at("/draft/state").asText()).isEqualTo("open");
        assertThat(review.at("/review/note").asText()).isEqualTo("the canal is the border");
        assertThat(planner.post(draft + "/undo", "").status()).isEqualTo(200);
    }

    @Test
    void a_draft_tells_who_submitted_and_who_approved_it_and_steps_name_the_version_that_was_seen() {
        String draft = draft(planner, "G2-4", 0.0005);
        long seen = planner.get(draft).json().get("version").asLong();
        assertThat(planner.post(draft + "/submit?version=" + (seen - 1), now()).status())
                .isEqualTo(409);
        assertThat(planner.post(draft + "/rebase?version=" + (seen - 1), "").status())
                .isEqualTo(409);
        assertThat(planner.post(draft + "/submit?version=" + seen, now()).status())
                .isEqualTo(200);
        assertThat(planner.get(draft).json().at("/review/submitted/by").asText())
                .isEqualTo("planner");
        assertThat(approver.post(draft + "/return?version=" + seen, "{\"note\":\"x\"}")
                        .status())
                .isEqualTo(409);
        assertThat(approver.post(draft + "/approve?version=" + seen, "").status())
                .isEqualTo(409);
        assertThat(approver.post(draft + "/approve?version=" + (seen + 1), "{\"note\":\"agreed\"}")
                        .status())
                .isEqualTo(200);
        JsonNode review = planner.get(draft).json().get("review");
        assertThat(review.at("/approved/by").asText()).isEqualTo("approver");
        assertThat(review.get("note").asText()).isEqualTo("agreed");
        assertThat(review.get("revision").asLong()).isPositive();
    }

    @Test
    void two_drafts_that_move_one_border_conflict_and_the_second_sees_base_mine_and_theirs() {
        String one = draft(planner, "G4-4", 0.0005);
        String other = draft(colleague, "G4-4", 0.0004);
        planner.post(one + "/submit", now());
        long revision =
                approver.post(one + "/approve", "").json().get("revision").asLong();

        Asker.Reply refused = colleague.post(other + "/submit", now());

        assertThat(refused.status()).isEqualTo(409);
        JsonNode conflict = refused.json().at("/conflicts/0");
        assertThat(conflict.get("reason").asText()).isEqualTo("edge");
        assertThat(conflict.at("/base/lines").toString()).contains("[" + text(corner("G4-4"), 0) + "]");
        assertThat(conflict.at("/mine/lines").toString()).contains("[" + text(corner("G4-4"), 0.0004) + "]");
        assertThat(conflict.at("/theirs/lines").toString()).contains("[" + text(corner("G4-4"), 0.0005) + "]");
        assertThat(conflict.at("/theirs/grids/0/changedBy/revision").asLong()).isEqualTo(revision);
        assertThat(conflict.at("/theirs/grids/0/changedBy/author").asText()).isEqualTo("planner");
        assertThat(colleague.get(other + "/conflicts").json().at("/conflicts/0/theirs"))
                .isEqualTo(conflict.get("theirs"));
        assertThat(colleague.get(other).json().get("state").asText()).isEqualTo("open");

        assertThat(colleague.post(other + "/rebase", "").status()).isEqualTo(409);
        JsonNode rebased = colleague.post(other + "/rebase?drop=1", "").json();
        assertThat(rebased.at("/draft/applied").asInt()).isZero();
        assertThat(rebased.at("/draft/base/revision").asLong()).isGreaterThanOrEqualTo(revision);
    }

    private static String text(Coordinate corner, double degrees) {
        return io.sixgrid.data.place.Lattice.round(corner.x - degrees) + ","
                + io.sixgrid.data.place.Lattice.round(corner.y - degrees);
    }

    @Test
    void what_is_missing_or_wrong_is_said_by_its_name() {
        String draft = draft(planner, "G4-1", 0.0005);
        assertThat(planner.post(draft + "/submit", "").json().get("field").asText())
                .isEqualTo("effective");
        assertThat(planner.post(draft + "/submit", "{\"effective\":\"2026-01-02T00:00:00Z\"}")
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("reason");
        Asker.Reply past = planner.post(draft + "/submit", "{\"effective\":\"2026-01-02T00:00:00Z\",\"reason\":\"r\"}");
        assertThat(past.status()).isEqualTo(409);
        assertThat(past.json().get("detail").asText()).contains("correction");
        assertThat(planner.post(draft + "/rebase?drop=x", "")
                        .json()
                        .get("field")
                        .asText())
                .isEqualTo("drop");
        assertThat(planner.post("/api/v1/drafts/4711/submit", "").status()).isEqualTo(404);
        planner.post(
                draft + "/submit", "{\"effective\":\"2026-01-02T00:00:00Z\",\"reason\":\"r\",\"correction\":true}");
        assertThat(approver.post(draft + "/approve", "").status()).isEqualTo(200);
        assertThat(planner.get("/api/v1/grids/G4-1?scheme=mesh&at=2026-01-03T00:00:00Z&geometry=true")
                        .json()
                        .toString())
                .contains("[" + text(corner("G4-1"), 0.0005) + "]");
    }
}
