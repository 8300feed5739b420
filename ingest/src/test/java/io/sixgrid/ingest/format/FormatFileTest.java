package io.sixgrid.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.data.place.Frames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatFileTest {
    private static final String GOOD = """
            name: well-cover
            topic: city/well/{device}
            device: "{device}"
            time: { from: /timestamp, form: epoch, zone: Asia/Shanghai }
            rules:
              - when: { is: { /alarm: ["1", "true"] } }
                events:
                  - { kind: cover-moved, severity: "2", text: "tilt {/tilt}", auto-close: 10m }
              - readings:
                  - { name: tilt, value: /tilt, unit: deg }
            """;

    @TempDir
    private Path directory;

    @Test
    void a_new_vendor_is_a_new_file() throws IOException {
        PayloadFormat format = format(GOOD);
        assertThat(new FormatCatalog(List.of(format)).filters()).containsExactly("city/well/+");
        String body = "{\"timestamp\":1795334400,\"alarm\":true,\"tilt\":22.5}";
        FormatCheck check = FormatCheck.of(format, arrival("city/well/w7", body));
        assertThat(check.understood()).isTrue();
        assertThat(check.text())
                .contains("device: w7", "kind: cover-moved", "severity: 2", "time: 2026-11-22T08:00:00Z")
                .contains(
                        "holds: rule 1", "holds: rule 2", "text: tilt 22.5", "by itself after PT10M", "tilt: 22.5 deg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "severity: \"2\" | severity: high | line 8: rules[0].events[0].severity: severity is not 1 (worst) to 4: high",
                "severity: \"2\" | severity: { from: /s, map: { bad: 5 } } | severity is not 1 (worst) to 4: 5",
                "severity: \"2\" | severity: { from: /s, map: { bad: 1 }, else: low } | severity is not 1 (worst) to 4: low",
                "severity: \"2\" | severity: 2, phase: { from: /p, default: begin } | phase is not open, refresh, close or none: begin",
                "severity: \"2\" | severty: 2 | no key is called severty here; known are auto-close",
            })
    void words_that_no_message_could_make_right_are_refused_when_the_file_is_read(
            String right, String wrong, String refusal) {
        assertThatThrownBy(() -> format(GOOD.replace(right, wrong))).hasMessageContaining(refusal);
    }

    @Test
    void the_severity_that_a_file_says_is_not_said_by_its_source() throws IOException {
        FormatCheck check =
                FormatCheck.of(format(GOOD), arrival("city/well/w7", "{\"timestamp\":1795334400,\"alarm\":1}"));
        assertThat(check.text()).contains("severity: 2").doesNotContain("source says");
    }

    @Test
    void a_check_says_where_a_message_fails() throws IOException {
        PayloadFormat format = format(GOOD);
        FormatCheck check = FormatCheck.of(format, arrival("city/well/w7", "{\"timestamp\":\"soon\",\"tilt\":1}"));
        assertThat(check.understood()).isFalse();
        assertThat(check.text())
                .contains("bad-value", "time is not a number: soon")
                .contains("rule 1: does not hold", "rule 2: FAILS: time is not a number: soon");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "city/wall/w7 | level 2 is \"wall\", not well",
                "city/well | it ends before level 3, {device}",
                "city/well/w7/state | it goes on after level 3 with \"state\"",
            })
    void a_check_says_which_level_of_a_topic_differs(String topic, String why) throws IOException {
        FormatCheck check = FormatCheck.of(format(GOOD), arrival(topic, "{}"));
        assertThat(check.understood()).isFalse();
        assertThat(check.text()).contains("against city/well/{device}: " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "severity: \"2\" | severty: \"2\" | line 8 | severty",
                "form: epoch | form: unix | line 4 | form is not iso, compact, epoch",
                "Asia/Shanghai | Asia/Atlantis | line 4 | zone is not known: Asia/Atlantis",
                "10m | soon | line 8 | not a length of time",
                "city/well/{device} | city/#/{device} | line 2 | topic is not made of levels",
                "\"{device}\" | \"{devcie}\" | line 3 | no topic captures {devcie}",
                "name: well-cover | name: Well Cover | line 1 | name is not lower-case words",
                "name: well-cover | name: operator | line 1 | name is taken by Sixgrid itself: operator",
                "rules: | rules: [ | line | ",
                "kind: cover-moved | kind: { jsonata: 'a +' } | line 8 | not JSONata",
                "kind: cover-moved | kind: { jsonata: '$eval(a)' } | line 8 | $eval and $pad are not allowed",
                "kind: cover-moved | kind: { jsonata: '$contains(a, /(x+)+y/)' } | line 8 | a repetition inside",
                "kind: cover-moved | kind: './type' | line 8 | outside of each",
                "kind: cover-moved | kind: '{name}' | line 8 | outside of each",
                "value: /tilt | value: '{tilt}' | line 10 | no topic captures {tilt}",
                "unit: deg | unit: '{unit}' | line 10 | no topic captures {unit}",
                "unit: deg | each: { in: tilt } | line 10 | not a JSON Pointer: tilt",
                "/alarm: | '{alarm}': | line 6 | no topic captures {alarm}",
                "form: epoch | form: [iso, { pattern: yyyyMMb }] | line 4 | pattern is not of java.time",
                "form: epoch | form: { pattern: 'HH:mm' } | line 4 | pattern says no whole date",
                "{device} | {body} | line 2 | has a meaning of its own",
                "- readings: | '- presence: { from: /on, map: { 1: up } }\n    readings:' | line 9 | presence is not online",
                "name: well-cover | body: yaml | line 1 | body",
            })
    void a_broken_file_is_refused_with_file_line_and_reason(String good, String bad, String line, String reason)
            throws IOException {
        String broken = GOOD.replace(good, bad);
        assertThatThrownBy(() -> format(broken))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("well.yaml")
                .hasMessageContaining(line == null ? "" : line)
                .hasMessageContaining(reason == null ? "" : reason);
    }

    private PayloadFormat format(String yaml) throws IOException {
        return FormatFile.read(Files.writeString(directory.resolve("well.yaml"), yaml), Frames.builtIn());
    }

    private static Arrival arrival(String topic, String body) {
        return new Arrival(topic, body.getBytes(StandardCharsets.UTF_8), Instant.parse("2026-11-22T08:00:00Z"), false);
    }
}
