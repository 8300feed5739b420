package io.sixgrid.data.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodeRuleTest {
    private static final CodeRules RULES = new CodeRules(Optional.empty());
    private static final String COUNTING = """
            title: {zh: 甲, en: A}
            parts:
              - {name: number, length: 2, is: number, numbers: {first: 1, last: 99}}
            create: {count: number}
            split: {count: number}
            merge: {count: number}
            """;

    @ParameterizedTest
    @CsvSource({
        "statistical-town, 210211016000, 210211000000",
        "statistical-town, 210211199000,",
        "statistical-village, 210211016001, 210211016000",
        "statistical-village, 220581102200, 220581102000",
        // A city without towns: its own code says nothing of them.
        "statistical-village, 441900003001, 441900000000",
        "unit-grid-15, 210211016001001, 210211016001",
        "unit-grid-15, 210211016001A0Z, 210211016001",
        // Below a precinct of 14 characters, of which the first twelve are the community's.
        "city-grid, 210211016001001, 21021101600101",
        "cjt349-20, 01010021021101600100, 210211016001",
        "cjt349-20, 01010021021101660100, 210211016001",
        "cjt349-20, 01010021021101600112, 210211016001",
        "city-dashed, 210211016001001-01, 210211016001001",
    })
    void codes_that_follow_their_rule_pass(String rule, String code, String parent) {
        assertThat(RULES.required(rule).check(code, Optional.ofNullable(parent)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "statistical-village|2102110160|210211016000|code 2102110160 has 10 characters, and rule statistical-village wants 12",
                "statistical-village|21021101600A|210211016000|part village of code 21021101600A is 00A, not digits",
                "statistical-village|210211017001|210211016000|part town of code 210211017001 is 017, and its parent's code says 016",
                "statistical-village|210211016950|210211016000|part village of code 210211016950 is 950, which is no number of this part",
                "statistical-town|210211016001|210211000000|part village of code 210211016001 is 001, not 000",
                "unit-grid-15|210211016001000|210211016001|part sequence of code 210211016001000 is 000, which is no number of this part",
                "unit-grid-15|210211016001a01|210211016001|part sequence of code 210211016001a01 is a01, not digits and capital letters",
                "cjt349-20|01010021021101660000|210211016001|part community of code 01010021021101660000 is 600, and its parent's code says 001",
            })
    void codes_that_do_not_follow_their_rule_are_told_why(String rule, String code, String parent, String wrong) {
        assertThat(RULES.required(rule).check(code, Optional.of(parent))).contains(wrong);
    }

    @Test
    void every_built_in_rule_says_where_it_is_from_and_what_it_is_called() {
        assertThat(RULES.read().rules()).hasSize(10).allSatisfy(rule -> {
            assertThat(rule.source()).isNotBlank();
            assertThat(rule.title().zh()).isNotBlank();
            assertThat(rule.title().en()).isNotBlank();
        });
        assertThat(RULES.read().rules())
                .filteredOn(rule -> !rule.name().startsWith("city"))
                .allSatisfy(rule -> assertThat(rule.note()).contains("no conformance"));
    }

    @Test
    void a_file_of_the_operator_is_a_rule_and_goes_before_the_built_in_one_of_its_name(@TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("own.yaml"), "name: own\n" + COUNTING);
        Files.writeString(directory.resolve("town.yaml"), "name: statistical-town\n" + COUNTING);
        CodeRules rules = new CodeRules(Optional.of(directory));

        assertThat(rules.required("own").length()).isEqualTo(2);
        assertThat(rules.required("statistical-town").length()).isEqualTo(2);
    }

    @Test
    void a_broken_file_is_named_and_hides_no_other_rule(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("broken.yaml"), "name: broken\n" + COUNTING.replace("count", "cuont"));
        CodeRules rules = new CodeRules(Optional.of(directory));

        assertThat(rules.read().rules()).hasSize(10);
        assertThat(rules.read().problems()).singleElement().asString().startsWith("broken.yaml: line 5");
        assertThatThrownBy(() -> rules.required("broken"))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining("no code rule is called broken; there are statistical-town")
                .hasMessageContaining("broken.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "last: 99|last: 100|a number of part number is longer than the part",
                "merge: {count: number}|merge: {count: nowhere}|rule own has no part nowhere",
                "numbers: {first: 1, last: 99}|value: x|the number number has neither numbers nor blocks",
                "is: number, numbers: {first: 1, last: 99}|is: parent|rule own counts in part number, which has no numbers",
                "create: {count: number}|note: x|rule own lacks title, parts, or what happens on create, split and merge",
            })
    void a_rule_that_could_not_count_is_refused(String right, String wrong, String sentence) {
        String yaml = "name: own\n" + COUNTING.replace(right, wrong);

        assertThatThrownBy(() -> CodeRules.parse(yaml.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SixgridException.class)
                .hasMessageContaining(sentence);
    }
}
