package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.EAST;
import static io.sixgrid.data.grid.TinyCity.UNIT;
import static io.sixgrid.data.grid.TinyCity.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import io.sixgrid.geo.Asker.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ingest would have written is written here by hand: this tells of reading and closing alerts only. */
@PostgisTest
final class AlertsOverHttpTest {
    private static final String PATH = "/api/v1/alerts";
    private static final String EVENT = """
            insert into event (id, received, source, message_key, device, kind, phase, severity, at, place,
                               position_source, topic, payload)
            values (:id, now(), 'native', :id::text, :device, :kind, 'open', 2, now() - interval '1 hour',
                    ST_SetSRID(ST_MakePoint(:lon, :lat), 4326), case when :lon::float8 is not null then 'registry' end,
                    't', '')
            """;
    private static final String ALERT = """
            insert into alert (id, device, kind, state, severity, opened, last_seen, last_rank, events, source, text,
                               place, chain, unplaced, event_id)
            overriding system value
            select :id, :device, :kind, 'open', 2, at, at, 0, 1, 'native', '冒烟', place, :chain,
                   case when cardinality(:chain) = 0
                        then case when place is null then 'unknown-device' else 'outside' end end, id
            from event where id = :id
            """;

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
    void an_alert_says_what_and_where(TestDatabase database) {
        placed(database.jdbi());
        JsonNode alert = service.get(PATH + "/1").json();
        assertThat(alert.get("device").asText()).isEqualTo("s1");
        assertThat(alert.get("severity").asInt()).isEqualTo(2);
        assertThat(alert.get("state").asText()).isEqualTo("open");
        assertThat(alert.get("lon").asDouble()).isEqualTo(121.5022);
        assertThat(alert.at("/chain/0/code").asText()).isEqualTo(WEST);
        assertThat(alert.has("unplaced")).isFalse();
        assertThat(alert.at("/history/0/phase").asText()).isEqualTo("open");
        assertThat(service.get(PATH + "/2").status()).isEqualTo(404);
        assertThat(service.get(PATH + "/x").status()).isEqualTo(404);
    }

    @Test
    void alerts_are_found_by_what_they_are(TestDatabase database) {
        placed(database.jdbi());
        waiting(database.jdbi(), 2, "nobody");
        assertThat(ids("")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(ids("?grid=" + WEST)).containsExactly(1L);
        assertThat(ids("?grid=" + EAST)).isEmpty();
        assertThat(ids("?placed=false")).containsExactly(2L);
        assertThat(ids("?placed=true&state=open&severity=1,2&kind=smoke&device=s1&bbox=121.5,38.8,121.51,38.81"))
                .containsExactly(1L);
        assertThat(ids("?state=closed")).isEmpty();
        assertThat(ids("?severity=1")).isEmpty();
        assertThat(ids("?from=2999-01-01T00:00:00Z")).isEmpty();
        assertThat(ids("?to=2999-01-01T00:00:00Z")).hasSize(2);
        for (String wrong : List.of("severity=5", "severity=a", "placed=maybe", "from=now", "device=", "x=1")) {
            Reply reply = service.get(PATH + "?" + wrong);
            assertThat(reply.status()).as(wrong).isEqualTo(400);
            assertThat(reply.field()).isEqualTo(wrong.replaceFirst("=.*", ""));
        }
    }

    @Test
    void alerts_that_came_in_a_flood_are_counted_by_gateway_and_else_by_grid(TestDatabase database) {
        behind("GW-3", 2);
        behind("GW-4", 1);
        silent(database.jdbi(), 1, "offline", "GW-3-1", "GW-3-2");
        silent(database.jdbi(), 3, "offline", "GW-4-1");
        standalone(2);
        silent(database.jdbi(), 4, "low-battery", "alone-1", "alone-2");
        waiting(database.jdbi(), 9, "nobody");
        JsonNode groups = service.get(PATH + "/groups").json();
        assertThat(groups.get("next").isNull()).isTrue();
        assertThat(groups.get("items")).hasSize(2);
        assertThat(groups.at("/items/0").toString())
                .contains(
                        "\"key\":\"offline/gateway/GW-3\",\"kind\":\"offline\"",
                        "\"gateway\":{\"code\":\"GW-3\",\"name\":\"x\"},\"count\":2,\"severity\":2");
        assertThat(groups.at("/items/1").toString())
                .contains(
                        "\"key\":\"low-battery/grid/" + TinyCity.EAST_GRID + "\"",
                        "\"grid\":{\"code\":\"" + TinyCity.EAST_GRID + "\",\"name\":\"东一网格\"},\"count\":2");
    }

    @Test
    void the_largest_group_comes_first_and_a_grid_narrows_them(TestDatabase database) {
        behind("GW-3", 3);
        standalone(2);
        silent(database.jdbi(), 1, "offline", "alone-1", "alone-2");
        silent(database.jdbi(), 3, "offline", "GW-3-1", "GW-3-2", "GW-3-3");
        assertThat(keys("")).containsExactly("offline/gateway/GW-3", "offline/grid/" + TinyCity.EAST_GRID);
        assertThat(keys("?grid=" + EAST)).hasSize(2);
        assertThat(keys("?grid=" + WEST)).isEmpty();
        assertThat(service.get(PATH + "/groups?grid=nowhere").field()).isEqualTo("grid");
        assertThat(service.get(PATH + "/groups?limit=1").field()).isEqualTo("limit");
    }

    @Test
    void the_alerts_of_a_group_are_listed_and_each_says_its_group_while_it_is_open(TestDatabase database) {
        behind("GW-3", 2);
        silent(database.jdbi(), 1, "offline", "GW-3-1", "GW-3-2");
        placed(database.jdbi(), 3);
        assertThat(ids("?kind=offline&gateway=GW-3&state=open")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(ids("?gateway=GW-4")).isEmpty();
        assertThat(ids("?kind=offline&grid=" + TinyCity.EAST_GRID)).hasSize(2);
        assertThat(service.get(PATH + "/1").json().get("group").toString())
                .isEqualTo("{\"key\":\"offline/gateway/GW-3\",\"gateway\":\"GW-3\",\"name\":\"x\"}");
        assertThat(service.get(PATH + "/3").json().has("group")).isFalse();
        assertThat(service.post(PATH + "/1/close", "").json().has("group")).isFalse();
        assertThat(keys("")).isEmpty();
    }

    @Test
    void what_is_in_no_grid_and_behind_no_gateway_is_in_no_group(TestDatabase database) {
        for (long id = 1; id <= 3; id++) {
            insert(database.jdbi(), new Row(id, "nobody-" + id, "offline"), null, null, new Long[0]);
        }
        assertThat(keys("")).isEmpty();
        assertThat(service.get(PATH + "/1").json().has("group")).isFalse();
    }

    @Test
    void the_list_goes_on_where_it_ended(TestDatabase database) {
        for (int id = 1; id <= 5; id++) {
            waiting(database.jdbi(), id, "nobody-" + id);
        }
        JsonNode first = service.get(PATH + "?limit=3&placed=false").json();
        JsonNode second = service.get(first.get("next").asText()).json();
        assertThat(first.get("items")).hasSize(3);
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void an_operator_closes_an_alert_once(TestDatabase database) {
        placed(database.jdbi());
        JsonNode closed = service.post(PATH + "/1/close", "").json();
        assertThat(closed.get("state").asText()).isEqualTo("closed");
        assertThat(closed.get("closedBy").asText()).isEqualTo("operator");
        assertThat(service.post(PATH + "/1/close", "").status()).isEqualTo(409);
        assertThat(service.post(PATH + "/7/close", "").status()).isEqualTo(404);
        assertThat(rows(database, "select action || ' ' || id_text from audit")).containsExactly("close 1");
        assertThat(rows(database, "select alerts::text from change")).containsExactly("{1}");
    }

    @Test
    void an_alert_of_an_unknown_device_is_placed_when_the_device_is_registered(TestDatabase database) {
        waiting(database.jdbi(), 1, "s9");
        service.put("/api/v1/devices/s9", device(121.5022, 38.8025, ""));
        JsonNode alert = service.get(PATH + "/1").json();
        assertThat(alert.at("/chain/5/code").asText()).isEqualTo(UNIT);
        assertThat(alert.has("unplaced")).isFalse();
        assertThat(alert.get("deviceName").asText()).isEqualTo("x");
        assertThat(alert.at("/history/0/placements/0/cause").asText()).isEqualTo("correction");
        assertThat(alert.at("/history/0/placements/0/chain")).hasSize(6);
        assertThat(rows(database, "select alerts::text from change")).containsExactly("{1}");
    }

    @Test
    void an_alert_under_an_alias_is_placed_when_the_alias_is_registered(TestDatabase database) {
        waiting(database.jdbi(), 1, "gate");
        waiting(database.jdbi(), 2, "other");
        service.put("/api/v1/devices/s9", device(121.515, 38.805, ",\"aliases\":{\"native\":\"gate\"}"));
        assertThat(ids("?grid=" + EAST)).containsExactly(1L);
        assertThat(ids("?placed=false")).containsExactly(2L);
    }

    @Test
    void an_alert_that_a_wrong_registration_put_outside_is_placed_when_that_is_corrected(TestDatabase database) {
        service.put("/api/v1/devices/s9", device(121.6, 38.9, ""));
        insert(database.jdbi(), new Row(1, "s9", "smoke"), 121.6, 38.9, new Long[0]);
        assertThat(ids("?placed=false")).containsExactly(1L);
        service.put("/api/v1/devices/s9", device(121.515, 38.805, ""));
        assertThat(ids("?grid=" + EAST)).containsExactly(1L);
    }

    /** Registers a gateway and so many devices behind it, all in EAST_GRID; their ids are its own, numbered from 1. */
    private void behind(String gateway, int devices) {
        service.put("/api/v1/devices/" + gateway, device(121.515, 38.805, ""));
        for (int i = 1; i <= devices; i++) {
            service.put(
                    "/api/v1/devices/" + gateway + "-" + i,
                    device(121.515, 38.805, ",\"gateway\":\"" + gateway + "\""));
        }
    }

    private void standalone(int devices) {
        for (int i = 1; i <= devices; i++) {
            service.put("/api/v1/devices/alone-" + i, device(121.515, 38.805, ""));
        }
    }

    /** Alerts of {@code kind} in EAST_GRID, numbered from {@code first}. */
    private static void silent(Jdbi jdbi, long first, String kind, String... devices) {
        Long[] chain = {
            TinyCity.id(jdbi, EAST), TinyCity.id(jdbi, TinyCity.EAST_PRECINCT), TinyCity.id(jdbi, TinyCity.EAST_GRID)
        };
        for (int i = 0; i < devices.length; i++) {
            insert(jdbi, new Row(first + i, devices[i], kind), 121.515, 38.805, chain);
        }
    }

    private static void placed(Jdbi jdbi) {
        placed(jdbi, 1);
    }

    private static void placed(Jdbi jdbi, long id) {
        List<Long> chain = jdbi.withHandle(h -> h.createQuery(
                        "select grid_id from grid_version where level <= 6 and code in (?, ?) order by level")
                .bind(0, WEST)
                .bind(1, UNIT)
                .mapTo(Long.class)
                .list());
        assertThat(chain.get(0)).isEqualTo(TinyCity.id(jdbi, WEST));
        insert(jdbi, new Row(id, "s1", "smoke"), 121.5022, 38.8025, chain.toArray(new Long[0]));
    }

    private static void waiting(Jdbi jdbi, long id, String device) {
        insert(jdbi, new Row(id, device, "smoke"), null, null, new Long[0]);
    }

    private record Row(long id, String device, String kind) {}

    private static void insert(Jdbi jdbi, Row row, @Nullable Double lon, @Nullable Double lat, Long[] chain) {
        jdbi.useHandle(h -> {
            for (String sql : List.of(EVENT, ALERT)) {
                h.createUpdate(sql)
                        .bind("id", row.id())
                        .bind("device", row.device())
                        .bind("kind", row.kind())
                        .bind("lon", lon)
                        .bind("lat", lat)
                        .bindArray("chain", Long.class, (Object[]) chain)
                        .configure(org.jdbi.v3.core.statement.SqlStatements.class, c -> c.setUnusedBindingAllowed(true))
                        .execute();
            }
        });
    }

    private static String device(double lon, double lat, String more) {
        return "{\"kind\":\"smoke\",\"name\":\"x\",\"lon\":" + lon + ",\"lat\":" + lat + more + "}";
    }

    private List<Long> ids(String query) {
        List<Long> ids = new ArrayList<>();
        service.get(PATH + query)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asLong()));
        return ids;
    }

    private List<String> keys(String query) {
        List<String> keys = new ArrayList<>();
        service.get(PATH + "/groups" + query)
                .json()
                .get("items")
                .forEach(item -> keys.add(item.get("key").asText()));
        return keys;
    }

    private static List<String> rows(TestDatabase database, String sql) {
        return database.jdbi()
                .withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
    }
}
