package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.EAST;
import static io.sixgrid.data.grid.TinyCity.UNIT;
import static io.sixgrid.data.grid.TinyCity.WEST;
import static io.sixgrid.data.grid.TinyCity.WEST_NORTH_PRECINCT;
import static io.sixgrid.data.grid.TinyCity.WEST_SOUTH_PRECINCT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodesOverHttpTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final RunningService SERVICE = new RunningService(DATABASE);
    private static final String RULES = "/api/v1/schemes/default/code-rules";
    private static final String PROPOSE = "/api/v1/codes/propose";

    private final Asker service = SERVICE.asker();

    @BeforeAll
    static void precincts_by_rule() {
        Asker service = SERVICE.asker();
        assertThat(service.put(RULES, "{\"level\":1,\"rule\":\"statistical-village\"}").status()).isEqualTo(200);
        assertThat(service.put(RULES, "{\"level\":2,\"rule\":\"city-precinct\"}").status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        DATABASE.close();
    }

    @Test
    void rules_are_listed_with_their_parts_and_where_they_are_from() {
        JsonNode items = service.get("/api/v1/code-rules").json().get("items");
        JsonNode unitGrid = find(items, "unit-grid-15");
        assertThat(unitGrid.get("length").asInt()).isEqualTo(15);
        assertThat(unitGrid.at("/parts/1/is").asText()).isEqualTo("number");
        assertThat(unitGrid.at("/parts/1/characters").asText()).isEqualTo("alphanumeric");
        assertThat(unitGrid.at("/order").asText()).isEqualTo("west-east-north-south");
        assertThat(unitGrid.at("/note").asText()).contains("no conformance");
        assertThat(find(items, "statistical-village").at("/parts/2/blocks/1/first").asInt())
                .isEqualTo(200);
    }

    @Test
    void a_level_takes_a_rule_and_is_told_which_codes_are_against_it() {
        JsonNode answer =
                service.put(RULES, "{\"level\":3,\"rule\":\"unit-grid-15\"}").json();
        assertThat(answer.get("against").asInt()).isEqualTo(4);
        assertThat(answer.at("/first/0").asText()).contains("has 17 characters, and rule unit-grid-15 wants 15");
        assertThat(service.get("/api/v1/schemes/default").json().at("/levels/2/codeRule").asText())
                .isEqualTo("unit-grid-15");
        assertThat(service.put(RULES, "{\"level\":3}").json().has("rule")).isFalse();
        assertThat(service.put(RULES, "{\"level\":3,\"rule\":\"own\"}").detail())
                .startsWith("no code rule is called own; there are statistical-town");
    }

    @Test
    void codes_for_a_split_are_new_ones_in_order_of_place() {
        JsonNode answer = service.post(
                        PROPOSE,
                        "{\"split\":\"" + WEST_SOUTH_PRECINCT + "\",\"shapes\":[" + square(121.505, 38.8) + ","
                                + square(121.5, 38.8) + "]}")
                .json();
        assertThat(answer.at("/rule").asText()).isEqualTo("city-precinct");
        assertThat(answer.at("/codes/0").asText()).isEqualTo(WEST + "04");
        assertThat(answer.at("/codes/1").asText()).isEqualTo(WEST + "03");
        assertThat(answer.at("/retires/0").asText()).isEqualTo(WEST_SOUTH_PRECINCT);
    }

    @Test
    void a_code_for_a_merger_goes_round_codes_that_others_were_promised() {
        JsonNode answer = service.post(
                        PROPOSE,
                        "{\"merge\":[\"" + WEST_SOUTH_PRECINCT + "\",\"" + WEST_NORTH_PRECINCT + "\"],\"besides\":[\"" + WEST
                                + "03\"]}")
                .json();
        assertThat(answer.at("/codes/0").asText()).isEqualTo(WEST + "04");
        assertThat(answer.get("retires")).hasSize(2);
    }

    @Test
    void a_code_for_a_new_grid_is_counted_under_its_parent_in_the_block_of_its_kind() {
        assertThat(service.post(
                                PROPOSE,
                                "{\"create\":2,\"under\":\"" + EAST + "\",\"shapes\":[" + square(121.51, 38.8) + "]}")
                        .json()
                        .at("/codes/0")
                        .asText())
                .isEqualTo(EAST + "02");
        assertThat(service.post(
                                PROPOSE,
                                "{\"create\":1,\"given\":{\"county\":\"210211\",\"town\":\"016\"},\"kind\":\"village-committee\","
                                        + "\"shapes\":[" + square(121.51, 38.8) + "]}")
                        .json()
                        .at("/codes/0")
                        .asText())
                .isEqualTo("210211016200");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400|say one of split (a code), merge (codes) and create (a level)",
                "{\"split\":\"nobody\",\"shapes\":[]}|409|no grid has the code nobody now: it is free",
                "{\"split\":\"21021101600101\",\"shapes\":[]}|400|shapes are missing, or one of them has no land",
                "{\"split\":\"21021101600101\",\"shapes\":[{\"type\":\"Point\"}]}|400|shapes[0] is no GeoJSON Polygon or MultiPolygon",
                "{\"split\":\"21021101600101001\",\"shapes\":[]}|400|level 3 of scheme default has no code rule; name one first",
                "{\"merge\":[\"21021101600101\",\"21021101600201\"]}|400|the codes [21021101600101, 21021101600201] differ in part"
                        + " community of rule city-precinct; say which grid the new one is under",
            })
    void what_cannot_be_proposed_is_refused_in_a_sentence(String body, int status, String sentence) {
        Reply reply = service.post(PROPOSE, body);
        assertThat(reply.detail()).isEqualTo(sentence);
        assertThat(reply.status()).isEqualTo(status);
    }

    @Test
    void a_code_says_whether_it_is_to_be_had() {
        JsonNode unit = service.get("/api/v1/codes/" + UNIT).json();
        assertThat(unit.get("state").asText()).isEqualTo("in-force");
        assertThat(unit.at("/grid/level").asInt()).isEqualTo(6);
        assertThat(unit.at("/issued").asText()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(service.get("/api/v1/codes/210211016009").json().get("state").asText())
                .isEqualTo("free");
    }

    private static JsonNode find(JsonNode items, String name) {
        for (JsonNode item : items) {
            if (item.get("name").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no rule " + name);
    }

    private static String square(double west, double south) {
        double east = west + 0.005;
        double north = south + 0.005;
        return "{\"type\":\"Polygon\",\"coordinates\":[[[" + west + "," + south + "],[" + east + "," + south + "],[" + east + ","
                + north + "],[" + west + "," + north + "],[" + west + "," + south + "]]]}";
    }
}
