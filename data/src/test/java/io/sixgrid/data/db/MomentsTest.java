package io.sixgrid.data.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentsTest {
    private final Moments moments = new Moments();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T23:59:59.999999999Z",
                "2026-11-23T00:00:00Z",
                "1969-12-31T23:59:59.000001Z",
                "1970-01-01T00:00:00.1Z",
                "9999-12-31T12:34:56.123456Z"
            })
    void it_says_what_an_instant_says_of_itself(String moment) {
        assertThat(Instant.parse(moments.write(Instant.parse(moment)))).isEqualTo(Instant.parse(moment));
        assertThat(Instant.parse(moments.write(Instant.EPOCH))).isEqualTo(Instant.EPOCH);
    }
}
