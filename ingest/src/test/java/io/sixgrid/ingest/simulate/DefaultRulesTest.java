package io.sixgrid.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.sensor.RuleBook;
import io.sixgrid.data.sensor.RuleBook.Sensor;
import io.sixgrid.data.sensor.RuleStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that a city begins with, held against what the sensors of the sample city send. */
@PostgisTest
final class DefaultRulesTest {
    private static final List<Instant> DAY_AND_NIGHT =
            List.of(Instant.parse("2026-11-22T04:00:00Z"), Instant.parse("2026-11-22T18:00:00Z"));
    private static final long SEED = 20261125;

    @ParameterizedTest
    @ValueSource(strings = {"manhole", "bin", "smoke", "hydrant", "gas", "water-level", "noise", "pm25"})
    void alarming_values_cross_a_default_rule_and_usual_ones_none(String kind, TestDatabase database) {
        RuleBook book = new RuleStore(database.jdbi(), ZoneId.of("Asia/Shanghai")).current();
        SensorKind sensor = SensorKind.of(kind);
        Random random = new Random(SEED);
        for (Instant time : DAY_AND_NIGHT) {
            boolean alarmed = false;
            for (int i = 0; i < 200; i++) {
                assertThat(crosses(book, kind, sensor.name(), sensor.usual(random), time))
                        .as("usual %s at %s, seed %d", kind, time, SEED)
                        .isFalse();
                alarmed |= crosses(book, kind, sensor.name(), sensor.alarming(random), time);
            }
            assertThat(alarmed).as("alarming %s at %s", kind, time).isTrue();
        }
    }

    private static boolean crosses(RuleBook book, String kind, String name, String value, Instant time) {
        NewReading reading = new NewReading("s", name, Double.parseDouble(value), Optional.empty(), time, time);
        return book.applicable(new Sensor(Optional.of(kind), List::of), reading).stream()
                .anyMatch(rule -> rule.threshold().orElseThrow().crossedBy(reading.value()));
    }
}
