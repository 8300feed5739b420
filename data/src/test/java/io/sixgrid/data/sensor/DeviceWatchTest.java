package io.sixgrid.data.sensor;

import static io.sixgrid.data.sensor.Rules.DEVICE;
import static io.sixgrid.data.sensor.Rules.START;
import static io.sixgrid.data.sensor.Rules.above;
import static io.sixgrid.data.sensor.Rules.reading;
import static io.sixgrid.data.sensor.Rules.rule;
import static io.sixgrid.data.sensor.Rules.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DeviceWatchTest {
    private static final long SEED = 20261125;

    private final DeviceWatch watch = new DeviceWatch(DEVICE, Optional.empty(), List.of());

    @Test
    void crossing_opens_and_only_returning_past_the_clear_value_closes() {
        take(List.of(above(1)), 10, 10.5, 12, 9, 8.1, 8, 7);
        assertThat(said()).containsExactly("1 open 3", "5 close 3");
        assertThat(watch.events().get(0).alert().text()).isEqualTo("level 10.5 m > 10");
        assertThat(watch.events().get(0).value()).isEqualTo(10.5);
    }

    @Test
    void a_value_must_stay_beyond_for_as_long_as_the_rule_says() {
        take(List.of(rule(1, threshold(10, 8, 2), 3)), 11, 9.5, 11, 11, 11, 7);
        assertThat(said()).containsExactly("4 open 3", "5 close 3");
    }

    @Test
    void a_value_stays_what_it_is_until_the_next_reading() {
        List<Rule> rules = List.of(rule(1, threshold(10, 8, 2), 3));
        watch.take(reading(0, 11), rules);
        watch.take(reading(600, 7), rules);
        assertThat(said()).containsExactly("2 open 3", "600 close 3");
    }

    @Test
    void without_a_reading_it_opens_when_it_is_due() {
        watch.take(reading(0, 11), List.of(rule(1, threshold(10, 8, 2), 3)));
        watch.elapse(START.plusMillis(1999));
        assertThat(said()).isEmpty();
        watch.elapse(START.plusSeconds(60));
        assertThat(said()).containsExactly("2 open 3");
    }

    @Test
    void rules_of_one_alert_kind_are_one_alert_of_the_worst_severity() {
        List<Rule> rules = List.of(above(1), rule(2, threshold(20, 18, 0), 1));
        take(rules, 11, 25, 15, 21, 7);
        assertThat(said()).containsExactly("0 open 3", "1 refresh 1", "3 refresh 1", "4 close 1");
        assertThat(watch.moved()).isFalse();
    }

    @Test
    void two_readings_of_one_device_may_share_an_alert() {
        watch.take(reading(0, 11), List.of(above(1)));
        var other = new io.sixgrid.data.alert.NewReading(
                DEVICE, "depth", 11, Optional.empty(), START.plusSeconds(1), START.plusSeconds(1));
        watch.take(other, List.of(above(1)));
        watch.take(reading(2, 7), List.of(above(1)));
        assertThat(said()).containsExactly("0 open 3");
        assertThat(watch.names()).containsExactly("depth");
    }

    @Test
    void a_rule_that_does_not_apply_any_more_closes_what_it_opened() {
        watch.take(reading(0, 11), List.of(above(1)));
        watch.take(reading(1, 11), List.of());
        assertThat(said()).containsExactly("0 open 3", "1 close 3");
    }

    @Test
    void where_one_rule_takes_over_from_another_the_alert_goes_on() {
        watch.take(reading(0, 11), List.of(above(1)));
        watch.take(reading(1, 11), List.of(rule(2, threshold(5, 5, 0), 4)));
        watch.take(reading(2, 11), List.of(rule(2, threshold(5, 5, 0), 1)));
        assertThat(said()).containsExactly("0 open 3", "2 refresh 1");
    }

    @Test
    void what_is_said_is_always_later_than_what_was_said_before() {
        watch.take(reading(0, 11), List.of(rule(1, threshold(10, 8, 5), 3)));
        watch.elapse(START.plusSeconds(5));
        // Sent before the due moment, and on its way while that passed.
        watch.take(reading(4, 7), List.of(rule(1, threshold(10, 8, 5), 3)));
        assertThat(said()).containsExactly("5 open 3", "5 close 3");
        assertThat(watch.events().get(1).at()).isAfter(watch.events().get(0).at());
    }

    @Test
    void any_row_of_values_gives_the_episodes_of_a_look_at_every_second() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            int hold = random.nextInt(4);
            List<Rule> rules = List.of(rule(1, threshold(10, 8, hold), 3));
            TreeMap<Integer, Double> values = new TreeMap<>();
            for (int i = 0; i < 20; i++) {
                values.put(random.nextInt(60), 7 + random.nextInt(6) * 1.0);
            }
            DeviceWatch watched = new DeviceWatch(DEVICE, Optional.empty(), List.of());
            values.forEach((second, value) -> watched.take(reading(second, value), rules));
            watched.elapse(START.plusSeconds(100));
            assertThat(said(watched))
                    .as("seed %d, round %d: %s", SEED, round, values)
                    .isEqualTo(looked(values, hold));
        }
    }

    /** The plain version: each second the value that stands is looked at. */
    private static List<String> looked(NavigableMap<Integer, Double> values, int hold) {
        List<String> said = new ArrayList<>();
        boolean open = false;
        int since = -1;
        for (int second = 0; second <= 100; second++) {
            double before = second == 0 || values.lowerEntry(second) == null
                    ? 0
                    : values.lowerEntry(second).getValue();
            double value = values.floorEntry(second) == null
                    ? 0
                    : values.floorEntry(second).getValue();
            // The value before stood until this very moment.
            if (!open && since >= 0 && before > 10 && second - since >= hold) {
                said.add(second + " open 3");
                open = true;
            }
            if (open && value <= 8) {
                said.add(second + " close 3");
                open = false;
                since = -1;
            } else if (!open && value > 10) {
                since = since < 0 ? second : since;
                if (hold == 0) {
                    said.add(second + " open 3");
                    open = true;
                }
            } else if (!open) {
                since = -1;
            }
        }
        return said;
    }

    private void take(List<Rule> rules, double... values) {
        for (int second = 0; second < values.length; second++) {
            watch.take(reading(second, values[second]), rules);
        }
    }

    private List<String> said() {
        return said(watch);
    }

    private static List<String> said(DeviceWatch watch) {
        return watch.events().stream()
                .map(event -> Duration.between(START, event.at()).toSeconds() + " "
                        + event.phase().code() + " "
                        + event.alert().severity().level())
                .toList();
    }
}
