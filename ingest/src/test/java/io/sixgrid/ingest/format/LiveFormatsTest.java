package io.sixgrid.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.format.DecodedMessage.Understood;
import io.sixgrid.ingest.format.LiveFormats.Problem;
import io.sixgrid.ingest.format.LiveFormats.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come, change and go while the service runs. */
final class LiveFormatsTest {
    private static final String WELL = """
            name: well
            topic: city/well/{device}
            device: "{device}"
            rules: [{ events: [{ kind: cover-moved, severity: 2 }] }]
            """;

    @TempDir
    private Path directory;

    private LiveFormats formats;
    private final List<FormatCatalog> heard = new ArrayList<>();

    @BeforeEach
    void an_empty_directory() {
        formats = new LiveFormats(Optional.of(directory), Clock.systemUTC());
        formats.onChange(heard::add);
    }

    @Test
    void a_new_file_is_taken_a_changed_one_again_and_a_removed_one_is_dropped() throws IOException {
        write("well.yaml", WELL);
        assertThat(formats.refresh()).isTrue();
        assertThat(kind()).contains("cover-moved");
        assertThat(formats.refresh()).isFalse();
        write("well.yaml", WELL.replace("cover-moved", "cover-lost"));
        formats.refresh();
        assertThat(kind()).contains("cover-lost");
        Files.delete(directory.resolve("well.yaml"));
        formats.refresh();
        assertThat(kind()).isEmpty();
        assertThat(heard).hasSize(3).last().isSameAs(formats.catalog());
    }

    @Test
    void a_broken_file_is_refused_with_line_and_reason_while_the_old_one_goes_on() throws IOException {
        write("well.yaml", WELL);
        formats.refresh();
        write("well.yaml", WELL.replace("severity", "severty"));
        formats.refresh();
        assertThat(kind()).contains("cover-moved");
        State state = state("well");
        assertThat(state.text()).isEqualTo(WELL);
        assertThat(state.problem())
                .hasValueSatisfying(problem -> assertThat(problem.line()).contains(4));
        assertThat(formats.problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("severty");
        write("well.yaml", WELL);
        formats.refresh();
        assertThat(formats.problems()).isEmpty();
    }

    @Test
    void a_file_that_never_was_a_format_is_listed_and_takes_nothing_from_the_others() throws IOException {
        write("broken.yaml", "name: [");
        write("well.yaml", WELL);
        formats.refresh();
        assertThat(kind()).contains("cover-moved");
        assertThat(state("broken").format()).isEmpty();
        assertThat(state("broken").problem()).isPresent();
    }

    @Test
    void of_two_files_of_one_name_the_first_goes_on_until_it_is_gone() throws IOException {
        write("b.yaml", WELL);
        formats.refresh();
        write("a.yaml", WELL.replace("cover-moved", "cover-lost"));
        formats.refresh();
        assertThat(kind()).contains("cover-moved");
        assertThat(formats.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("b.yaml, is named well too"));
        Files.delete(directory.resolve("b.yaml"));
        formats.refresh();
        assertThat(kind()).contains("cover-lost");
        assertThat(formats.problems()).isEmpty();
    }

    @Test
    void a_file_named_as_a_built_in_format_replaces_it_and_its_end_brings_that_back() throws IOException {
        write("mine.yaml", WELL.replace("name: well", "name: frigate-events"));
        formats.refresh();
        assertThat(formats.catalog().filters()).contains("city/well/+").doesNotContain("frigate/events");
        assertThat(state("frigate-events").builtIn()).isFalse();
        Files.delete(directory.resolve("mine.yaml"));
        formats.refresh();
        assertThat(formats.catalog().filters()).contains("frigate/events");
        assertThat(state("frigate-events").builtIn()).isTrue();
    }

    @Test
    void a_directory_that_cannot_be_read_is_a_problem_and_what_was_read_goes_on() throws IOException {
        write("well.yaml", WELL);
        formats.refresh();
        Path away = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory, away);
        formats.refresh();
        assertThat(kind()).contains("cover-moved");
        assertThat(formats.problems()).hasSize(1);
        Files.move(away, directory);
        formats.refresh();
        assertThat(formats.problems()).isEmpty();
    }

    @Test
    void a_directory_that_is_yet_to_be_made_is_no_problem() throws IOException {
        directory = directory.resolve("later");
        formats = new LiveFormats(Optional.of(directory), Clock.systemUTC());
        assertThat(formats.refresh()).isFalse();
        assertThat(formats.problems()).isEmpty();
        formats.makeDirectory();
        write("well.yaml", WELL);
        formats.refresh();
        assertThat(kind()).contains("cover-moved");
    }

    private Optional<String> kind() {
        Arrival arrival = new Arrival("city/well/7", "{}".getBytes(StandardCharsets.UTF_8), Instant.EPOCH, false);
        return formats.catalog().decode(arrival) instanceof Understood understood
                ? Optional.of(understood.events().get(0).said().kind())
                : Optional.empty();
    }

    private State state(String name) {
        return formats.states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void write(String file, String yaml) throws IOException {
        Files.writeString(directory.resolve(file), yaml);
    }
}
