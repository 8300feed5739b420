package io.sixgrid.data.sensor;

import static io.sixgrid.data.sensor.Rules.START;
import static io.sixgrid.data.sensor.Rules.above;
import static io.sixgrid.data.sensor.Rules.at;
import static io.sixgrid.data.sensor.Rules.reading;
import static io.sixgrid.data.sensor.Rules.rule;
import static io.sixgrid.data.sensor.Rules.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.sensor.RuleBook.Sensor;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleBookTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Optional<NamePattern> WATER = Optional.of(NamePattern.parse("kind", "water*"));

    @Test
    void a_rule_concerns_the_kinds_names_and_units_that_it_lists() {
        List<Rule> rules = List.of(above(1));
        assertThat(ids(rules, "water-level", named("LEVEL", "m"))).containsExactly(1L);
        assertThat(ids(rules, "water-level", named("depth", null))).containsExactly(1L);
        assertThat(ids(rules, "water-level", named("depth", "cm"))).isEmpty();
        assertThat(ids(rules, "water-level", named("levels", "m"))).isEmpty();
        assertThat(ids(rules, "bin", named("level", "m"))).isEmpty();
        assertThat(applicable(rules, Optional.empty(), named("level", "m"))).isEmpty();
    }

    @Test
    void the_deepest_grid_decides_then_its_ancestors_then_rules_for_everywhere() {
        List<Rule> rules = List.of(above(1), in(2, 10L), in(3, 12L), in(4, 99L));
        assertThat(ids(rules, "water", reading(0, 1))).containsExactly(3L);
        assertThat(ids(rules.subList(0, 2), "water", reading(0, 1))).containsExactly(2L);
    }

    @Test
    void a_priority_decides_before_the_grid() {
        Rule first = rule(5, threshold(10, 8, 0), 3, new RuleScope(WATER, Optional.empty(), 1));
        assertThat(ids(List.of(in(3, 12L), first), "water", reading(0, 1))).containsExactly(5L);
    }

    @Test
    void a_rule_that_names_kinds_or_a_time_of_day_decides_before_one_that_does_not() {
        Rule all = rule(1, threshold(10, 8, 0), 3, RuleScope.ALL);
        Rule day = rule(3, at(threshold(20, 18, 0), "06:00", "22:00"), 3);
        assertThat(ids(List.of(all, above(2)), "water", reading(0, 1))).containsExactly(2L);
        assertThat(ids(List.of(above(2), day), "water", reading(0, 1))).containsExactly(3L);
        assertThat(ids(List.of(above(2), day), "water", reading(6 * 3600, 1))).containsExactly(2L);
    }

    @Test
    void rules_of_one_rank_apply_together() {
        assertThat(ids(List.of(above(1), rule(2, threshold(20, 18, 0), 1)), "water", reading(0, 1)))
                .containsExactly(1L, 2L);
    }

    // START is 18:00 in the city.
    @ParameterizedTest
    @CsvSource({
        "06:00, 22:00, 0, true", "06:00, 18:00, 0, false", "18:00, 19:00, 0, true", "22:00, 06:00, 0, false",
        "22:00, 06:00, 14400, true", "22:00, 06:00, 43199, true", "22:00, 06:00, 43200, false",
                "17:00, 18:30, 1799, true"
    })
    void a_time_of_day_is_half_open_and_may_wrap_midnight(String from, String to, int second, boolean holds) {
        Rule rule = rule(1, at(threshold(10, 8, 0), from, to), 3);
        assertThat(!ids(List.of(rule), "water", reading(second, 1)).isEmpty()).isEqualTo(holds);
        assertThat(new DayTime(LocalTime.parse(from), LocalTime.parse(to))
                        .holds(LocalTime.ofInstant(START.plusSeconds(second), ZONE)))
                .isEqualTo(holds);
    }

    @Test
    void of_rules_of_silence_the_deepest_grid_decides_and_then_the_shortest_interval() {
        Rule everywhere = rule(1, new Silence(Duration.ofHours(1)), 3);
        Rule here = rule(2, new Silence(Duration.ofHours(9)), 3, new RuleScope(WATER, Optional.of(11L), 0));
        Rule shorter = rule(3, new Silence(Duration.ofHours(8)), 3, new RuleScope(WATER, Optional.of(11L), 0));
        RuleBook book = new RuleBook(1, ZONE, List.of(everywhere, here, shorter));
        assertThat(book.silenceFor(Optional.of("water"), List.of(10L, 11L)).map(Rule::id))
                .contains(3L);
        assertThat(book.silenceFor(Optional.of("water"), List.of()).map(Rule::id))
                .contains(1L);
        assertThat(book.silenceFor(Optional.of("camera"), List.of())).isEmpty();
    }

    private static Rule in(long id, long grid) {
        return rule(id, threshold(10, 8, 0), 3, new RuleScope(WATER, Optional.of(grid), 0));
    }

    private static NewReading named(String name, @org.jspecify.annotations.Nullable String unit) {
        return new NewReading("s1", name, 1, Optional.ofNullable(unit), START, START);
    }

    private static List<Long> ids(List<Rule> rules, String kind, NewReading reading) {
        return applicable(rules, Optional.of(kind), reading);
    }

    private static List<Long> applicable(List<Rule> rules, Optional<String> kind, NewReading reading) {
        RuleBook book = new RuleBook(1, ZONE, rules);
        return book.applicable(new Sensor(kind, () -> List.of(10L, 11L, 12L)), reading).stream()
                .map(Rule::id)
                .toList();
    }
}
