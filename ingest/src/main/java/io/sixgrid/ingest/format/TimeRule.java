package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sixgrid.data.SixgridException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a format says the time.
 *
 * @param from     where it stands
 * @param form     how it is written
 * @param zone     the zone of times that say none; without it such a time is refused, never guessed
 * @param required whether a message without one is refused; otherwise the time of receipt orders it
 */
record TimeRule(Expression from, Form form, Optional<ZoneId> zone, boolean required) {
    /** How a time is written. */
    enum Form {
        /** ISO 8601: seconds, fraction (to 9 digits) and offset optional, a space for the T taken too. */
        ISO,
        /** Seconds since 1970, fraction allowed. */
        EPOCH_SECONDS,
        /** Milliseconds since 1970. */
        EPOCH_MILLIS,
        /** Seconds below 100,000,000,000 (the year 5138), milliseconds from there on. */
        EPOCH;

        @JsonCreator
        static Form parse(String text) {
            for (Form form : values()) {
                if (form.name().replace('_', '-').equalsIgnoreCase(text)) {
                    return form;
                }
            }
            throw SixgridException.invalid("form", "form is not iso, epoch, epoch-seconds or epoch-millis: " + text);
        }
    }

    private static final BigDecimal MILLIS_FROM = new BigDecimal("1e11");
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern ISO_SHAPE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[Tt ]\\s*(\\d\\d:\\d\\d.*)");
    private static final Pattern UTC_SHAPE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");
    private static final DateTimeFormatter ISO_OFFSET = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    @JsonCreator
    static TimeRule of(
            @JsonProperty(value = "from", required = true) Expression from,
            @JsonProperty(value = "form", required = true) Form form,
            @JsonProperty("zone") @Nullable String zone,
            @JsonProperty("required") boolean required) {
        try {
            return new TimeRule(from, form, Optional.ofNullable(zone).map(ZoneId::of), required);
        } catch (DateTimeException e) {
            throw SixgridException.invalid("zone", "zone is not known: " + zone);
        }
    }

    /** The device's time, to the microsecond. */
    Optional<Instant> read(MessageView message) {
        Optional<String> text = required ? Optional.of(from.require("time", message)) : from.value(message);
        return text.map(said -> {
            Instant time = form == Form.ISO ? iso(said.strip()) : epoch(said.strip());
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw Refusal.bad("time", said, "between 1970 and 9999");
            }
            return time.truncatedTo(ChronoUnit.MICROS);
        });
    }

    private Instant iso(String text) {
        Matcher shape = ISO_SHAPE.matcher(text);
        if (!shape.matches()) {
            throw Refusal.bad("time", text, "ISO 8601");
        }
        try {
            if (UTC_SHAPE.matcher(text).matches()) {
                // What most devices write; java.time reads it several times as fast as by a formatter with options.
                return Instant.parse(text);
            }
            TemporalAccessor parsed = ISO_OFFSET.parseBest(
                    shape.group(1) + "T" + shape.group(2), ZonedDateTime::from, LocalDateTime::from);
            if (parsed instanceof ZonedDateTime zoned) {
                return zoned.toInstant();
            }
            ZoneId declared = zone.orElseThrow(() -> Refusal.bad("time", text, "with a zone, and none is declared"));
            return LocalDateTime.from(parsed).atZone(declared).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.bad("time", text, "ISO 8601");
        }
    }

    private Instant epoch(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            boolean millis = form == Form.EPOCH_MILLIS || (form == Form.EPOCH && number.compareTo(MILLIS_FROM) >= 0);
            // Compared before it is scaled: an exponent of a billion would fill the memory with digits.
            if (number.signum() < 0 || number.compareTo(new BigDecimal("1e15")) > 0 || number.scale() > 40) {
                throw Refusal.bad("time", text, "between 1970 and 9999");
            }
            // Digits behind the microsecond fall away; what a long does not hold is refused, not wrapped into the past.
            long micros = number.scaleByPowerOfTen(millis ? 3 : 6)
                    .setScale(0, RoundingMode.DOWN)
                    .longValueExact();
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        } catch (ArithmeticException e) {
            throw Refusal.bad("time", text, "between 1970 and 9999");
        } catch (NumberFormatException e) {
            throw Refusal.bad("time", text, "a number");
        }
    }
}
