package io.sixgrid.data.db;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sixgrid.data.SixgridException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MinimumVersionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.3.0", "3.3.2", "3.4.0dev", "3.10", "4.0.0"})
    void postgis_from_3_3_on_will_do(String version) {
        assertThatCode(() -> MinimumVersions.requirePostgis(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.5.9", "3.2.7"})
    void an_older_postgis_is_refused_in_one_sentence(String version) {
        assertThatThrownBy(() -> MinimumVersions.requirePostgis(version))
                .isInstanceOf(SixgridException.class)
                .hasMessage("PostGIS " + version + " is too old: Sixgrid needs PostGIS 3.3 or newer");
    }

    @Test
    void an_older_postgresql_is_refused_in_one_sentence() {
        MinimumVersions.requirePostgres(15);
        assertThatThrownBy(() -> MinimumVersions.requirePostgres(14))
                .isInstanceOf(SixgridException.class)
                .hasMessage("PostgreSQL 14 is too old: Sixgrid needs PostgreSQL 15 or newer");
    }
}
