package io.sixgrid.ingest.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.sixgrid.data.SixgridException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a time is written. Safe for use by several threads. */
interface TimeForm {
    /** The instant; empty when {@code text} is not written so. */
    Optional<Instant> read(String text, Zone zone);

    /** What a text must be, for people. */
    String want();

    /** The zone of times that say none. */
    interface Zone {
        /** Refuses the message when the format declares none: a zone is never guessed. */
        Instant instant(LocalDateTime local);
    }

    /** Reads a name, or {@code { pattern: ... }}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static TimeForm of(JsonNode yaml) {
        if (yaml.isObject() && yaml.size() == 1 && yaml.path("pattern").isTextual()) {
            return Pattern.of(yaml.path("pattern").textValue());
        }
        for (Named form : Named.values()) {
            if (form.code().equals(yaml.asText())) {
                return form;
            }
        }
        throw SixgridException.invalid(
                "form",
                "form is not iso, compact, epoch, epoch-seconds, epoch-millis or { pattern: ... }: "
                        + (yaml.isValueNode() ? yaml.asText() : yaml));
    }

    /** The forms that have a name. */
    enum Named implements TimeForm {
        /** ISO 8601: seconds, fraction (to 9 digits) and offset optional, a space for the T taken too. */
        ISO {
            @Override
            public Optional<Instant> read(String text, Zone zone) {
                return instant(TimeText.extended(text), zone);
            }
        },
        /** {@code yyyyMMddHHmmss}, or ISO 8601 basic with a T, fraction and offset. */
        COMPACT {
            @Override
            public Optional<Instant> read(String text, Zone zone) {
                return instant(TimeText.compact(text), zone);
            }
        },
        /** Seconds since 1970, fraction allowed. */
        EPOCH_SECONDS {
            @Override
            public Optional<Instant> read(String text, Zone zone) {
                return epoch(text, Long.MAX_VALUE);
            }
        },
        /** Milliseconds since 1970. */
        EPOCH_MILLIS {
            @Override
            public Optional<Instant> read(String text, Zone zone) {
                return epoch(text, 0);
            }
        },
        /** Seconds below 100,000,000,000 (the year 5138), milliseconds from there on. */
        EPOCH {
            @Override
            public Optional<Instant> read(String text, Zone zone) {
                return epoch(text, MILLIS_FROM);
            }
        };

        private static final long MILLIS_FROM = 100_000_000_000L;
        private static final BigDecimal MOST = new BigDecimal("1e15");

        private String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String want() {
            return switch (this) {
                case ISO -> "ISO 8601";
                case COMPACT -> "yyyyMMddHHmmss";
                case EPOCH, EPOCH_SECONDS, EPOCH_MILLIS -> "a number";
            };
        }

        private static Optional<Instant> instant(@Nullable TimeText text, Zone zone) {
            if (text == null) {
                return Optional.empty();
            }
            Instant instant = text.instant();
            return Optional.of(instant == null ? zone.instant(text.local()) : instant);
        }

        private static Optional<Instant> epoch(String text, long millisFrom) {
            try {
                BigDecimal number = new BigDecimal(text);
                // Compared before it is scaled: an exponent of a billion would fill the memory with digits.
                if (number.signum() < 0 || number.compareTo(MOST) > 0 || number.scale() > 40) {
                    throw Refusal.bad("time", text, "between 1970 and 9999");
                }
                boolean millis = number.compareTo(BigDecimal.valueOf(millisFrom)) >= 0;
                // Digits behind the microsecond fall away; what a long does not hold is refused, not wrapped around.
                long micros = number.scaleByPowerOfTen(millis ? 3 : 6)
                        .setScale(0, RoundingMode.DOWN)
                        .longValueExact();
                return Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
            } catch (ArithmeticException e) {
                throw Refusal.bad("time", text, "between 1970 and 9999");
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    /** Letters of {@link DateTimeFormatter}; a date without a time is its midnight. */
    record Pattern(String letters, DateTimeFormatter formatter) implements TimeForm {
        private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 11, 22, 8, 5, 9, 0, ZoneOffset.UTC);

        static Pattern of(String letters) {
            try {
                Pattern pattern = new Pattern(letters, DateTimeFormatter.ofPattern(letters, Locale.ENGLISH));
                if (pattern.read(pattern.formatter.format(SAMPLE), local -> local.toInstant(ZoneOffset.UTC))
                        .isPresent()) {
                    return pattern;
                }
                throw SixgridException.invalid("pattern", "pattern says no whole date: " + letters);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw SixgridException.invalid("pattern", "pattern is not of java.time: " + letters);
            }
        }

        @Override
        public Optional<Instant> read(String text, Zone zone) {
            try {
                TemporalAccessor parsed =
                        formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
                if (parsed instanceof ZonedDateTime zoned) {
                    return Optional.of(zoned.toInstant());
                }
                return Optional.of(zone.instant(
                        parsed instanceof LocalDateTime local
                                ? local
                                : LocalDate.from(parsed).atStartOfDay()));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public String want() {
            return letters;
        }
    }

    /** The zone that a format declares, or none. */
    static Zone zone(Optional<ZoneId> declared) {
        return local -> local.atZone(declared.orElseThrow(
                        () -> Refusal.bad("time", local.toString(), "with a zone, and none is declared")))
                .toInstant();
    }
}
