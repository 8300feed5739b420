package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.EAST;
import static io.sixgrid.data.grid.TinyCity.UNIT;
import static io.sixgrid.data.grid.TinyCity.WEST;
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
final class DevicesOverHttpTest {
    private static final String POINTS = "/api/v1/video-points";
    private static final String DEVICES = "/api/v1/devices";
    private static final String ID = "21021101001320000001";

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
    void a_video_point_is_registered_and_placed(TestDatabase database) {
        Reply reply = service.put(POINTS + "/" + ID, """
                {"name":"东门","owner":"city","aliases":{"frigate":"gate_east"},"lon":121.5022,"lat":38.8025,
                 "heading":90,"viewAngle":60,"rangeMeters":50}""");
        assertThat(reply.status()).isEqualTo(201);
        JsonNode json = service.get(POINTS + "/" + ID).json();
        assertThat(json.at("/chain/5/code").asText()).isEqualTo(UNIT);
        assertThat(json.get("kind").asText()).isEqualTo("camera");
        assertThat(json.at("/aliases/frigate").asText()).isEqualTo("gate_east");
        assertThat(json.get("heading").asInt()).isEqualTo(90);
        assertThat(json.has("warnings")).isFalse();
        assertThat(json.has("since")).isFalse();
        assertThat(rows(database, "select subject || ' ' || cause || ' ' || cardinality(chain) from placement"))
                .containsExactly("device intake 6");
        assertThat(rows(database, "select devices::text from change")).containsExactly("{" + ID + "}");
        assertThat(service.put(POINTS + "/" + ID, json.toString()).status()).isEqualTo(200);
    }

    @Test
    void moving_keeps_the_history(TestDatabase database) {
        service.put(DEVICES + "/s1", device("121.5022", "38.8025"));
        Reply moved = service.put(DEVICES + "/s1", device("121.515", "38.805"));
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.json().get("since").asText()).isNotEmpty();
        assertThat(ids(DEVICES + "?grid=" + WEST)).isEmpty();
        assertThat(ids(DEVICES + "?grid=" + EAST)).containsExactly("s1");
        assertThat(rows(
                        database,
                        "select count(*) || ' ' || count(*) filter (where upper_inf(valid)) || ' '"
                                + " || count(*) filter (where lower_inf(valid)) from device_position"))
                .containsExactly("2 1 1");
        assertThat(rows(database, "select count(*)::text from placement")).containsExactly("2");
        service.put(DEVICES + "/s1", device("121.515", "38.805"));
        assertThat(rows(database, "select count(*)::text from placement")).containsExactly("2");
    }

    @Test
    void a_device_may_have_no_place_and_get_one_later() {
        JsonNode json = service.put(DEVICES + "/s1", "{\"kind\":\"smoke\",\"name\":\"烟感\"}")
                .json();
        assertThat(json.has("lon")).isFalse();
        assertThat(json.get("chain")).isEmpty();
        service.put(DEVICES + "/s1", device("121.5022", "38.8025"));
        assertThat(ids(DEVICES + "?grid=" + UNIT)).containsExactly("s1");
        service.put(DEVICES + "/s1", "{\"kind\":\"smoke\",\"name\":\"烟感\"}");
        assertThat(ids(DEVICES + "?grid=" + UNIT)).isEmpty();
    }

    @Test
    void what_is_wrong_is_refused_by_its_field() {
        assertThat(service.put(DEVICES + "/s1", "{\"name\":\"x\"}").field()).isEqualTo("kind");
        assertThat(service.put(DEVICES + "/s1", "{\"kind\":\"Smoke!\",\"name\":\"x\"}")
                        .field())
                .isEqualTo("kind");
        assertThat(service.put(DEVICES + "/s1", device("121.5", "95")).field()).isEqualTo("lat");
        assertThat(service.put(DEVICES + "/s1", "{\"id\":\"s2\",\"kind\":\"smoke\",\"name\":\"x\"}")
                        .field())
                .isEqualTo("id");
        assertThat(service.put(POINTS + "/c1", "{\"name\":\"x\",\"heading\":90}")
                        .field())
                .isEqualTo("viewAngle");
        assertThat(service.put(POINTS + "/c1", "{\"name\":\"x\",\"heading\":360,\"viewAngle\":9,\"rangeMeters\":9}")
                        .field())
                .isEqualTo("heading");
        assertThat(service.put(DEVICES + "/s1", "{\"kind\":\"smoke\",\"name\":\"x\",\"heading\":9}")
                        .field())
                .isEqualTo("heading");
        assertThat(service.get(DEVICES + "/s1").status()).isEqualTo(404);
    }

    @Test
    void a_name_that_is_no_national_code_is_only_a_warning() {
        Reply reply = service.put(POINTS + "/gate", "{\"name\":\"x\",\"lon\":121.5022,\"lat\":38.8025}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().at("/warnings/0").asText()).contains("20-digit");
    }

    @Test
    void many_are_registered_all_or_none() {
        String good = "{\"id\":\"a\",\"kind\":\"smoke\",\"name\":\"x\",\"lon\":121.5022,\"lat\":38.8025}";
        Reply bad = service.post(DEVICES, "[" + good + ",{\"id\":\"b\",\"kind\":\"smoke\"}]");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.field()).isEqualTo("[1].name");
        assertThat(service.post(DEVICES, "[" + good + "," + good + "]").field()).isEqualTo("[1].id");
        assertThat(ids(DEVICES)).isEmpty();
        assertThat(service.post(DEVICES, "[" + good + "," + good.replace("\"a\"", "\"b\"") + "]")
                        .json())
                .hasSize(2);
        assertThat(ids(DEVICES + "?bbox=121.5,38.8,121.51,38.81")).containsExactly("a", "b");
        assertThat(ids(DEVICES + "?kind=camera")).isEmpty();
        assertThat(ids(POINTS)).isEmpty();
    }

    @Test
    void an_alias_belongs_to_one_device() {
        service.put(DEVICES + "/a", "{\"kind\":\"smoke\",\"name\":\"x\",\"aliases\":{\"frigate\":\"one\"}}");
        Reply taken =
                service.put(DEVICES + "/b", "{\"kind\":\"smoke\",\"name\":\"x\",\"aliases\":{\"frigate\":\"one\"}}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.detail()).contains("one").contains("frigate").contains("device a");
    }

    @Test
    void a_retired_device_stays_findable_and_can_come_back() {
        service.put(DEVICES + "/a", device("121.5022", "38.8025"));
        JsonNode retired = service.delete(DEVICES + "/a").json();
        assertThat(retired.has("retired")).isTrue();
        assertThat(retired.get("lon").asDouble()).isEqualTo(121.5022);
        assertThat(ids(DEVICES)).isEmpty();
        assertThat(ids(DEVICES + "?state=retired")).containsExactly("a");
        assertThat(service.put(DEVICES + "/a", device("121.5022", "38.8025"))
                        .json()
                        .has("retired"))
                .isFalse();
        assertThat(ids(DEVICES + "?grid=" + UNIT)).containsExactly("a");
        assertThat(service.delete(DEVICES + "/nobody").status()).isEqualTo(404);
    }

    private List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        service.get(path)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    private static String device(String lon, String lat) {
        return "{\"kind\":\"smoke\",\"name\":\"烟感\",\"lon\":" + lon + ",\"lat\":" + lat + "}";
    }

    private static List<String> rows(TestDatabase database, String sql) {
        return database.jdbi()
                .withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
