package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sixgrid.data.SixgridException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a format says the time.
 *
 * @param from     where it stands
 * @param form     how it is written; the first that reads it
 * @param zone     of times that say none
 * @param required whether a message without one is refused; otherwise the time of receipt orders it
 */
record TimeRule(Expression from, List<TimeForm> form, TimeForm.Zone zone, boolean required) {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    TimeRule {
        form = List.copyOf(form);
    }

    @JsonCreator
    static TimeRule of(
            @JsonProperty(value = "from", required = true) Expression from,
            @JsonProperty(value = "form", required = true) List<TimeForm> form,
            @JsonProperty("zone") @Nullable String zone,
            @JsonProperty("required") boolean required) {
        if (form.isEmpty()) {
            throw SixgridException.invalid("form", "form is missing");
        }
        try {
            return new TimeRule(
                    from, form, TimeForm.zone(Optional.ofNullable(zone).map(ZoneId::of)), required);
        } catch (DateTimeException e) {
            throw SixgridException.invalid("zone", "zone is not known: " + zone);
        }
    }

    /** The device's time, to the microsecond. */
    Optional<Instant> read(MessageView message) {
        String text = required ? from.require("time", message) : from.value(message);
        if (text == null) {
            return Optional.empty();
        }
        for (int i = 0; i < form.size(); i++) {
            Optional<Instant> time = form.get(i).read(text, zone);
            if (time.isPresent()) {
                return Optional.of(checked(time.get()));
            }
        }
        throw Refusal.bad("time", text, form.stream().map(TimeForm::want).collect(Collectors.joining(" or ")));
    }

    private static Instant checked(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw Refusal.bad("time", time.toString(), "between 1970 and 9999");
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
