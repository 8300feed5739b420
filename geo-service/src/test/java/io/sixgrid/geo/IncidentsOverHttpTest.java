package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.COMPOUND;
import static io.sixgrid.data.grid.TinyCity.EAST;
import static io.sixgrid.data.grid.TinyCity.UNIT;
import static io.sixgrid.data.grid.TinyCity.WEST;
import static io.sixgrid.data.grid.TinyCity.WEST_GRID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class IncidentsOverHttpTest {
    private static final String PATH = "/api/v1/incidents";

    private RunningService running;
    private Asker service;

    @BeforeEach
    void start(TestDatabase database) {
        running = new RunningService(database);
        service = running.asker();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void an_incident_reported_by_position_is_placed(TestDatabase database) {
        Reply reply = service.post(PATH, incident("\"lon\":121.5022,\"lat\":38.8025"));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.whole().headers().firstValue("Location"))
                .contains(PATH + "/" + reply.json().get("id").asLong());
        assertThat(reply.json().at("/chain/5/code").asText()).isEqualTo(UNIT);
        assertThat(reply.json().get("state").asText()).isEqualTo("open");
        assertThat(reply.json().get("reportedBy").asText()).isEqualTo("local");
        assertThat(rows(database, "select subject || ' ' || cause || ' ' || cardinality(chain) from placement"))
                .containsExactly("incident intake 6");
        assertThat(rows(database, "select incidents::text from change")).containsExactly("{1}");
        assertThat(rows(database, "select actor || ' ' || action || ' ' || id_text from audit"))
                .containsExactly("local report 1");
    }

    @Test
    void an_incident_reported_by_grid_code_is_in_that_grid_and_nowhere_deeper() {
        JsonNode json =
                service.post(PATH, incident("\"grid\":\"" + COMPOUND + "\"")).json();
        assertThat(json.get("chain")).hasSize(4);
        assertThat(json.has("lon")).isFalse();
        assertThat(codes("?grid=" + WEST_GRID)).hasSize(1);
        assertThat(codes("?grid=" + UNIT)).isEmpty();
    }

    @Test
    void an_incident_outside_every_grid_is_kept_without_a_chain() {
        JsonNode json =
                service.post(PATH, incident("\"lon\":121.6,\"lat\":38.9")).json();
        assertThat(json.get("chain")).isEmpty();
        assertThat(codes("?bbox=121.55,38.85,121.65,38.95")).hasSize(1);
    }

    @Test
    void a_wrong_report_is_refused_by_its_field() {
        assertThat(service.post(PATH, incident("\"lon\":121.5")).field()).isEqualTo("lat");
        assertThat(service.post(PATH, incident("\"lon\":200,\"lat\":38.8")).field())
                .isEqualTo("lon");
        assertThat(service.post(PATH, incident("\"grid\":\"nope\"")).field()).isEqualTo("grid");
        assertThat(service.post(PATH, incident("\"grid\":\"" + EAST + "\",\"lon\":121.5,\"lat\":38.8"))
                        .field())
                .isEqualTo("grid");
        assertThat(service.post(PATH, incident("\"lon\":121.5,\"lat\":38.8,\"severity\":5"))
                        .status())
                .isEqualTo(400);
        assertThat(service.post(PATH, "{\"kind\":\"x\",\"severity\":1,\"lon\":121.5,\"lat\":38.8}")
                        .field())
                .isEqualTo("title");
        assertThat(service.get(PATH).json().get("items")).isEmpty();
    }

    @Test
    void many_are_stored_all_or_none() {
        String good = incident("\"lon\":121.5022,\"lat\":38.8025");
        assertThat(service.post(PATH, "[" + good + "," + good + "]").json()).hasSize(2);
        Reply bad = service.post(PATH, "[" + good + "," + incident("\"lon\":121.5022,\"lat\":91") + "]");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.field()).isEqualTo("[1].lat");
        assertThat(service.get(PATH).json().get("items")).hasSize(2);
    }

    @Test
    void a_repeated_report_is_one_incident_and_another_of_the_same_id_is_a_conflict() {
        String report = incident("\"lon\":121.5022,\"lat\":38.8025,\"externalId\":\"12345-7\"");
        long id = service.post(PATH, report).json().get("id").asLong();
        Reply again = service.post(PATH, report);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("id").asLong()).isEqualTo(id);
        Reply other = service.post(PATH, incident("\"lon\":121.5023,\"lat\":38.8025,\"externalId\":\"12345-7\""));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.detail()).contains("12345-7");
        assertThat(service.post(PATH, "[" + report + "," + report + "]").status())
                .isEqualTo(400);
    }

    @Test
    void an_incident_is_closed_and_opened_again(TestDatabase database) {
        long id = service.post(PATH, incident("\"lon\":121.5022,\"lat\":38.8025"))
                .json()
                .get("id")
                .asLong();
        JsonNode closed = service.post(PATH + "/" + id + "/close", "").json();
        assertThat(closed.get("state").asText()).isEqualTo("closed");
        assertThat(closed.get("closedBy").asText()).isEqualTo("local");
        assertThat(service.post(PATH + "/" + id + "/close", "").status()).isEqualTo(409);
        assertThat(codes("?state=open")).isEmpty();
        assertThat(service.post(PATH + "/" + id + "/reopen", "").json().has("closed"))
                .isFalse();
        assertThat(codes("?state=open")).hasSize(1);
        assertThat(service.post(PATH + "/99/close", "").status()).isEqualTo(404);
        assertThat(rows(database, "select action from audit order by id")).containsExactly("report", "close", "reopen");
    }

    @Test
    void incidents_are_found_by_what_they_are() {
        service.post(PATH, incident("\"lon\":121.5022,\"lat\":38.8025,\"occurred\":\"2026-01-01T08:00:00+08:00\""));
        service.post(PATH, incident("\"lon\":121.515,\"lat\":38.805,\"occurred\":\"2026-01-02T00:00:00Z\""));
        assertThat(codes("?grid=" + WEST)).containsExactly(1L);
        assertThat(codes("?grid=" + EAST)).containsExactly(2L);
        assertThat(codes("?from=2026-01-02T00:00:00Z")).containsExactly(2L);
        assertThat(codes("?to=2026-01-02T00:00:00Z")).containsExactly(1L);
        assertThat(codes("?severity=1,2")).isEmpty();
        assertThat(codes("?severity=3&kind=litter")).containsExactly(2L, 1L);
        assertThat(codes("?bbox=121.5,38.8,121.51,38.81")).containsExactly(1L);
        assertThat(service.get(PATH + "?grid=nope").field()).isEqualTo("grid");
        assertThat(service.get(PATH + "?bbox=1,2,3").field()).isEqualTo("bbox");
        assertThat(service.get(PATH + "?state=ajar").field()).isEqualTo("state");
        assertThat(service.get(PATH + "?colour=red").field()).isEqualTo("colour");
    }

    @Test
    void the_list_goes_on_where_it_ended_newest_first() {
        String many = incident("\"lon\":121.5022,\"lat\":38.8025") + ",";
        service.post(PATH, "[" + (many.repeat(7)).replaceFirst(",$", "") + "]");
        JsonNode first = service.get(PATH + "?limit=4&grid=" + WEST).json();
        assertThat(first.get("items")).hasSize(4);
        JsonNode second = service.get(first.get("next").asText()).json();
        assertThat(second.get("items")).hasSize(3);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(second.at("/items/2/id").asLong()).isEqualTo(1);
    }

    @Test
    void incidents_are_features_to_whoever_accepts_geojson() {
        service.post(PATH, incident("\"lon\":121.5022,\"lat\":38.8025"));
        service.post(PATH, incident("\"grid\":\"" + WEST + "\""));
        Reply reply = service.with("Accept", "application/geo+json").get(PATH);
        assertThat(reply.type()).isEqualTo("application/geo+json");
        assertThat(reply.json().at("/features/1/geometry/coordinates/0").asDouble())
                .isEqualTo(121.5022);
        assertThat(reply.json().at("/features/0/geometry").isNull()).isTrue();
        assertThat(reply.json().at("/features/1/properties/kind").asText()).isEqualTo("litter");
    }

    private List<Long> codes(String query) {
        List<Long> ids = new ArrayList<>();
        service.get(PATH + query)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asLong()));
        return ids;
    }

    private static String incident(String where) {
        String severity = where.contains("severity") ? "" : "\"severity\":3,";
        return "{\"kind\":\"litter\",\"title\":\"垃圾堆积\"," + severity + where + "}";
    }

    private static List<String> rows(TestDatabase database, String sql) {
        return database.jdbi()
                .withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
