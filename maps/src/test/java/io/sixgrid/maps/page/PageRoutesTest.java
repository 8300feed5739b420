package io.sixgrid.maps.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.sixgrid.data.Json;
import io.sixgrid.data.change.ChangeStore;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.maps.TestCity;
import io.sixgrid.maps.tile.MapStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgisTest
final class PageRoutesTest {
    private static final BaseMap HILLS = new BaseMap(
            "hills",
            new BaseMap.Name("山", "Hills"),
            "wmts",
            "https://tiles.example.com/{z}/{y}/{x}",
            "EPSG:4490",
            new BaseMap.Credit("© Hills", 17));
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"|from '(\\./[^']+)'");

    private MapStore maps;
    private Javalin http;

    @BeforeEach
    void the_page_of_a_small_city(TestDatabase database) {
        TestCity city = new TestCity(database.jdbi());
        MapSettings settings = new MapSettings(ZoneId.of("Asia/Shanghai"), List.of(HILLS));
        maps = new MapStore(database.jdbi(), "default");
        MapRoutes map = new MapRoutes(city.boundaries(), maps, new ChangeStore(database.jdbi()), settings);
        http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            new PageRoutes(settings).register(config.routes);
            map.register(config.routes);
            TestCity.problems(config.routes);
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop();
    }

    /** Walks from the pages through everything they name; nothing of it may come from another server. */
    @Test
    void the_pages_and_all_they_name_are_served_from_here() throws Exception {
        Set<String> seen = new HashSet<>(Set.of("/", "/messages"));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String path = open.pop();
            HttpResponse<String> answer = get(path, "");
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            if (path.startsWith("/lib/")) {
                continue;
            }
            assertThat(answer.body()).as(path).doesNotContainPattern("(src|href)=\"https?:|from 'https?:|url\\(");
            for (Matcher link = LINK.matcher(answer.body()); link.find(); ) {
                String next = link.group(1) != null
                        ? link.group(1)
                        : "/page/" + link.group(2).substring(2);
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }
        assertThat(seen)
                .contains("/lib/ol/ol.js", "/lib/ol/ol.css", "/page/live.js", "/page/wall.css", "/page/payload.js");
    }

    @Test
    void only_this_server_and_the_base_maps_may_be_asked() throws Exception {
        assertThat(get("/", "").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                        .contains("img-src 'self' data: blob: https://tiles.example.com"));
    }

    @Test
    void a_file_the_browser_has_is_not_sent_again() throws Exception {
        String tag = get("/page/main.js", "").headers().firstValue("ETag").orElseThrow();
        assertThat(get("/page/main.js", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void other_files_of_the_class_path_are_not_served() throws Exception {
        assertThat(get("/page/PageRoutes.class", "").statusCode()).isEqualTo(404);
        assertThat(get("/page/missing.js", "").statusCode()).isEqualTo(404);
        assertThat(get("/page/..%2Findex.html", "").statusCode()).isIn(400, 404);
    }

    @Test
    void every_text_is_there_in_both_languages() throws Exception {
        assertThat(keys("/page/texts-zh.js"))
                .isEqualTo(keys("/page/texts-en.js"))
                .hasSizeGreaterThan(60);
        assertThat(keys("/page/sheettexts-zh.js"))
                .isEqualTo(keys("/page/sheettexts-en.js"))
                .hasSizeGreaterThan(60);
    }

    @Test
    void the_map_says_what_the_page_needs_at_its_start() throws Exception {
        JsonNode map = Json.mapper().readTree(get("/api/v1/map", "").body());
        assertThat(map.at("/scheme/name/en").asText()).isEqualTo("Test city");
        assertThat(map.at("/scheme/note/zh").asText()).isEqualTo("边界为生成");
        assertThat(map.get("bbox").toString()).isEqualTo("[121.4,38.8,121.6,38.9]");
        assertThat(map.get("edition").asLong()).isEqualTo(maps.edition());
        assertThat(map.get("zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(map.at("/baseMaps/0/projection").asText()).isEqualTo("EPSG:4490");
        assertThat(map.at("/levels/0/zoom").asDouble()).isZero();
        assertThat(map.at("/levels/1/zoom").asDouble()).isGreaterThan(5).isLessThan(12);
    }

    /** The words before colons, as our one-line style of these files has them. */
    private Set<String> keys(String path) throws Exception {
        Set<String> keys = new TreeSet<>();
        for (Matcher key = Pattern.compile("(?:^|[{,]) *'?([A-Za-z0-9_-]+)'?: ['{]", Pattern.MULTILINE)
                        .matcher(get(path, "").body());
                key.find(); ) {
            keys.add(key.group(1));
        }
        return keys;
    }

    private HttpResponse<String> get(String path, String tag) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path));
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
