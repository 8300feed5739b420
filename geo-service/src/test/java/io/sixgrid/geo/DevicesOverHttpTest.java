package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.EAST;
import static io.sixgrid.data.grid.TinyCity.UNIT;
import static io.sixgrid.data.grid.TinyCity.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                {"name":"东门","owner":"city","aliases":{"frigate-events":"gate_east"},"lon":121.5022,"lat":38.8025,
                 "heading":90,"viewAngle":60,"rangeMeters":50}""");
        assertThat(reply.status()).isEqualTo(201);
        JsonNode json = service.get(POINTS + "/" + ID).json();
        assertThat(json.at("/chain/5/code").asText()).isEqualTo(UNIT);
        assertThat(json.get("kind").asText()).isEqualTo("camera");
        assertThat(json.at("/aliases/frigate-events").asText()).isEqualTo("gate_east");
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
    void what_was_read_of_a_camera_in_another_frame_can_be_sent_back_on_both_paths(TestDatabase database) {
        service.put(POINTS + "/" + ID, """
                {"name":"东门","lon":121.5075,"lat":38.8035,"frame":"gcj02",
                 "heading":90,"viewAngle":60,"rangeMeters":50}""");
        JsonNode read = service.get(POINTS + "/" + ID).json();
        assertThat(read.has("frame")).isFalse();
        assertThat(read.get("lon").asDouble()).isNotEqualTo(121.5075);
        assertThat(read.get("given"))
                .isEqualTo(Json.mapper()
                        .createObjectNode()
                        .put("lon", 121.5075)
                        .put("lat", 38.8035)
                        .put("frame", "gcj02"));
        for (String path : List.of(POINTS, DEVICES)) {
            JsonNode there = service.get(path + "/" + ID).json();
            Reply sent = service.put(path + "/" + ID, there.toString());
            assertThat(sent.status()).as(path + sent.detail()).isEqualTo(200);
            assertThat(service.get(path + "/" + ID).json()).isEqualTo(read);
            assertThat(service.post(path, "[" + there + "]").status()).isEqualTo(200);
        }
        assertThat(rows(database, "select count(*)::text from device_position")).containsExactly("1");
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
        service.put(DEVICES + "/a", "{\"kind\":\"smoke\",\"name\":\"x\",\"aliases\":{\"frigate-events\":\"one\"}}");
        Reply taken = service.put(
                DEVICES + "/b", "{\"kind\":\"smoke\",\"name\":\"x\",\"aliases\":{\"frigate-events\":\"one\"}}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.detail()).contains("one").contains("frigate-events").contains("device a");
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

    @Test
    void commands_beside_the_service_read_all_devices_page_by_page() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            many.append(i == 0 ? "[" : ",")
                    .append("{\"id\":\"s")
                    .append(i)
                    .append("\",\"kind\":\"smoke\",\"name\":\"x\"}");
        }
        assertThat(service.post(DEVICES, many + "]").status()).isEqualTo(200);
        service.put(POINTS + "/gate", "{\"name\":\"x\",\"aliases\":{\"frigate-events\":\"gate_east\"}}");
        assertThat(new ServiceClient(service.url(), Optional.empty()).devices())
                .hasSize(1002)
                .contains(new ServiceClient.NamedDevice("gate", "camera", Map.of("frigate-events", "gate_east")));
        assertThatThrownBy(() -> new ServiceClient(service.url(), Optional.of("sg_wrong")).devices())
                .hasMessageContaining("SIXGRID_TOKEN");
        assertThatThrownBy(() -> new ServiceClient("http://127.0.0.1:1", Optional.empty()).devices())
                .hasMessageContaining("sixgrid run");
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
