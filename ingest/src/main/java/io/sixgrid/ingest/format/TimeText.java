package io.sixgrid.ingest.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time written in digits, ISO 8601 extended or basic, read by hand: {@code java.time}'s formatters with optional parts
 * take a microsecond and more, which is as much as all the JSON of a small message.
 *
 * @param local         date and time as written
 * @param offsetSeconds from UTC; {@link #NO_OFFSET} when none is said
 */
record TimeText(LocalDateTime local, int offsetSeconds) {
    private static final int NO_OFFSET = Integer.MIN_VALUE;
    private static final int MOST_OFFSET_HOURS = 18;

    /** Reads {@code 2026-11-22T08:00[:00[.123456789]][Z|+08:00]}, a space for the T; null when it is not one. */
    static @Nullable TimeText extended(String text) {
        return new Cursor(text).extended();
    }

    /** Reads {@code 20261122080000} or {@code 20261122T080000}, with fraction and offset or without. */
    static @Nullable TimeText compact(String text) {
        return new Cursor(text).compact();
    }

    /** The instant; null when no offset is said. */
    @Nullable Instant instant() {
        return offsetSeconds == NO_OFFSET
                ? null
                : local.toInstant(ZoneOffset.UTC).minusSeconds(offsetSeconds);
    }

    /** Reads from left to right; {@code bad} once something is not as it must be. */
    private static final class Cursor {
        private final String text;
        private int at;
        private boolean bad;

        Cursor(String text) {
            this.text = text;
        }

        @Nullable TimeText extended() {
            int year = digits(4);
            expect('-');
            int month = digits(2);
            expect('-');
            int day = digits(2);
            bad |= !take('T') && !take('t') && !take(' ');
            while (take(' ')) {}
            int hour = digits(2);
            expect(':');
            int minute = digits(2);
            int second = take(':') ? digits(2) : 0;
            return result(year, month, day, new int[] {hour, minute, second});
        }

        @Nullable TimeText compact() {
            int year = digits(4);
            int month = digits(2);
            int day = digits(2);
            take('T');
            return result(year, month, day, new int[] {digits(2), digits(2), digits(2)});
        }

        private @Nullable TimeText result(int year, int month, int day, int[] time) {
            int nanos = take('.') || take(',') ? fraction() : 0;
            while (take(' ')) {}
            try {
                int offset = at == text.length() ? NO_OFFSET : offset();
                return bad || at < text.length()
                        ? null
                        : new TimeText(LocalDateTime.of(year, month, day, time[0], time[1], time[2], nanos), offset);
            } catch (DateTimeException e) {
                return null;
            }
        }

        private int offset() {
            if (take('Z') || take('z')) {
                return 0;
            }
            int sign = take('-') ? -1 : 1;
            bad |= sign > 0 && !take('+');
            int hours = digits(2);
            int minutes = take(':') || at < text.length() ? digits(2) : 0;
            bad |= minutes >= 60 || hours * 60 + minutes > MOST_OFFSET_HOURS * 60;
            return sign * (hours * 60 + minutes) * 60;
        }

        /** One to nine digits behind the second. */
        private int fraction() {
            int from = at;
            while (at < text.length() && at - from < 9 && digit() >= 0) {
                at++;
            }
            bad |= at == from;
            int nanos = 0;
            for (int i = 0; i < 9; i++) {
                nanos = nanos * 10 + (from + i < at ? text.charAt(from + i) - '0' : 0);
            }
            return nanos;
        }

        private int digits(int count) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                int digit = at < text.length() ? digit() : -1;
                bad |= digit < 0;
                value = value * 10 + Math.max(digit, 0);
                at++;
            }
            return value;
        }

        private int digit() {
            char c = text.charAt(at);
            return c >= '0' && c <= '9' ? c - '0' : -1;
        }

        private void expect(char c) {
            bad |= !take(c);
        }

        private boolean take(char c) {
            boolean there = at < text.length() && text.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }
    }
}
