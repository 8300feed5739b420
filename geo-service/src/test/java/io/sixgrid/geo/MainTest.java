package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgisTest
final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_lists_the_commands_that_there_are() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("run", "ingest", "broker", "locate", "token");
        assertThat(run(Map.of(), "locate", "--help")).isZero();
        assertThat(out.toString()).contains("--frame", "--at", "--data-dir");
    }

    @Test
    void a_point_is_located(TestDatabase database) {
        TinyCity.load(database.jdbi());
        assertThat(run(environment(database), "locate", "121.5022", "38.8025")).isZero();
        assertThat(out.toString().lines()).hasSize(6).first().isEqualTo("1  社区  210211016001  西社区");
        assertThat(run(environment(database), "locate", "121.51", "38.8025")).isZero();
        assertThat(out.toString()).contains("on the border of " + TinyCity.WEST_SIDE_GRID + ", " + TinyCity.EAST_GRID);
        assertThat(run(environment(database), "locate", "--at", "2019-01-01T00:00:00Z", "121.5", "38.8"))
                .isZero();
        assertThat(out.toString()).contains("outside every grid");
        assertThat(run(environment(database), "locate", "--scheme", "*", "121.5022", "38.8025"))
                .isZero();
        assertThat(out.toString()).contains("default  小城");
    }

    @Test
    void a_token_is_created_listed_and_revoked(TestDatabase database) {
        Map<String, String> environment = environment(database);
        assertThat(run(environment, "token", "create", "wall", "--role", "viewer"))
                .isZero();
        String token = out.toString().strip();
        assertThat(token).startsWith("sg_");
        assertThat(run(environment, "token", "list")).isZero();
        assertThat(out.toString()).contains("wall  viewer  level 1").contains("by command-line");
        assertThat(run(environment, "token", "create", "precincts", "--role", "planner", "--level", "2"))
                .isZero();
        assertThat(run(environment, "token", "list")).isZero();
        assertThat(out.toString()).contains("precincts  planner  level 2");
        assertThat(run(environment, "token", "revoke", "wall")).isZero();
        assertThat(run(environment, "token", "list")).isZero();
        assertThat(out.toString()).contains("revoked");
        assertThat(run(environment, "token", "revoke", "wall")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("sixgrid: no token is called wall\n");
    }

    @Test
    void what_is_wrong_is_one_sentence(TestDatabase database) {
        assertThat(run(Map.of(), "frob")).isEqualTo(2);
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(run(Map.of(), "token", "create", "x")).isEqualTo(2);
        assertThat(run(Map.of(), "run", "--http-port", "abc")).isEqualTo(1);
        assertThat(run(Map.of(), "locate", "121.5", "95")).isEqualTo(1);
        assertThat(run(Map.of(), "ingest", "--worker", "north")).isEqualTo(1);
        assertThat(run(Map.of(), "ingest", "--broker-url", "mqtt://127.0.0.1")).isEqualTo(1);
        assertThat(run(environment(database), "token", "create", "x", "--role", "king"))
                .isEqualTo(1);
        assertThat(run(environment(database), "locate", "121.5", "38.8")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(9).allMatch(line -> line.startsWith("sixgrid: "));
        assertThat(err.toString())
                .contains("http.port is not a whole number: abc (option --http-port)")
                .contains("say with --broker-url which broker")
                .contains("a name of its own with --worker")
                .contains("unknown role: king")
                .contains("no scheme with code default");
    }

    private int run(Map<String, String> environment, String... arguments) {
        out.getBuffer().setLength(0);
        return Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private static Map<String, String> environment(TestDatabase database) {
        return Map.of(
                "SIXGRID_DATABASE_URL", database.address().url(),
                "SIXGRID_DATABASE_USER", database.address().user(),
                "SIXGRID_DATABASE_PASSWORD", database.address().password());
    }
}
