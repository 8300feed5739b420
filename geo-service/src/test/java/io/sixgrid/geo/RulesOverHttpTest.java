package io.sixgrid.geo;

import static io.sixgrid.data.grid.TinyCity.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sixgrid.data.audit.Author;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.geo.Asker.Reply;
import io.sixgrid.geo.identity.Role;
import io.sixgrid.geo.identity.TokenStore;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgisTest
final class RulesOverHttpTest {
    private static final String RULES = "/api/v1/rules";

    private RunningService running;
    private Jdbi tokens;
    private Asker service;

    @BeforeEach
    void start(TestDatabase database) {
        tokens = database.jdbi();
        running = new RunningService(database);
        service = running.asker();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void a_city_begins_with_rules_for_the_usual_sensors() {
        JsonNode items = service.get(RULES + "?limit=1000&type=threshold&enabled=true")
                .json()
                .get("items");
        assertThat(items.findValuesAsText("alertKind"))
                .contains("tilt-high", "water-high", "bin-full", "smoke-high", "gas-high", "noise-high", "pm25-high")
                .contains("pressure-low", "pressure-high", "people-trapped", "low-battery");
        assertThat(items.findValuesAsText("origin")).containsOnly("default");
        assertThat(service.get(RULES + "?limit=1000&type=silence").json().findValuesAsText("interval"))
                .contains("PT25H");
    }

    @Test
    void what_a_rule_says_can_be_sent_back(TestDatabase database) {
        Reply created = service.post(RULES, """
                {"type":"threshold","name":"school noise","kind":"noise","reading":"noise|laeq","unit":"dB","above":55,
                 "clear":53,"hold":"PT5M","grid":"%s","from":"22:00","to":"06:00","alertKind":"noise-high","severity":2,
                 "text":"{value} {unit}","priority":3,"note":"GB 3096"}""".formatted(EAST));
        assertThat(created.status()).isEqualTo(201);
        String path = created.whole().headers().firstValue("Location").orElseThrow();
        JsonNode rule = service.get(path).json();
        assertThat(rule.get("grid").asText()).isEqualTo(EAST);
        assertThat(rule.get("from").asText()).isEqualTo("22:00");
        assertThat(rule.get("hold").asText()).isEqualTo("PT5M");
        assertThat(rule.get("origin").asText()).isEqualTo("custom");
        assertThat(rule.has("below")).isFalse();
        Reply changed = service.put(path, ((ObjectNode) rule).put("above", 60).toString());
        assertThat(changed.json().get("above").asInt()).isEqualTo(60);
        assertThat(service.get(RULES + "?grid=" + EAST).json().get("items")).hasSize(1);
        assertThat(service.delete(path).status()).isEqualTo(204);
        assertThat(service.get(path).status()).isEqualTo(404);
        List<String> audit = database.jdbi()
                .withHandle(h -> h.createQuery("select action from audit where thing = 'rule' order by id")
                        .mapTo(String.class)
                        .list());
        assertThat(audit).containsExactly("create", "change", "delete");
    }

    @Test
    void a_default_is_changed_and_put_back_but_not_deleted() {
        ObjectNode rule = (ObjectNode) service.get(RULES + "?limit=1").json().at("/items/0");
        String path = RULES + "/" + rule.get("id").asText();
        service.put(path, rule.deepCopy().put("above", 33).put("enabled", false).toString());
        assertThat(service.get(path).json().get("above").asInt()).isEqualTo(33);
        JsonNode back = service.post(path + "/reset", "").json();
        assertThat(back.get("above")).isEqualTo(rule.get("above"));
        assertThat(back.get("enabled").asBoolean()).isTrue();
        assertThat(service.delete(path).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    type;       "type":"average";              average
                    above;      "below":3;                     both
                    clear;      "clear":90;                    90
                    hold;       "hold":"5 minutes";            5 minutes
                    hold;       "hold":"P8D";                  PT192H
                    grid;       "grid":"NOWHERE";              NOWHERE
                    to;         "from":"22:00";                together
                    from;       "from":"10 pm","to":"06:00";   10 pm
                    to;         "from":"22:00","to":"22:00";   22:00
                    alertKind;  "alertKind":"Too Loud";        Too Loud
                    severity;   "severity":5;                  5
                    reading;    "reading":"a||b";              a||b
                    enabled;    "enabled":"yes";               yes
                    priority;   "priority":5000;               5000
                    name;       "name":"battery-low";          battery-low
                    interval;   "interval":"PT1H";             unknown member
                    """)
    void a_wrong_value_is_refused_with_its_field(String field, String members, String said) {
        StringBuilder rule = new StringBuilder("{" + members);
        for (String usual : List.of(
                "\"type\":\"threshold\"",
                "\"name\":\"n\"",
                "\"reading\":\"noise\"",
                "\"above\":70",
                "\"alertKind\":\"noise-high\"",
                "\"severity\":2")) {
            if (!members.contains(usual.substring(0, usual.indexOf(':') + 1))) {
                rule.append(',').append(usual);
            }
        }
        Reply reply = service.post(RULES, rule + "}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field()).isEqualTo(field);
        assertThat(reply.detail()).contains(said);
    }

    @Test
    void whoever_only_looks_changes_no_rule() {
        Asker elsewhere = service.with(RunningService.FROM, "192.0.2.1");
        assertThat(elsewhere.get(RULES).status()).isEqualTo(401);
        String viewer = token(Role.VIEWER);
        assertThat(elsewhere
                        .with("Authorization", "Bearer " + viewer)
                        .get(RULES)
                        .status())
                .isEqualTo(200);
        assertThat(elsewhere
                        .with("Authorization", "Bearer " + viewer)
                        .delete(RULES + "/1")
                        .status())
                .isEqualTo(403);
        assertThat(elsewhere
                        .with("Authorization", "Bearer " + token(Role.OPERATOR))
                        .post(RULES + "/1/reset", "")
                        .status())
                .isEqualTo(200);
    }

    private String token(Role role) {
        return new TokenStore(tokens).create(role.code(), role, new Author("test", Instant.now()));
    }
}
