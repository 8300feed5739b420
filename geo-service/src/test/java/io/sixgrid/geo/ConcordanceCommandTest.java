package io.sixgrid.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.grid.TinyCity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgisTest
final class ConcordanceCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void tiny_city(TestDatabase database) {
        TinyCity.load(database.jdbi());
    }

    @Test
    void the_concordance_of_all_levels_goes_to_a_file(TestDatabase database, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("codes.csv");

        assertThat(export(database, "--from", "2021-01-01T00:00:00Z", "--out", file.toString()))
                .isZero();

        assertThat(Files.readString(file))
                .startsWith("\uFEFFlevel,kind,")
                .contains("\r\n1,unchanged," + TinyCity.WEST + ",西社区,");
        assertThat(Files.readAllLines(file)).hasSize(13);
    }

    @Test
    void one_level_goes_to_standard_output(TestDatabase database) {
        assertThat(export(database, "--from", "2021-01-01T00:00:00Z", "--level", "6"))
                .isZero();
        assertThat(out.toString().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("6,unchanged," + TinyCity.UNIT);
    }

    @Test
    void without_a_beginning_it_is_refused_in_a_sentence(TestDatabase database) {
        assertThat(export(database)).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("sixgrid: --concordance needs --from" + System.lineSeparator());
    }

    private int export(TestDatabase database, String... options) {
        String[] arguments = Stream.concat(Stream.of("export", "--concordance"), Stream.of(options))
                .toArray(String[]::new);
        Map<String, String> environment = Map.of(
                "SIXGRID_DATABASE_URL",
                database.address().url(),
                "SIXGRID_DATABASE_USER",
                database.address().user(),
                "SIXGRID_DATABASE_PASSWORD",
                database.address().password());
        return Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
