package io.sixgrid.data.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.alert.EventStore;
import io.sixgrid.data.alert.NewReading;
import io.sixgrid.data.db.PostgisTest;
import io.sixgrid.data.db.TestDatabase;
import io.sixgrid.data.sensor.Series.Bucket;
import io.sixgrid.data.sensor.Series.Point;
import io.sixgrid.data.sensor.Series.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgisTest
final class SeriesStoreTest {
    private static final SensorName SENSOR = new SensorName("s1", "level");
    private static final Span DAY = new Span(at("2026-11-21T16:00:00Z"), at("2026-11-22T16:00:00Z"));

    private Jdbi jdbi;
    private SeriesStore series;

    @BeforeEach
    void three_months(TestDatabase database) {
        jdbi = database.jdbi();
        series = new SeriesStore(jdbi, ZoneId.of("Asia/Shanghai"));
        for (String month : List.of("2026-10-01", "2026-11-01", "2026-12-01", "2027-01-01")) {
            new EventStore(jdbi).ensureMonth(at(month + "T00:00:00Z"));
        }
    }

    @Test
    void a_bucket_tells_the_least_the_mean_and_the_most() {
        store(1, "2026-11-22T00:01:00Z", "m");
        store(4, "2026-11-22T00:14:59Z", "m");
        store(7, "2026-11-22T00:15:00Z", "m");
        Series<Bucket> found = series.buckets(SENSOR, DAY, Duration.ofMinutes(15));
        assertThat(found.items())
                .containsExactly(
                        new Bucket(at("2026-11-22T00:00:00Z"), 1, 2.5, 4, 2, Optional.of("m")),
                        new Bucket(at("2026-11-22T00:15:00Z"), 7, 7, 7, 1, Optional.of("m")));
        assertThat(found.units()).containsExactly(Optional.of("m"));
    }

    @Test
    void days_begin_when_the_citys_clocks_say_so() {
        store(1, "2026-11-21T15:59:59Z", "m");
        store(2, "2026-11-21T16:00:00Z", "m");
        Span span = new Span(at("2026-11-20T00:00:00Z"), at("2026-11-23T00:00:00Z"));
        assertThat(series.buckets(SENSOR, span, Duration.ofDays(1)).items())
                .extracting(Bucket::at)
                .containsExactly(at("2026-11-20T16:00:00Z"), at("2026-11-21T16:00:00Z"));
        SeriesStore newYork = new SeriesStore(jdbi, ZoneId.of("America/New_York"));
        assertThat(newYork.buckets(SENSOR, span, Duration.ofHours(6)).items())
                .extracting(Bucket::at)
                .containsExactly(at("2026-11-21T11:00:00Z"));
    }

    @Test
    void a_reading_that_came_twice_is_one_and_its_time_is_half_open() {
        store(1, "2026-11-21T16:00:00Z", "m");
        store(1, "2026-11-21T16:00:00Z", "2026-11-22T09:00:00Z", "m");
        store(2, "2026-11-22T16:00:00Z", "m");
        assertThat(series.points(SENSOR, DAY, null, 10).items())
                .containsExactly(new Point(DAY.from(), 1, Optional.of("m")));
        assertThat(series.buckets(SENSOR, DAY, Duration.ofHours(1)).items())
                .extracting(Bucket::count)
                .containsExactly(1L);
    }

    @Test
    void readings_of_two_units_are_never_put_into_one_value() {
        store(1, "2026-11-22T00:01:00Z", "m");
        store(100, "2026-11-22T00:02:00Z", "cm");
        store(3, "2026-11-22T00:03:00Z", null);
        Series<Bucket> found = series.buckets(SENSOR, DAY, Duration.ofHours(1));
        assertThat(found.units()).containsExactly(Optional.of("cm"), Optional.of("m"), Optional.empty());
        assertThat(found.items()).extracting(Bucket::mean).containsExactly(100.0, 1.0, 3.0);
    }

    @Test
    void what_came_months_late_is_found() {
        store(5, "2026-11-22T00:01:00Z", "2027-01-03T00:00:00Z", "m");
        assertThat(series.points(SENSOR, DAY, null, 10).items()).hasSize(1);
    }

    @Test
    void no_other_month_is_looked_at() {
        store(1, "2026-11-22T00:01:00Z", "m");
        store(1, "2026-12-22T00:01:00Z", "m");
        store(1, "2026-10-22T00:01:00Z", "m");
        series.points(SENSOR, DAY, null, 10);
        List<String> scanned = jdbi.withHandle(h -> {
            h.execute("select pg_stat_clear_snapshot()");
            return h.createQuery("explain select distinct on (r.at) r.at from reading r where r.device = 's1'"
                            + " and r.name = 'level' and r.at >= '2026-11-21T16:00Z' and r.at < '2026-11-22T16:00Z'"
                            + " and r.received >= '2026-11-01T00:00Z' and r.received < '2026-12-01T00:00Z'")
                    .mapTo(String.class)
                    .list();
        });
        assertThat(String.join("\n", scanned))
                .contains("reading_2026_11_pkey")
                .doesNotContain("reading_2026_10", "reading_2026_12", "Seq Scan");
    }

    @ParameterizedTest
    @CsvSource({"PT7H", "PT0.5S", "PT36H", "PT0S", "PT-1H", "PT10S"})
    void buckets_that_fit_no_day_or_are_too_many_are_refused(Duration bucket) {
        assertThatThrownBy(() -> Series.requireBucket(bucket, DAY))
                .hasMessageContaining("bucket")
                .hasMessageContaining(bucket.toString());
    }

    private void store(double value, String at, @org.jspecify.annotations.Nullable String unit) {
        store(value, at, at, unit);
    }

    private void store(double value, String at, String received, @org.jspecify.annotations.Nullable String unit) {
        NewReading reading = new NewReading("s1", "level", value, Optional.ofNullable(unit), at(at), at(received));
        jdbi.useTransaction(handle -> {
            EventStore.insertReadings(handle, List.of(reading));
            LatestReadingStore.take(handle, List.of(reading));
        });
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
