package io.sixgrid.geo.grid;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sixgrid.data.grid.GridHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A grid in time, as JSON answers say it. */
record GridHistoryJson(int level, List<VersionJson> versions, List<StepJson> from, List<StepJson> to) {
    /** Times are half-open; absent for ever, and while no end is known. */
    record VersionJson(
            String code,
            String name,
            Optional<String> parent,
            Optional<Integer> households,
            double squareMetres,
            String hash,
            Optional<Instant> validFrom,
            Optional<Instant> validTo,
            @JsonUnwrapped Recorded recorded) {
        static VersionJson of(GridHistory.Version version) {
            return new VersionJson(
                    version.code(),
                    version.name(),
                    version.parent(),
                    version.households(),
                    Math.round(version.squareMetres() * 100) / 100.0,
                    version.hash(),
                    version.valid().from(),
                    version.valid().until(),
                    new Recorded(version.known().from(), version.known().until(), version.revision()));
        }
    }

    /** When that was believed, and which revision said so. */
    record Recorded(Optional<Instant> knownFrom, Optional<Instant> knownTo, long revision) {}

    record StepJson(
            long revision, Instant effective, @JsonUnwrapped DescentJson descent) {
        static StepJson of(GridHistory.Step step) {
            return new StepJson(step.revision(), step.effective(), DescentJson.of(step.descent()));
        }
    }

    static GridHistoryJson of(GridHistory history) {
        return new GridHistoryJson(
                history.level(),
                history.versions().stream().map(VersionJson::of).toList(),
                history.from().stream().map(StepJson::of).toList(),
                history.to().stream().map(StepJson::of).toList());
    }
}
