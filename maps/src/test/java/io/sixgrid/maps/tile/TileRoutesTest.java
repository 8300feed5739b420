package io.sixgrid.maps.tile;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.place.LonLat;
import io.sixgrid.maps.TestCity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class TileRoutesTest {
    private static final LonLat CENTRE = new LonLat(121.5, 38.85);

    private Jdbi jdbi;
    private TestCity city;
    private Javalin http;

    @BeforeEach
    void tiles_of_a_small_city(TestDatabase database) {
        jdbi = database.jdbi();
        city = new TestCity(jdbi);
        TileRoutes tiles =
                new TileRoutes(new TileStore(jdbi, "default"), new MapStore(jdbi, "default"), city.boundaries());
        http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            tiles.register(config.routes);
            TestCity.problems(config.routes);
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop();
    }

    @Test
    void a_tile_holds_the_grids_of_its_level_with_their_names() throws Exception {
        HttpResponse<byte[]> tile = get("grids-2", TileCoord.containing(CENTRE, 8), "");
        assertThat(tile.statusCode()).isEqualTo(200);
        assertThat(tile.headers().firstValue("Content-Type")).hasValue("application/vnd.mapbox-vector-tile");
        assertThat(text(tile)).contains("grid", "label", "code", "parent", "W1", "W2", "E1", "E2");
    }

    @Test
    void every_label_is_in_exactly_one_tile() throws Exception {
        TileCoord west = TileCoord.containing(new LonLat(121.4, 38.85), 12);
        int labels = 0;
        for (int row = west.row() - 2; row <= west.row() + 2; row++) {
            for (int col = west.col() - 1; col <= west.col() + 4; col++) {
                labels += features(new TileCoord(12, row, col));
            }
        }
        assertThat(labels).isEqualTo(4);
    }

    @Test
    void a_known_edition_is_not_sent_again_and_a_new_one_is() throws Exception {
        TileCoord tile = TileCoord.containing(CENTRE, 8);
        String tag = get("grids-1", tile, "").headers().firstValue("ETag").orElseThrow();
        assertThat(get("grids-1", tile, tag).statusCode()).isEqualTo(304);
        jdbi.useHandle(h -> h.execute("insert into revision (scheme_id, effective, author, reason)"
                + " values (1, now(), 'test', 'second')"));
        assertThat(get("grids-1", tile, tag).statusCode()).isEqualTo(200);
    }

    @Test
    void a_new_database_at_the_same_address_has_another_edition_and_tag() throws Exception {
        TileCoord tile = TileCoord.containing(CENTRE, 8);
        String tag = get("grids-1", tile, "").headers().firstValue("ETag").orElseThrow();
        try (TestDatabase fresh = new TestDatabase()) {
            TestCity again = new TestCity(fresh.jdbi());
            MapStore maps = new MapStore(fresh.jdbi(), "default");
            assertThat(again.boundaries().revision())
                    .isEqualTo(city.boundaries().revision());
            assertThat("\"" + maps.edition() + "\"").isNotEqualTo(tag);
        }
    }

    @Test
    void the_edition_grows_with_each_revision_that_comes_into_force_and_with_no_other() {
        MapStore maps = new MapStore(jdbi, "default");
        long first = maps.edition();
        publish("now() + interval '1 day'", "now()");
        assertThat(maps.edition()).isEqualTo(first);
        publish("'2019-01-01'", "now()");
        long backdated = maps.edition();
        assertThat(backdated).isGreaterThan(first);
        publish("'2019-01-01'", "'2019-01-01'");
        assertThat(maps.edition()).isGreaterThan(backdated).isLessThan(1L << 53);
    }

    @Test
    void only_the_address_of_the_present_edition_may_be_kept_long() throws Exception {
        String path = "grids-1/tiles/WebMercatorQuad/0/0/0";
        long present = new MapStore(jdbi, "default").edition();
        assertThat(send(path + "?v=" + present, "").headers().firstValue("Cache-Control"))
                .hasValueSatisfying(header -> assertThat(header).contains("immutable"));
        assertThat(send(path + "?v=" + (present + 1), "").headers().firstValue("Cache-Control"))
                .hasValue("private, no-cache");
    }

    @Test
    void a_retired_grid_is_in_no_tile() throws Exception {
        jdbi.useHandle(h ->
                h.execute("update grid_version set valid = tstzrange(lower(valid), '2021-01-01') where code = 'E2'"));
        assertThat(text(get("grids-2", TileCoord.containing(CENTRE, 8), "")))
                .contains("E1")
                .doesNotContain("E2");
    }

    @Test
    void devices_come_in_cells_from_afar_and_one_by_one_from_near() throws Exception {
        city.device("cam-1", "camera", 121.45, 38.85);
        city.device("cam-2", "camera", 121.4501, 38.85);
        city.device("bin-9", "bin", 121.45, 38.8501);
        LonLat there = new LonLat(121.45005, 38.85);
        assertThat(text(get("devices", TileCoord.containing(there, 10), "")))
                .contains("{\"bin\": 1, \"camera\": 2}")
                .doesNotContain("cam-1");
        assertThat(text(get("devices", TileCoord.containing(there, 16), ""))).contains("cam-1", "cam-2", "bin-9");
    }

    @Test
    void the_land_has_a_tile() throws Exception {
        assertThat(text(get("outline", TileCoord.containing(CENTRE, 8), ""))).contains("outline");
    }

    @Test
    void what_there_is_not_is_said() throws Exception {
        assertThat(send("grids-3/tiles/WebMercatorQuad/0/0/0", "").statusCode()).isEqualTo(404);
        assertThat(send("grids-1/tiles/WebMercatorQuad/1/2/0", "").statusCode()).isEqualTo(404);
        assertThat(send("grids-1/tiles/WebMercatorQuad/x/0/0", "").statusCode()).isEqualTo(400);
    }

    private void publish(String effective, String recorded) {
        jdbi.useHandle(h -> h.execute("insert into revision (scheme_id, effective, recorded, author, reason)"
                + " values (1, " + effective + ", " + recorded + ", 'test', 'next')"));
    }

    /** How many features layer {@code label} has, as PostGIS itself counts what it put in. */
    private int features(TileCoord tile) throws Exception {
        String text = text(get("grids-2", tile, ""));
        int at = text.indexOf("label");
        if (at < 0) {
            return 0;
        }
        String labels = text.substring(at);
        return (int) java.util.stream.Stream.of("W1", "W2", "E1", "E2")
                .filter(labels::contains)
                .count();
    }

    private HttpResponse<byte[]> get(String collection, TileCoord tile, String tag) throws Exception {
        return send(collection + "/tiles/WebMercatorQuad/" + tile.zoom() + "/" + tile.row() + "/" + tile.col(), tag);
    }

    private HttpResponse<byte[]> send(String path, String tag) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + "/ogc/collections/" + path));
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Strings stand in a vector tile as they are. */
    private static String text(HttpResponse<byte[]> tile) {
        return new String(tile.body(), StandardCharsets.UTF_8);
    }
}
