package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.geo.Asker.Reply;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices by the file. */
@PostgisTest
final class DeviceUploadTest {
    private static final String UPLOAD = "/api/v1/devices/upload";
    private static final String DEVICES = "/api/v1/devices";

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
    void a_file_is_taken_whole_and_the_same_again_changes_nothing() {
        String file = """
                id,kind,name,gateway,lon,lat,heading,viewAngle,rangeMeters,alias:frigate-events
                s1,smoke,"烟感, 东",gw-1,121.5022,38.8025,,,,
                21021101001320000001,camera,东门,,121.515,38.805,90,60,50,gate_east
                gw-1,gateway,网关,,,,,,,
                """;
        JsonNode report = csv(file).json();
        assertThat(report.toString())
                .isEqualTo("{\"rows\":3,\"created\":3,\"changed\":0,\"unchanged\":0,\"written\":true,"
                        + "\"problems\":[],\"warnings\":[]}");
        JsonNode camera =
                service.get("/api/v1/video-points/21021101001320000001").json();
        assertThat(camera.get("heading").asInt()).isEqualTo(90);
        assertThat(camera.at("/aliases/frigate-events").asText()).isEqualTo("gate_east");
        assertThat(service.get(DEVICES + "/s1").json().get("name").asText()).isEqualTo("烟感, 东");
        assertThat(csv(file).json().get("unchanged").asInt()).isEqualTo(3);
        JsonNode partly = csv("id;name\r\ns1;烟感\r\ngw-1;网关\r\n").json();
        assertThat(partly.get("changed").asInt()).isEqualTo(1);
        JsonNode smoke = service.get(DEVICES + "/s1").json();
        assertThat(smoke.get("gateway").asText()).isEqualTo("gw-1");
        assertThat(smoke.get("lon").asDouble()).isEqualTo(121.5022);
    }

    @Test
    void every_wrong_cell_is_told_by_row_field_and_value_and_nothing_is_written() {
        JsonNode report = csv("""
                id,kind,name,lon,lat,frame
                s1,smoke,好,121.5022,38.8025,
                s2,smoke,坏,121.5022,95,
                ,smoke,无编号,121.5022,38.8025,
                s1,smoke,又,121.5022,38.8025,

                s3,Smoke!,坏,abc,38.8,
                s4,,无类型,121.5,38.8,mars
                """).json();
        assertThat(problems(report))
                .containsExactly("3 lat 95", "4 id ", "5 id s1", "7 lon abc", "8 kind ", "8 frame mars");
        assertThat(report.at("/problems/2/problem").asText()).isEqualTo("row 2 has the same id");
        assertThat(report.get("written").asBoolean()).isFalse();
        assertThat(service.get(DEVICES).json().get("items")).isEmpty();
        assertThat(csv("名称,经度\n好,121\n").field()).isEqualTo("id");
        assertThat(csv("id,name\n\"s1,好\n").status()).isEqualTo(400);
    }

    @Test
    void a_dry_run_says_the_same_and_writes_nothing() {
        Reply reply = service.upload(UPLOAD + "?dry-run=true", "text/csv", utf8("id,kind,name\ns1,smoke,好\n"));
        assertThat(reply.json().get("created").asInt()).isEqualTo(1);
        assertThat(reply.json().get("written").asBoolean()).isFalse();
        assertThat(service.get(DEVICES + "/s1").status()).isEqualTo(404);
    }

    @Test
    void what_spreadsheets_in_china_write_is_understood() {
        String file = "编号\t设备名称\t类型\t经度（GCJ02）\t纬度\t备注\r\n井-1\t海边井盖\t井盖\t121.5075\t38.8035\t新\r\n";
        for (byte[] bytes : List.of(
                file.getBytes(Charset.forName("GB18030")),
                file.replace("井-1", "井-2").getBytes(Charset.forName("UTF-16")),
                utf8("\uFEFF" + file.replace("井-1", "井-3").replace('\t', ';')))) {
            JsonNode report =
                    service.upload(UPLOAD + "?frame=gcj02", "text/csv", bytes).json();
            assertThat(report.get("written").asBoolean()).as(report.toString()).isTrue();
            assertThat(report.at("/warnings/0").asText()).contains("备注");
        }
        JsonNode cover = service.get(DEVICES + "/%E4%BA%95-2").json();
        assertThat(cover.get("kind").asText()).isEqualTo("manhole");
        assertThat(cover.at("/given/frame").asText()).isEqualTo("gcj02");
        assertThat(service.get(DEVICES + "?kind=manhole").json().get("items")).hasSize(3);
    }

    @Test
    void what_a_list_answers_as_geojson_can_be_uploaded_again() {
        csv(
                "id,kind,name,lon,lat,alias:a\ns1,smoke,好,121.5022,38.8025,x\nc1,camera,门,121.515,38.805,\nnowhere,bin,桶,,,\n");
        String features = service.with("Accept", "application/geo+json")
                .get(DEVICES)
                .whole()
                .body();
        JsonNode report =
                service.upload(UPLOAD, "application/geo+json", utf8(features)).json();
        assertThat(report.get("unchanged").asInt()).as(report.toString()).isEqualTo(3);
        assertThat(report.get("warnings")).hasSize(1);
        JsonNode bad = service.upload(UPLOAD, "application/geo+json", utf8("""
                {"type":"FeatureCollection","features":[{"type":"Feature","id":"l1","properties":{"kind":"noise","name":"线"},
                 "geometry":{"type":"LineString","coordinates":[[121.5,38.8],[121.6,38.8]]}}]}""")).json();
        assertThat(bad.at("/problems/0/value").asText()).contains("LineString");
    }

    @Test
    void an_alias_that_another_device_has_is_told_by_its_row() {
        csv("id,kind,name,alias:frigate-events\na,camera,门,one\n");
        JsonNode report = csv("id,kind,name,alias:frigate-events\nb,camera,门,one\nc,camera,门,two\nd,camera,门,two\n")
                .json();
        assertThat(problems(report))
                .containsExactlyInAnyOrder("2 alias:frigate-events one", "4 alias:frigate-events two");
        assertThat(report.toString()).contains("belongs to device a").contains("row 3 has the same alias");
    }

    @Test
    void a_file_may_say_since_when_and_a_contradiction_is_told_with_both_ranges() {
        csv("id,kind,name,lon,lat,validFrom\ns1,smoke,好,121.5022,38.8025,2026-01-01\n");
        csv("id,lon,lat,validFrom,validTo\ns1,121.515,38.805,2026-03-01 08:00,2026-04-01\n");
        List<String> ranges = new ArrayList<>();
        service.get(DEVICES + "/s1/positions")
                .json()
                .get("items")
                .forEach(item -> ranges.add(
                        item.get("lon").asText() + " " + item.path("validFrom").asText() + " "
                                + item.path("validTo").asText()));
        assertThat(ranges)
                .containsExactly(
                        "121.5022 2025-12-31T16:00:00Z 2026-03-01T00:00:00Z",
                        "121.515 2026-03-01T00:00:00Z 2026-03-31T16:00:00Z",
                        "121.5022 2026-03-31T16:00:00Z ");
        JsonNode refused =
                csv("id,lon,lat,validFrom\ns1,121.516,38.806,2026-02-01\n").json();
        assertThat(refused.at("/problems/0/problem").asText())
                .contains("2026-03-01T00:00:00Z to 2026-03-31T16:00:00Z")
                .contains("2026-01-31T16:00:00Z to now");
        assertThat(csv("id,lon,lat,validFrom,validTo\ns1,121.515,38.805,2026-03-01 08:00,2026-04-01\n")
                        .json()
                        .get("unchanged")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_file_in_another_frame_than_it_says_is_warned_of() {
        StringBuilder file = new StringBuilder("id,kind,name,lon,lat\n");
        for (int i = 0; i < 8; i++) {
            file.append("s" + i + ",smoke,烟感," + (121.5065 + i * 1e-3) + ",38.8035\n");
        }
        service.upload(UPLOAD + "?frame=gcj02", "text/csv", utf8(file.toString()));
        JsonNode report = service.upload(UPLOAD + "?dry-run=true", "text/csv", utf8(file.toString()))
                .json();
        assertThat(report.get("changed").asInt()).isEqualTo(8);
        assertThat(report.get("warnings").toString()).containsIgnoringCase("gcj");
    }

    @Test
    void twenty_thousand_rows_are_one_upload(TestDatabase database) {
        StringBuilder file = new StringBuilder("id,kind,name,gateway,lon,lat\n");
        for (int i = 0; i < 20_000; i++) {
            file.append("s")
                    .append(i)
                    .append(",smoke,烟感 ")
                    .append(i)
                    .append(",gw-")
                    .append(i % 50);
            file.append(",").append(121.5 + i * 1e-6).append(",38.8025\n");
        }
        JsonNode report = csv(file.toString()).json();
        assertThat(report.get("created").asInt())
                .as(report.path("problems").path(0).toString())
                .isEqualTo(20_000);
        assertThat(csv(file.toString()).json().get("unchanged").asInt()).isEqualTo(20_000);
        assertThat(service.get(DEVICES + "?grid=" + TinyCity.WEST + "&limit=1")
                        .json()
                        .get("items"))
                .hasSize(1);
    }

    private Reply csv(String file) {
        return service.upload(UPLOAD, "text/csv", utf8(file));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> problems(JsonNode report) {
        List<String> problems = new ArrayList<>();
        report.get("problems")
                .forEach(one -> problems.add(one.get("row").asInt() + " "
                        + one.get("field").asText() + " " + one.get("value").asText()));
        return problems;
    }
}
