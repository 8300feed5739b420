package io.sixgrid.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sixgrid.data.alert.Arrival;
import io.sixgrid.ingest.format.TimeForm.Named;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes in which vendors write the time. */
final class TimeRuleTest {
    @ParameterizedTest
    @CsvSource({
        "ISO, 2026-11-22T08:00:00Z, 2026-11-22T08:00:00Z",
        "ISO, 2026-11-22T08:00:00.123456789+00:00, 2026-11-22T08:00:00.123456Z",
        "ISO, 2026-11-22T16:00:00+08:00, 2026-11-22T08:00:00Z",
        "ISO, 2026-11-22T16:00:00+0800, 2026-11-22T08:00:00Z",
        "ISO, 2026-11-22T16:00, 2026-11-22T08:00:00Z",
        "ISO, 2026-11-22 16:00:00, 2026-11-22T08:00:00Z",
        "ISO, 2026-11-22T 16:00:00.000+08:00, 2026-11-22T08:00:00Z",
        "EPOCH_SECONDS, 1795334400.25, 2026-11-22T08:00:00.250Z",
        "EPOCH_MILLIS, 1795334400250, 2026-11-22T08:00:00.250Z",
        "EPOCH, 1795334400, 2026-11-22T08:00:00Z",
        "EPOCH, 1795334400250, 2026-11-22T08:00:00.250Z",
    })
    void is_read_to_the_microsecond(Named form, String text, Instant time) {
        assertThat(rule(form).read(saying(text))).contains(time);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO, 22.11.2026",
        "ISO, 2026-13-22T08:00:00Z",
        "EPOCH, noon",
        "EPOCH_SECONDS, 1e999999999",
        "EPOCH_SECONDS, 1e-999999999",
        "EPOCH_SECONDS, -5",
        "EPOCH_SECONDS, 999999999999999",
        "EPOCH_SECONDS, 18448539000000",
    })
    void is_refused_when_it_cannot_be_one(Named form, String text) {
        assertThatThrownBy(() -> rule(form).read(saying(text)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("time");
    }

    private static TimeRule rule(Named form) {
        return TimeRule.of(Expression.of("{time}"), List.of(form), "Asia/Shanghai", true);
    }

    private static MessageView saying(String time) {
        return new MessageView(
                new Arrival("t", new byte[0], Instant.EPOCH, false),
                new MessageView.Topic(List.of("time"), List.of(time)),
                new Body(JsonNodeFactory.instance.objectNode(), null));
    }
}
