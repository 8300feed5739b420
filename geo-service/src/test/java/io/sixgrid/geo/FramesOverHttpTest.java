package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.Json;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.Frame;
import io.sixgrid.data.place.FramePoint;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.geo.Asker.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Positions in metres at the doors. The numbers are PROJ's for 121.5022, 38.8025, which is in a unit of the tiny city. */
@PostgisTest
final class FramesOverHttpTest {
    private static final String METERS = "\"x\":630494.4180,\"y\":4297650.9088,\"frame\":\"EPSG:4549\"";

    private RunningService running;
    private Asker service;

    @BeforeEach
    void the_service_runs(TestDatabase database) {
        running = new RunningService(database);
        service = running.asker();
    }

    @AfterEach
    void it_ends() {
        running.close();
    }

    @Test
    void metres_of_a_zone_are_located_like_degrees() {
        JsonNode degrees =
                service.get("/api/v1/locate?lon=121.5022&lat=38.8025").json();
        assertThat(degrees.at("/chain/5/code").asText()).isEqualTo(UNIT);
        assertThat(service.get("/api/v1/locate?x=630494.4180&y=4297650.9088&frame=epsg:4549")
                        .json())
                .isEqualTo(degrees);
        assertThat(service.post(
                                "/api/v1/locate",
                                "[{" + METERS + "},{\"x\":40630494.4180,\"y\":4297650.9088,\"frame\":\"epsg:4528\"}]")
                        .json())
                .isEqualTo(Json.mapper().createArrayNode().add(degrees).add(degrees));
    }

    @Test
    void what_is_not_of_the_frame_is_refused_by_its_field() {
        Reply zone = service.post("/api/v1/locate", "[{\"x\":630494.4180,\"y\":4297650.9088,\"frame\":\"epsg:4528\"}]");
        assertThat(zone.status()).isEqualTo(400);
        assertThat(zone.field()).isEqualTo("[0].x");
        assertThat(zone.detail()).contains("zone number 40 of epsg:4528; without one it is epsg:4549: 630494.418");
        assertThat(service.get("/api/v1/locate?lon=121.5&lat=38.8&frame=epsg:4549")
                        .field())
                .isEqualTo("x");
        assertThat(service.post("/api/v1/locate", "{\"lon\":121.5,\"lat\":38.8,\"frame\":\"epsg:4549\"}")
                        .detail())
                .contains("a position in frame epsg:4549 is given by x and y, not by lon");
        assertThat(service.post("/api/v1/locate", "{\"x\":121.5,\"y\":38.8}").field())
                .isEqualTo("x");
        assertThat(service.get("/api/v1/locate?x=1&y=2&frame=epsg:4999999").field())
                .isEqualTo("frame");
        assertThat(service.get("/api/v1/locate?x=1&y=2&frame=epsg:2332").detail())
                .contains("seven parameters");
    }

    @Test
    void a_device_keeps_the_metres_it_was_given_by_and_can_be_sent_back() {
        JsonNode put = service.put("/api/v1/devices/s1", "{\"kind\":\"smoke\",\"name\":\"烟感\"," + METERS + "}")
                .json();
        assertThat(put.get("lon").asDouble()).isEqualTo(121.5022);
        assertThat(put.get("lat").asDouble()).isEqualTo(38.8025);
        assertThat(put.at("/chain/5/code").asText()).isEqualTo(UNIT);
        assertThat(put.get("given").toString())
                .isEqualTo("{\"x\":630494.418,\"y\":4297650.9088,\"frame\":\"epsg:4549\"}");
        assertThat(service.put("/api/v1/devices/s1", put.toString()).json()).isEqualTo(put);
        Reply point = service.put("/api/v1/video-points/c1", "{\"name\":\"东门\"," + METERS + "}");
        assertThat(point.json().at("/chain/5/code").asText()).isEqualTo(UNIT);
    }

    @Test
    void an_incident_is_reported_by_metres() {
        Reply reply = service.post(
                "/api/v1/incidents", "{\"kind\":\"litter\",\"title\":\"垃圾\",\"severity\":3," + METERS + "}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().at("/chain/5/code").asText()).isEqualTo(UNIT);
    }

    @Test
    void a_format_whose_messages_are_in_another_frame_than_it_declares_is_named(TestDatabase database) {
        for (int i = 0; i < 6; i++) {
            LonLat place = new LonLat(121.5022 + i / 1000.0, 38.8025);
            service.put(
                    "/api/v1/devices/d" + i,
                    "{\"kind\":\"smoke\",\"name\":\"烟感\",\"lon\":" + place.lon() + ",\"lat\":" + place.lat() + "}");
            event(database, "shifted", "d" + i, Frame.GCJ02.fromWgs84(place));
            event(database, "right", "d" + i, FramePoint.of(place));
        }
        JsonNode items = service.get("/api/v1/formats/frame-check").json().get("items");
        assertThat(items).hasSize(1);
        assertThat(items.at("/0/format").asText()).isEqualTo("shifted");
        assertThat(items.at("/0/looksLike").asText()).isEqualTo("gcj02");
        assertThat(items.at("/0/agreeing").asInt()).isEqualTo(6);
        assertThat(items.at("/0/warning").asText()).contains("6 of 6").contains("look like gcj02, not wgs84");
    }

    /** What ingest would have written. */
    private static void event(TestDatabase database, String format, String device, FramePoint place) {
        database.jdbi()
                .useHandle(h -> h.createUpdate("""
                insert into event (id, received, source, message_key, device, kind, phase, severity, at, place,
                                   position_source, topic, payload)
                values (nextval('event_id'), now(), :format, :device, :device, 'k', 'open', 2, now(),
                        ST_SetSRID(ST_MakePoint(:lon, :lat), 4326), 'message', 't', '')
                """)
                        .bind("format", format)
                        .bind("device", device)
                        .bind("lon", place.x())
                        .bind("lat", place.y())
                        .execute());
    }

    /** The library of projections brings an old slf4j, which must not come before ours. */
    @Test
    void the_log_is_logbacks() {
        assertThat(LoggerFactory.getLogger("x").getClass().getName()).startsWith("ch.qos.logback");
        LoggerFactory.getLogger("x").atTrace().log("slf4j 2");
    }
}
