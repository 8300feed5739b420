package io.sixgrid.geo.sensor;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.sensor.SensorName;
import io.sixgrid.data.sensor.Series;
import io.sixgrid.geo.http.Page;
import java.util.List;
import java.util.Optional;

/**
 * A series as answers say it.
 *
 * @param unit  of all readings; absent where they have none, or several
 * @param units where there are several: each item then says its own, and one without a unit is listed as an empty text
 */
record SeriesJson(
        String device,
        String name,
        Optional<String> unit,
        Optional<List<String>> units,
        Optional<String> bucket,
        @JsonUnwrapped Page<?> page) {
    static SeriesJson of(SensorName sensor, Optional<String> bucket, Series<?> series, Page<?> page) {
        List<Optional<String>> units = series.units();
        return new SeriesJson(
                sensor.device(),
                sensor.name(),
                units.size() == 1 ? units.get(0) : Optional.empty(),
                units.size() > 1
                        ? Optional.of(
                                units.stream().map(unit -> unit.orElse("")).toList())
                        : Optional.empty(),
                bucket,
                page);
    }
}
